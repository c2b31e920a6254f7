"""What somebody typed into a form, right or wrong, and what it comes to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from couples.audiences import Audience
from couples.errors import DomainError
from couples.exercises.answering import AnswerError, Value, clean, require
from couples.exercises.asking import ask
from couples.exercises.days import out_of_reach
from couples.exercises.definition import Field, FieldType
from couples.exercises.mirroring import mirrored
from couples.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Typed:
    """The raw fields of a form, and for whom each answer was written."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    audiences: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """The text that a draft keeps."""
        return json.dumps({"answers": dict(self.answers), "audiences": dict(self.audiences)})

    @classmethod
    def from_json(cls, text: str) -> Typed:
        """What `to_json` kept."""
        data = json.loads(text)
        return cls(data["answers"], data["audiences"])

    def audience_of(self, question: Field) -> Audience:
        """The audience its author chose, or the one the exercise promises."""
        chosen = self.audiences.get(question.key)
        return Audience(chosen) if chosen in question.audiences else question.audience


class InvalidAnswersError(DomainError):
    """Some answers cannot be handed in yet; `problems` says which and why, by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(_("Some answers need another look before you hand this in."))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What one partner is asked at one time, and what their answers are held to.

    `today` is the day of handing in, where the couple lives, `theirs` what the other
    partner wrote once for both, `offered` what each reference may name, in words by public
    id, and `highest` how far a number may go.
    """

    questions: tuple[Field, ...]
    today: date
    theirs: Mapping[str, Value] = field(default_factory=dict)
    offered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    highest: Mapping[str, int] = field(default_factory=dict)

    def applies(self, question: Field, values: Mapping[str, Value]) -> bool:
        """Whether a question is asked at all, after these answers to those before it."""
        rule = question.shown_if
        return rule is None or rule.holds(values.get(rule.field, self.theirs.get(rule.field)))


def cleaned(typed: Typed, asked: Asked) -> dict[str, Value]:
    """
    The answers to keep, by field, or `InvalidAnswersError`.

    What the other partner wrote once for both is not asked for again, nor kept twice where
    both drafts say the same. What is asked only after a certain answer is neither asked nor
    kept after another. A form in which nothing was written cannot be handed in.
    """
    values: dict[str, Value] = {}
    problems: dict[str, str] = {}
    for question in asked.questions:
        if not asked.applies(question, values):
            continue
        try:
            value = _cleaned_one(question, typed, asked)
        except AnswerError as error:
            problems[question.key] = str(error)
            continue
        if value is not None:
            values[question.key] = value
    if problems:
        raise InvalidAnswersError(problems)
    if not values:
        first = asked.questions[0].key
        raise InvalidAnswersError({first: _("There is nothing here to hand in yet.")})
    return values


def _cleaned_one(question: Field, typed: Typed, asked: Asked) -> Value | None:
    is_addition = question.key in asked.theirs
    shape = _as_addition(question) if is_addition else question
    value = clean(shape, typed.answers.get(question.key))
    if is_addition and value == mirrored(question, asked.theirs[question.key]):
        return None  # It says the same, as after a talk: that is no addition.
    if not is_addition:
        require(question, value)
    _hold_to_what_is_there(question, value, asked)
    too_far = out_of_reach(question, value, asked.today)
    if too_far is not None:
        raise AnswerError(too_far, question.key)
    return value


def _hold_to_what_is_there(question: Field, value: Value | None, asked: Asked) -> None:
    """Refuse a reference to what was not offered, and a number beyond what is open yet."""
    name = _("‘%(label)s’", label=question.label)
    is_named = question.type is FieldType.REFERENCE and value is not None
    if is_named and value not in asked.offered.get(question.key, ()):
        raise AnswerError(ask(question, name), question.key)
    highest = asked.highest.get(question.key)
    if highest is not None and isinstance(value, int) and value > highest:
        raise AnswerError(
            _("Go up to %(highest)s for %(name)s for now.", highest=highest, name=name),
            question.key,
        )


def _as_addition(question: Field) -> Field:
    """The same question to somebody who adds to the other's list: one line is enough."""
    if question.type in {FieldType.LIST, FieldType.ROWS, FieldType.CHOICES}:
        return question.model_copy(update={"minimum": 1})
    return question


def below(was: object, text: object) -> str | None:
    """What was written below a text that was there, which begins with it word for word."""
    if isinstance(was, str) and isinstance(text, str) and text.startswith(f"{was}\n"):
        return text.removeprefix(was).strip()
    return None
