"""
A form for any exercise, built from its definition, that shows what somebody typed.

A draft, an error and another attempt all show the same words through it.
Nothing is checked here: `couples.submissions.typed` says what can be handed in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from wtforms import Form as AnyForm
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from couples.audiences import Audience
from couples.exercises import definition as exercise
from couples.exercises.definition import Definition, FieldType, Part, Variant
from couples.submissions.typed import Typed
from couples.wording import gettext as _
from portal.forms.conditions import OnlyIf, only_if
from portal.forms.questions import ANSWER, CELL, WHO, question_field

_SPARE = {FieldType.LIST: 2, FieldType.ROWS: 1}
"""How many empty lines stand there at first, beyond those that are asked for."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question on the page: the place to answer, and the choice of who may read it."""

    question: exercise.Field
    field: Any
    who: Any
    is_filled: bool
    only_if: OnlyIf | None = None

    @property
    def may_grow(self) -> bool:
        """Whether another line may be added."""
        return self.question.type in _SPARE and len(self.field.entries) < _most(self.question)


@dataclass(frozen=True, slots=True)
class AnswersForm:
    """The whole form, and its questions in the order of the page."""

    form: AnyForm
    prompts: tuple[Prompt, ...]


def build_form(
    definition: Definition,
    part: Part,
    typed: Typed,
    *,
    people: Mapping[str, str],
    readers: Mapping[Audience, str],
    lines: Mapping[str, int] | None = None,
    problems: Mapping[str, str] | None = None,
    answered_already: Mapping[str, object] | None = None,
    offered: Mapping[str, Mapping[str, str]] | None = None,
    variant: Variant | None = None,
    prefix: str = "",
) -> AnswersForm:
    """
    The form that shows `typed`, with every word as it was typed.

    `people` names author, other and both in rows, `readers` names each audience
    where the author may choose; `lines` asks for more lines than are filled;
    `offered` is what each reference may name, and `variant` whose questions these are.
    """
    questions = definition.fields_of(part, variant)
    made: dict[str, Any] = {}
    for question in questions:
        if question.choose:
            made[WHO + question.key] = _who(question, readers)
        made[ANSWER + question.key] = question_field(
            question, people, (offered or {}).get(question.key)
        )
    given = {WHO + q.key: typed.audience_of(q).value for q in questions}
    given |= {
        ANSWER + q.key: _shown(q, typed.answers.get(q.key), (lines or {}).get(q.key, 0))
        for q in questions
    }
    form = type("Answers", (AnyForm,), made)(prefix=prefix, data=given)
    for question in questions:
        bound = form[ANSWER + question.key]
        bound.errors = [*filter(None, [(problems or {}).get(question.key)])]
        _say_limits(bound, question, required=question.key not in (answered_already or {}))
    theirs = (answered_already or {}).keys()
    conditions = {q.key: only_if(q, questions, prefix + ANSWER, theirs) for q in questions}
    prompts = [_prompt(form, q, typed, conditions[q.key]) for q in questions]
    return AnswersForm(form, tuple(prompts))


def _prompt(
    form: AnyForm, question: exercise.Field, typed: Typed, condition: OnlyIf | None
) -> Prompt:
    who = form[WHO + question.key] if question.choose else None
    is_filled = bool(typed.answers.get(question.key))
    return Prompt(question, form[ANSWER + question.key], who, is_filled, condition)


def _who(question: exercise.Field, readers: Mapping[Audience, str]) -> SelectField:
    choices = [SelectChoice(one.value, readers[one]) for one in question.audiences]
    return SelectField(_("Who may read this"), choices=choices)


def _say_limits(field: Any, question: exercise.Field, *, required: bool) -> None:
    """Tell the page what the question's own description knows of it."""
    field.flags.required = question.required and required
    if question.type is FieldType.RATING:
        field.low, field.high = question.low, question.high
    if question.type is FieldType.ROWS:
        for row, column in product(field.entries, question.columns):
            row.form[CELL + column.key].flags.required = column.required
    if isinstance(field, TextAreaField):
        field.flags.maxlength = question.max_length


def _shown(question: exercise.Field, raw: Any, wanted: int) -> Any:
    """What was typed, in the shape that the field shows; a list with room for more."""
    if question.type not in _SPARE:
        return raw if raw is not None else [] if question.type is FieldType.CHOICES else ""
    filled = list(raw or [])
    room = len(filled) + 1 if filled else (question.minimum or 1) + _SPARE[question.type]
    room = max(question.minimum or 1, room, wanted)
    count = max(len(filled), min(room, _most(question)))
    if question.type is FieldType.LIST:
        return [*filled, *[""] * (count - len(filled))]
    rows: list[dict[str, str]] = [*filled, *[{}] * (count - len(filled))]
    return [{CELL + key: cell for key, cell in row.items()} for row in rows]


def _most(question: exercise.Field) -> int:
    return question.maximum or 1
