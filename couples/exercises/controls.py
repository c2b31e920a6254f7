"""Which control of the form holds which setting of a question, for each type of answer."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from couples.exercises.field import Column, Field
from couples.exercises.vocabulary import ColumnType, FieldType
from couples.wording import gettext as _

_LENGTH = MappingProxyType({"text_length": "max_length"})

NUMBERS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        FieldType.SHORT_TEXT: _LENGTH,
        FieldType.LONG_TEXT: _LENGTH,
        FieldType.NUMBER: {"number_minimum": "minimum", "number_maximum": "maximum"},
        FieldType.CHOICES: {"choices_minimum": "minimum", "choices_maximum": "maximum"},
        FieldType.LIST: {
            "list_minimum": "minimum",
            "list_maximum": "maximum",
            "list_length": "max_length",
        },
        FieldType.ROWS: {"rows_minimum": "minimum", "rows_maximum": "maximum"},
    }
)
"""The controls that hold whole numbers."""

WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {FieldType.RATING: ("low", "high"), FieldType.NUMBER: ("unit",)}
)
"""The controls that hold words, called like their settings."""

HEAD_WORDS = ("title", "purpose", "instructions", "origin", "not_when", "summary")
HEAD_LISTS = ("doers", "cadences", "gates")
"""The controls of the head that hold words, and those that hold boxes."""

CHOSEN_FROM = frozenset({FieldType.CHOICE, FieldType.CHOICES, ColumnType.CHOICE})
"""The types with options, one on each line."""

COLUMN_NUMBERS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        ColumnType.SHORT_TEXT: {"text_length": "max_length"},
        ColumnType.NUMBER: {"number_minimum": "minimum", "number_maximum": "maximum"},
    }
)
COLUMN_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {ColumnType.NUMBER: ("unit",), ColumnType.RATING: ("low", "high")}
)


def control_of(kind: str, setting: str) -> str:
    """The control that a setting of this type is typed into; its own name by default."""
    for control, name in NUMBERS.get(kind, {}).items():
        if name == setting:
            return control
    return setting


def answers_of(asked: Field | Column) -> dict[str, str]:
    """What may be answered to a question, by the words on the screen."""
    if asked.type in {FieldType.YES_NO, ColumnType.YES_NO}:
        return {_("Yes"): "yes", _("No"): "no"}
    return {option.label: option.value for option in asked.options}
