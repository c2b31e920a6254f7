"""
What the forms share in which a counselor writes an exercise or a programme.

They take whatever is typed and refuse nothing; a draft keeps it, and the practice says what
is still to do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from wtforms import Form as AnyForm
from wtforms import HiddenField, RadioField

from couples.exercises.sheet import Typed
from portal.forms.questions import BoxesField

_ON = ["yes"]

Names = Mapping[type[Any], Callable[[Any], str]]
"""How the screen calls the members of each closed list."""


class DraftForm(AnyForm):
    """A form over a part of a draft, whose slips are put at their controls from outside."""

    stamp = HiddenField()

    def typed(self, before: Typed) -> dict[str, Any]:
        """What stands in the controls, as a draft keeps it; `before` is what it kept so far."""
        found = {name: _plain(value) for name, value in self.data.items() if name != "stamp"}
        hidden = {name: before[name] for name in ("values",) if name in before}
        ticked = {
            name: _in_order(found[name], before.get(name) or [])
            for name, field in self._fields.items()
            if isinstance(field, BoxesField)
        }
        return {**hidden, **found, **ticked}

    def name_of(self, control: str) -> str:
        """What the screen calls a control."""
        field = self._fields.get(control)
        return str(field.label.text) if field is not None else ""

    def place_of(self, control: str) -> str:
        """Where a link to a control leads: to the first of several boxes."""
        field = self._fields.get(control)
        is_group = isinstance(field, RadioField | BoxesField)
        return f"#{control}-0" if is_group else f"#{control}"

    def tell(self, slips: Mapping[str, Sequence[str]]) -> None:
        """Put every slip at its control, or at the form where it has none here."""
        for control, sentences in slips.items():
            field = self._fields.get(control)
            if field is None:
                self.form_errors.extend(sentences)
            else:
                field.errors = [*field.errors, *sentences]


def again(form: AnyForm, sent: Any, wanted: Collection[str] = ()) -> None:
    """Read boxes once more, now that the form knows what there is to tick; mark what is wanted."""
    for field in form:
        field.flags.required = field.short_name in wanted
        if sent is not None and isinstance(field, BoxesField):
            known = {choice[0] for choice in field.iter_choices()}
            field.data = [value for value in sent.getlist(field.name) if value in known]


def choices_of(names: Names, values: type[Any]) -> list[tuple[str, str]]:
    """Everything in a closed list, with its name on the screen."""
    return [(value.value, names[values](value)) for value in values]


def _in_order(ticked: Sequence[str], before: Sequence[str]) -> list[str]:
    """Boxes in the order that they had: the first one is what is usual, whatever a form shows."""
    return [*(v for v in before if v in ticked), *(v for v in ticked if v not in before)]


def _plain(value: Any) -> Any:
    """Text, or a list of texts: what a draft keeps, with lines ended as we end them."""
    match value:
        case bool():
            return _ON if value else []
        case list():
            return [_plain(each) for each in value]
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case _:
            return str(value or "").replace("\r\n", "\n")
