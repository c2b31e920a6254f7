"""
One place to answer for each type of question, before any of them is checked.

Every field takes and gives text, right or wrong, because a draft keeps what was
typed. What fits is for `couples.exercises.answering` to say, when it is handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import (
    FieldList,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as AnyForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.widgets import CheckboxInput, DateInput, ListWidget, TextInput

from couples.exercises import definition as exercise
from couples.exercises.asking import HIGHEST_RATING, LOWEST_RATING
from couples.exercises.definition import ColumnType, FieldType
from couples.wording import gettext as _

ANSWER, WHO = "answer-", "who-"
"""Before the key of a question, so that none is called like a button or a token."""

CELL = "cell-"
"""Before the key of a column, so that no column's name is one that forms use themselves."""

_ONE_LINE = 60
"""What is longer than this is easier to read again in a box of several lines."""


class NumberField(StringField):
    """A number as it was typed; on a phone the keys are digits."""

    widget = TextInput()

    def __init__(self, label: str, description: str = "", **options: Any) -> None:
        """Ask for digits, but refuse nothing that is typed."""
        digits = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(label, description=description, render_kw=digits, **options)


class DayField(StringField):
    """A day of the calendar as it was picked or typed."""

    widget = DateInput()


class BoxesField(SelectMultipleField):
    """Any of a few things, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def question_field(
    question: exercise.Field,
    people: Mapping[str, str],
    offered: Mapping[str, str] | None = None,
) -> Any:
    """
    The field that asks `question`, waiting to be bound to a form.

    `offered` is what a reference may name, in words, by public id.
    """
    label, about = question.label, question.help or ""
    made: Any
    match question.type:
        case FieldType.RATING | FieldType.YES_NO | FieldType.CHOICE:
            choices = [*_steps(question), *_open(question)]
            made = RadioField(label, choices=choices, description=about)
        case FieldType.CHOICES:
            made = BoxesField(label, choices=_options(question), description=about)
        case FieldType.LIST:
            made = FieldList(StringField(), label, description=about)
        case FieldType.ROWS:
            made = FieldList(FormField(_row(question, people)), label, description=about)
        case FieldType.REFERENCE:
            choices = [SelectChoice("", _("Choose")), *_things(offered or {})]
            made = SelectField(label, choices=choices, description=about, validate_choice=False)
        case FieldType.NUMBER:
            made = NumberField(label, description=about or _range(question))
        case FieldType.DATE:
            made = DayField(label, description=about)
        case _ if (question.max_length or 0) <= _ONE_LINE:
            made = StringField(label, description=about)
        case _:
            made = TextAreaField(label, description=about)
    return made


def _steps(question: exercise.Field) -> list[SelectChoice]:
    match question.type:
        case FieldType.RATING:
            return [SelectChoice(str(n)) for n in range(LOWEST_RATING, HIGHEST_RATING + 1)]
        case FieldType.YES_NO:
            return [SelectChoice("yes", _("Yes")), SelectChoice("no", _("No"))]
        case _:
            return _options(question)


def _things(offered: Mapping[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, words) for value, words in offered.items()]


def _options(shape: exercise.Field | exercise.Column) -> list[SelectChoice]:
    return [SelectChoice(option.value, option.label) for option in shape.options]


def _open(question: exercise.Field) -> list[SelectChoice]:
    """The way back from an answer, where none is needed."""
    return [] if question.required else [SelectChoice("", _("Leave it open"))]


def _range(question: exercise.Field) -> str:
    known = {"low": question.minimum, "high": question.maximum, "unit": question.unit}
    if question.unit:
        return _("From %(low)s to %(high)s %(unit)s", **known)
    return _("From %(low)s to %(high)s", **known)


def _row(question: exercise.Field, people: Mapping[str, str]) -> type[AnyForm]:
    cells = {CELL + column.key: _cell(column, people) for column in question.columns}
    return type("Row", (AnyForm,), cells)


def _cell(column: exercise.Column, people: Mapping[str, str]) -> Any:
    match column.type:
        case ColumnType.DATE:
            return DayField(column.label)
        case ColumnType.NUMBER:
            return NumberField(column.label)
        case ColumnType.SHORT_TEXT:
            return StringField(column.label)
    nothing = SelectChoice("", _("Choose"))
    return SelectField(column.label, choices=[nothing, *_of_cell(column, people)])


def _of_cell(column: exercise.Column, people: Mapping[str, str]) -> list[SelectChoice]:
    """What there is to choose in a cell with a closed list."""
    match column.type:
        case ColumnType.PERSON:
            return [SelectChoice(value, name) for value, name in people.items()]
        case ColumnType.RATING:
            return _rated(column)
        case ColumnType.YES_NO:
            return [SelectChoice("yes", _("Yes")), SelectChoice("no", _("No"))]
        case _:
            return _options(column)


def _rated(column: exercise.Column) -> list[SelectChoice]:
    """The steps of a rating, with what its ends mean where the column says so."""
    ends = {LOWEST_RATING: column.low, HIGHEST_RATING: column.high}
    return [
        SelectChoice(str(n), f"{n} – {end}" if (end := ends.get(n)) else str(n))
        for n in range(LOWEST_RATING, HIGHEST_RATING + 1)
    ]
