"""The forms in which a counselor writes a programme: what is said about it, and one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as AnyForm

from couples.assignments.schedule import WEEKDAYS
from couples.exercises.sheet import Typed
from couples.exercises.vocabulary import Cadence, Doer, Gate
from couples.programmes.vocabulary import By, Only, When, Who
from portal.forms.base import lazy as _
from portal.forms.drafting import DraftForm, Names, again, choices_of
from portal.forms.questions import BoxesField, DayField, NumberField

MOST_RULES = 12
_WANTED = frozenset(
    {
        *("title", "purpose", "about", "origin", "not_when", "week", "exercise", "doer"),
        *("cadence", "when", "essential", "open_end", "first", "percent", "by"),
    }
)


class GoOnForm(AnyForm):
    """What has to be true before some weeks are left behind."""

    first = NumberField(_("At the end of week"))
    last = NumberField(_("up to week"))
    percent = NumberField(_("Done by then, in percent"))
    by = RadioField(_("By whom"))
    clear = BoxesField(_("Look twice before going on"))


class ProgrammeHeadForm(DraftForm):
    """Everything about a programme but its steps."""

    title = StringField(_("What it is called"))
    purpose = TextAreaField(_("What it is for"))
    about = TextAreaField(_("What it is about"))
    origin = TextAreaField(_("Where it comes from"))
    not_when = TextAreaField(_("When to leave it alone"))
    entry = BoxesField(_("Look twice before it begins"))
    entry_note = TextAreaField(_("What to do before it begins"))
    variants_first = StringField(_("The first of the two"))
    variants_second = StringField(_("The second of the two"))
    go_on = FieldList(FormField(GoOnForm), _("Before the next week opens"))


class StepForm(DraftForm):
    """One step, with a control for everything that any release rule may need."""

    exercise = SelectField(_("What is done"))
    week = NumberField(_("In week"))
    doer = RadioField(_("Who does it"))
    who = SelectField(_("Which of the two"))
    cadence = SelectField(_("How often"))
    days = BoxesField(_("On which days"))
    times_a_week = NumberField(_("How many times a week"))
    lasts = NumberField(_("For how many weeks"))
    open_end = BooleanField(_("Until I end it"))
    when = SelectField(_("When it opens"))
    date = DayField(_("The day"))
    after = NumberField(_("After how many days"))
    step = SelectField(_("The other step"))
    by = SelectField(_("By how many of the two"))
    measured = SelectField(_("Which number"))
    at_least = StringField(_("At least"))
    at_most = StringField(_("At most"))
    percent = NumberField(_("How much of it was done, in percent"))
    only = SelectField(_("Only in a certain case"))
    essential = BooleanField(_("It is never skipped"))
    note = TextAreaField(_("A note for you"))


@dataclass(frozen=True, slots=True)
class AroundStep:
    """What a step may point to: the library, the steps before it, numbers, and the two people."""

    exercises: Sequence[tuple[str, str]]
    earlier: Sequence[tuple[str, str]]
    measured: Sequence[tuple[str, str]]
    variants: tuple[str, str]


def programme_head_form(
    names: Names, typed: Typed, stamp: int, sent: Any = None
) -> ProgrammeHeadForm:
    """The head as it was typed, or as it was just `sent`, with room for another rule."""
    rules = list(typed.get("go_on") or [])
    room = [*rules, {}] if len(rules) < MOST_RULES else rules
    form = ProgrammeHeadForm(sent, data={**typed, "stamp": stamp, "go_on": room})
    form.entry.choices = choices_of(names, Gate)
    again(form, sent, _WANTED)
    for entry in form.go_on.entries:
        entry.form.by.choices = choices_of(names, By)
        entry.form.clear.choices = choices_of(names, Gate)
        again(entry.form, sent, _WANTED)
    return form


def rules_of(typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rules that anything was typed into."""
    return [
        rule
        for rule in typed.get("go_on") or []
        if any(value for name, value in rule.items() if name != "by")
    ]


def step_form(
    names: Names, around: AroundStep, typed: Typed, stamp: int, sent: Any = None
) -> StepForm:
    """One step as it was typed, or as it was just `sent`."""
    data = {**typed, "stamp": stamp}
    for name in ("open_end", "essential"):
        data[name] = bool(typed.get(name))
    form = StepForm(sent, data=data)
    form.exercise.choices = [("", str(_("Choose"))), *around.exercises]
    form.doer.choices = choices_of(names, Doer)
    form.who.choices = [("", str(_("Choose"))), *zip(Who, around.variants, strict=True)]
    form.cadence.choices = choices_of(names, Cadence)
    form.days.choices = [(day, names[str](day)) for day in WEEKDAYS]
    form.when.choices = choices_of(names, When)
    form.step.choices = [("", str(_("The beginning of the course"))), *around.earlier]
    form.by.choices = [("", str(_("Choose"))), *choices_of(names, By)]
    form.measured.choices = [("", str(_("Choose"))), *around.measured]
    form.only.choices = [("", str(_("For everybody"))), *choices_of(names, Only)]
    again(form, sent, _WANTED)
    return form
