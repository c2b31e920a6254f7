"""
The forms in which a counselor writes an exercise: its head, and one question at a time.

They take whatever is typed and refuse nothing; a draft keeps it, and
`couples.exercises.checking` says what is still to do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as AnyForm

from couples.audiences import Audience
from couples.exercises.definition import (
    Cadence,
    ColumnType,
    Doer,
    FieldType,
    Gate,
    Kind,
    Part,
    Topic,
    Variant,
)
from couples.exercises.soundness import FOLLOW_UPS
from couples.exercises.written import Typed
from portal.forms.base import lazy as _
from portal.forms.drafting import DraftForm, Names, again, choices_of
from portal.forms.questions import BoxesField, NumberField

SPARE_COLUMNS = 1
FEWEST_COLUMNS = 2
MOST_COLUMNS = 6


class HeadForm(DraftForm):
    """Everything about an exercise but its questions."""

    title = StringField(_("What it is called"))
    purpose = TextAreaField(_("What it is for"))
    kind = RadioField(_("What sort of thing it is"))
    instructions = TextAreaField(_("What the partners read first"))
    origin = TextAreaField(_("Where it comes from"))
    not_when = TextAreaField(_("When to leave it alone"))
    minutes_low = NumberField(_("Minutes, at least"))
    minutes_high = NumberField(_("Minutes, at most"))
    doers = BoxesField(_("Who may do it"))
    cadences = BoxesField(_("How often it may come round"))
    times_a_week = NumberField(_("How many times a week"))
    every_low = NumberField(_("Weeks, at least"))
    every_high = NumberField(_("Weeks, at most"))
    after_days = StringField(_("After how many days"))
    follow_up = SelectField(_("When the later questions come round"))
    variants_first = StringField(_("The one part"))
    variants_second = StringField(_("The other part"))
    follows = SelectField(_("Who begins"))
    gates = BoxesField(_("Look twice before giving it"))
    summary = TextAreaField(_("What the report says about it"))


class EdgesForm(AnyForm):
    """What a question or a column refuses."""

    holds_below = NumberField(_("Not handed in below"))
    holds_no = BooleanField(_("A no is not handed in yet"))
    holds_say = TextAreaField(_("What it says then"))
    refuses = BoxesField(_("What it may not touch"))
    days_first = NumberField(_("Days after handing in, from"))
    days_last = NumberField(_("to"))


class ColumnForm(EdgesForm):
    """One column of an answer made of rows."""

    key = HiddenField()
    label = StringField(_("Name of the column"))
    type = SelectField(_("What goes into it"))
    required = BooleanField(_("Has to be filled in"))
    options = TextAreaField(_("What to choose from, one on each line"))
    text_length = NumberField(_("Longest, in characters"))
    number_minimum = NumberField(_("Smallest number"))
    number_maximum = NumberField(_("Largest number"))
    unit = StringField(_("Counted in"))
    low = StringField(_("What 0 means"))
    high = StringField(_("What 10 means"))


class QuestionForm(EdgesForm, DraftForm):
    """One question, with a control for everything that any type of it may need."""

    label = StringField(_("The question"))
    help = TextAreaField(_("A line that helps"))
    type = SelectField(_("How it is answered"))
    text_length = NumberField(_("Longest answer, in characters"))
    low = StringField(_("What 0 means"))
    high = StringField(_("What 10 means"))
    number_minimum = NumberField(_("Smallest number"))
    number_maximum = NumberField(_("Largest number"))
    unit = StringField(_("Counted in"))
    options = TextAreaField(_("What to choose from, one on each line"))
    choices_minimum = NumberField(_("At least how many"))
    choices_maximum = NumberField(_("At most how many"))
    list_minimum = NumberField(_("At least how many lines"))
    list_maximum = NumberField(_("At most how many lines"))
    list_length = NumberField(_("Longest line, in characters"))
    rows_minimum = NumberField(_("At least how many rows"))
    rows_maximum = NumberField(_("At most how many rows"))
    columns = FieldList(FormField(ColumnForm), _("The columns of a row"))
    to = BoxesField(_("What it may refer to"))
    required = BooleanField(_("Has to be answered"))
    audience = RadioField(_("What you propose"))
    choose = BoxesField(_("The writer may choose between"))
    together = BooleanField(_("Written once for both"))
    part = RadioField(_("When it is asked"))
    variant = SelectField(_("Which of the two parts is asked this"))
    if_question = SelectField(_("Only if, in this question"))
    if_answers = TextAreaField(_("The answer is one of these"))
    if_at_least = NumberField(_("The number is at least"))
    if_at_most = NumberField(_("The number is at most"))


@dataclass(frozen=True, slots=True)
class Around:
    """What a question may point to: other exercises, its two parts, and the questions before it."""

    exercises: Sequence[tuple[str, str]]
    variants: tuple[str, str]
    earlier: Sequence[tuple[str, str]]


def head_form(names: Names, typed: Typed, stamp: int, sent: Any = None) -> HeadForm:
    """The head as it was typed, or as it was just `sent`."""
    form = HeadForm(sent, data={**typed, "stamp": stamp})
    form.kind.choices = [c for c in choices_of(names, Kind) if c[0] != Kind.MEASURE]
    form.follow_up.choices = [
        ("", str(_("Nothing is asked later"))),
        *(c for c in choices_of(names, Cadence) if c[0] in FOLLOW_UPS),
    ]
    form.follows.choices = [
        ("", str(_("Both at once"))),
        (Variant.SECOND.value, str(_("The first; the second follows"))),
        (Variant.FIRST.value, str(_("The second; the first follows"))),
    ]
    form.doers.choices = choices_of(names, Doer)
    form.cadences.choices = choices_of(names, Cadence)
    form.gates.choices = choices_of(names, Gate)
    again(form, sent, _WANTED)
    return form


def question_form(
    names: Names, around: Around, typed: Typed, stamp: int, sent: Any = None
) -> QuestionForm:
    """One question as it was typed, or as it was just `sent`, with room for another column."""
    data = {**typed, "stamp": stamp, "columns": _with_room(typed.get("columns") or [])}
    for name in ("required", "together", "holds_no"):
        data[name] = bool(typed.get(name))
    form = QuestionForm(sent, data=data)
    form.type.choices = choices_of(names, FieldType)
    form.audience.choices = form.choose.choices = choices_of(names, Audience)
    form.part.choices = choices_of(names, Part)
    form.refuses.choices = choices_of(names, Topic)
    form.to.choices = list(around.exercises)
    form.variant.choices = [
        ("", str(_("Both of them"))),
        *zip(Variant, around.variants, strict=True),
    ]
    form.if_question.choices = [("", str(_("Always asked"))), *around.earlier]
    for column in form.columns.entries:
        column.form.type.choices = choices_of(names, ColumnType)
        column.form.refuses.choices = choices_of(names, Topic)
        again(column.form, sent, _WANTED)
    again(form, sent, _WANTED)
    return form


def columns_of(typed: dict[str, Any], before: Typed) -> list[dict[str, Any]]:
    """The columns that anything was typed into, each with what it had besides."""
    known = {c["key"]: c for c in before.get("columns") or [] if c.get("key")}
    kept = []
    for column in typed.get("columns") or []:
        if not any(value for name, value in column.items() if name not in {"type", "key"}):
            continue
        old = known.get(column.get("key") or "", {})
        hidden = {name: old[name] for name in ("values", "rules") if name in old}
        kept.append({**hidden, **column})
    return kept


_WANTED = frozenset(
    {
        *("title", "purpose", "kind", "instructions", "origin", "not_when", "minutes_low"),
        *("doers", "cadences", "summary", "label", "type", "low", "high", "options"),
        *("number_minimum", "number_maximum", "audience", "part", "required", "together"),
        *("holds_no",),
    }
)


def _with_room(columns: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    count = min(max(len(columns) + SPARE_COLUMNS, FEWEST_COLUMNS), MOST_COLUMNS)
    ticks = ("required", "holds_no")
    filled = [{**column, **{n: bool(column.get(n)) for n in ticks}} for column in columns]
    return [*filled, *[{} for _ in range(count - len(filled))]]
