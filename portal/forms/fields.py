"""Fields and limits whose refusals are our own sentences, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import (
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TimeField,
)
from wtforms import Form as AnyForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from couples.exercises.blank import is_blank
from couples.wording import gettext
from portal.forms.base import lazy as _

_MOST = 10**9
# What a browser without a clock of its own may send besides hours and minutes.
_TIMES = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p"]


def option(value: str, label: str, group: str | None = None) -> Any:
    """One thing to choose, perhaps under the heading of its group."""
    return SelectChoice(value, label, optgroup=group)


def day_field(label: str, validators: Sequence[Any] = (), **options: Any) -> DateField:
    """A day of the calendar, picked or typed."""
    options["invalid_value_message"] = _("Write the day like 2026-11-24.")
    return DateField(label, list(validators), **options)


def time_field(label: str, validators: Sequence[Any] = (), **options: Any) -> TimeField:
    """A time of the day, picked or typed."""
    options["invalid_value_message"] = _("Write the time like 14:30.")
    return TimeField(label, list(validators), **{"format": _TIMES, **options})


class CountField(IntegerField):
    """A whole number of a size that anything is counted in; the ranges cannot compare more."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it; what is longer is no number that anybody meant."""
        super().process_formdata(valuelist)
        if self.data is not None and abs(self.data) > _MOST:
            self.data = None
            raise ValueError(gettext("Write a smaller number."))


def count_field(label: str, validators: Sequence[Any] = (), **options: Any) -> IntegerField:
    """A whole number."""
    options["invalid_value_message"] = _("Write a whole number.")
    return CountField(label, list(validators), **options)


def radio_field(
    label: str,
    choices: Sequence[Any] = (),
    missing: str = _("Choose one of these."),
    **options: Any,
) -> RadioField:
    """One of a few things, all in view."""
    options |= {"invalid_choice_message": missing, "validators": [InputRequired(missing)]}
    return RadioField(label, choices=list(choices), **options)


def select_field(label: str, choices: Sequence[Any] = (), **options: Any) -> SelectField:
    """One of many things in a closed list."""
    sentence = _("Choose one from the list.")
    options |= {"invalid_choice_message": sentence, "validators": [InputRequired(sentence)]}
    return SelectField(label, choices=list(choices), **options)


def optional_select_field(label: str, choices: Sequence[Any], **options: Any) -> SelectField:
    """One of many things in a closed list, whose first entry may say nothing."""
    options |= {"invalid_choice_message": _("Choose one from the list."), "default": ""}
    return SelectField(label, choices=list(choices), **options)


class BoxesField(SelectMultipleField):
    """Any of a few things, each with a box. What is not on the page cannot be ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what stands on the page, once and in its order."""
        known = [choice[0] for choice in self.iter_choices()]
        self.data = [value for value in known if value in valuelist]


class Words:
    """Words that a reader would see, and not more than fit. None at all may be fine."""

    field_flags: dict[str, Any]

    def __init__(self, most: int, missing: str | None = None) -> None:
        """Without a sentence about what is `missing`, it may stay empty."""
        self.most = most
        self.missing = missing
        self.field_flags = {"maxlength": most} | ({"required": True} if missing else {})

    def __call__(self, _form: AnyForm, field: Field) -> None:
        """Say what to write, or by how much it is too long."""
        text = field.data or ""
        if self.missing and is_blank(text):
            raise StopValidation(self.missing)
        if len(text) > self.most:
            sentence = gettext(
                "Shorten this to %(limit)s characters. It has %(length)s now.",
                limit=self.most,
                length=len(text),
            )
            raise ValidationError(sentence)
