"""How an answer is stored, and how it is told back to whoever may read it."""

import json
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import cast

from babel.dates import format_date
from babel.units import format_unit

from couples.exercises.definition import Column, ColumnType, Field, FieldType
from couples.wording import current_locale
from couples.wording import gettext as _

Cell = str | int | date
Row = dict[str, Cell]
Value = str | int | bool | date | list[str] | list[Row]

# A reference is kept as the public id of what it names.
TEXTS = frozenset({FieldType.SHORT_TEXT, FieldType.LONG_TEXT, FieldType.REFERENCE})
# Measures that have a plural in every language; any other unit is told as it was written.
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "minutes": "duration-minute",
        "hours": "duration-hour",
        "days": "duration-day",
        "weeks": "duration-week",
    }
)


def to_words(field: Field, value: Value) -> str:
    """The text for the encrypted column: the words themselves, or JSON for anything else."""
    if not field.is_words:
        raise ValueError("This answer is stored as a number.")
    if field.type in TEXTS:
        return str(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def from_words(field: Field, text: str) -> Value:
    """Exactly the value that `to_words` stored."""
    if field.type in TEXTS:
        return text
    stored = json.loads(text)
    if field.type is FieldType.DATE:
        return date.fromisoformat(stored)
    if field.type is FieldType.ROWS:
        days = {column.key for column in field.columns if column.type is ColumnType.DATE}
        return [
            {key: date.fromisoformat(cell) if key in days else cell for key, cell in row.items()}
            for row in stored
        ]
    return cast("str | list[str]", stored)


def to_number(field: Field, value: Value) -> int:
    """The number for the plain column; yes is 1 and no is 0."""
    if field.is_words or not isinstance(value, int):
        raise ValueError("This answer is stored as words.")
    return int(value)


def from_number(field: Field, number: float) -> int | bool:
    """Exactly the value that `to_number` stored."""
    return bool(number) if field.type is FieldType.YES_NO else int(number)


def readable(
    field: Field,
    value: Value,
    people: Mapping[str, str] | None = None,
    referred: Mapping[str, str] | None = None,
) -> str | list[str]:
    """
    The answer in words, for a page or for paper: one string, or a list of them.

    `people` says who "author", "other" and "both" are in rows; whoever shows the answer
    knows their names, the answer does not. `referred` says the same of what an answer
    refers to, as far as its reader may know of it.
    """
    match value:
        case int():
            return _number(field, value)
        case date():
            return _day(value)
        case list() if field.type is FieldType.ROWS:
            return [_row(field, cast("Row", row), people or _nameless()) for row in value]
        case list():
            return [field.option_label(str(item)) for item in value]
        case _ if field.type is FieldType.REFERENCE:
            return (referred or {}).get(value) or _("Something from earlier")
        case _:
            return field.option_label(value)


def _nameless() -> dict[str, str]:
    return {"author": _("The writer"), "other": _("Their partner"), "both": _("Both")}


def _number(field: Field, number: int) -> str:
    if field.type is FieldType.YES_NO:
        return _("Yes") if number else _("No")
    if field.type is FieldType.RATING:
        return _("%(number)s of 10", number=number)
    return _measured(number, field.unit)


def _measured(number: int, unit: str | None) -> str:
    if unit and unit in MEASURES:
        return format_unit(number, MEASURES[unit], locale=current_locale())
    return f"{number} {unit}" if unit else str(number)


def _day(day: date) -> str:
    return format_date(day, "long", locale=current_locale())


def _row(field: Field, row: Row, people: Mapping[str, str]) -> str:
    """A row as a phrase: “Alex: call the bank, by May 3, 2026”."""
    first, *_rest = field.columns
    told = [
        _told(column, row[column.key], people, leads=column is first)
        for column in field.columns
        if column.key in row
    ]
    if len(told) > 1 and first.key in row and first.type in {ColumnType.PERSON, ColumnType.DATE}:
        return _("%(who)s: %(what)s", who=told[0], what=", ".join(told[1:]))
    return ", ".join(told)


def _by_when(column: Column, day: str) -> str:
    """A day by which something is to happen, or whatever other day the cell asks for."""
    if column.label.casefold().startswith("by "):
        return _("by %(day)s", day=day)
    return _("%(label)s: %(answer)s", label=column.label, answer=day)


def _told(column: Column, cell: Cell, people: Mapping[str, str], *, leads: bool) -> str:
    match cell:
        case date():
            return _day(cell) if leads else _by_when(column, _day(cell))
        case bool():
            answer = _("yes") if cell else _("no")
            return _("%(label)s: %(answer)s", label=column.label, answer=answer)
        case int() if column.type is ColumnType.RATING:
            return _("%(label)s: %(number)s of 10", label=column.label, number=cell)
        case int():
            return _measured(cell, column.unit)
        case _ if column.type is ColumnType.PERSON:
            return people[cell]
        case _:
            return column.option_label(cell)
