"""The form for the rules over a whole exercise: before it begins, its levels, and the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as AnyForm

from couples.exercises.sheet import Typed
from couples.exercises.vocabulary import Part, SummaryKind, SummedBy
from portal.forms.base import lazy as _
from portal.forms.drafting import DraftForm, Names, again, choices_of
from portal.forms.questions import NumberField

MOST_SUMMARIES = 20
_WANTED = frozenset({"counselor_only", "kind", "label", "by"})

Choices = Sequence[tuple[str, str]]


class SummaryForm(AnyForm):
    """One line of what the report sums up."""

    label = StringField(_("What the line is called"))
    kind = SelectField(_("What it counts"))
    about = SelectField(_("Of which question"))
    against = SelectField(_("Compared with"))
    among = TextAreaField(_("Only these answers"))
    pooled = HiddenField()
    part = SelectField(_("Only what was asked at this moment"))
    by = SelectField(_("Whose line it is"))
    counselor_only = BooleanField(_("Only in your copy"))


class RulesForm(DraftForm):
    """Every rule that looks at more than one question."""

    ready_field = SelectField(_("The question that lets it begin"))
    ready_answers = TextAreaField(_("It begins with one of these answers"))
    ready_at_least = NumberField(_("or a number of at least"))
    ready_at_most = NumberField(_("or of at most"))
    ready_minutes = NumberField(_("Minutes for which an answer counts"))
    ready_say = TextAreaField(_("What both read until then"))
    ladder_level = SelectField(_("The number that is the level"))
    ladder_comfort = SelectField(_("The rating of how comfortable it was"))
    ladder_at_least = NumberField(_("Comfortable enough, from"))
    ladder_sessions = NumberField(_("How many times in a row"))
    ladder_highest = NumberField(_("The highest level"))
    summaries = FieldList(FormField(SummaryForm), _("What the report sums up"))


def rules_form(
    names: Names, asked: tuple[Choices, Choices], typed: Typed, stamp: int, sent: Any = None
) -> RulesForm:
    """
    The rules as they were typed, or as they were just `sent`, with room for another line.

    `asked` are the questions that there are, and the columns of those that have any.
    """
    questions, columns = asked
    lines = [
        {**line, "counselor_only": bool(line.get("counselor_only"))}
        for line in typed.get("summaries") or []
    ]
    room = [*lines, {}] if len(lines) < MOST_SUMMARIES else lines
    form = RulesForm(sent, data={**typed, "stamp": stamp, "summaries": room})
    nothing = ("", str(_("None")))
    form.ready_field.choices = [nothing, *questions]
    form.ladder_level.choices = form.ladder_comfort.choices = [nothing, *questions]
    again(form, sent, _WANTED)
    for entry in form.summaries.entries:
        entry.form.kind.choices = choices_of(names, SummaryKind)
        entry.form.about.choices = [("", str(_("The whole"))), *questions, *columns]
        entry.form.against.choices = [nothing, *questions, *columns]
        entry.form.part.choices = [("", str(_("Always"))), *choices_of(names, Part)]
        entry.form.by.choices = choices_of(names, SummedBy)
        again(entry.form, sent, _WANTED)
    return form


def lines_of(typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines of the report that anything was typed into."""
    return [line for line in typed.get("summaries") or [] if line["label"] or line["about"]]
