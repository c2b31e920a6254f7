"""What somebody typed into a form, right or wrong, and what it comes to."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from couples.audiences import Audience
from couples.errors import DomainError
from couples.exercises.answering import AnswerError, Value, clean, require
from couples.exercises.definition import Definition, Field, FieldType, Part
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


def cleaned(
    typed: Typed, definition: Definition, part: Part, *, answered_already: Collection[str] = ()
) -> dict[str, Value]:
    """
    The answers to keep, by field, or `InvalidAnswersError`.

    `answered_already` names the fields written once for both that the other
    partner has written, so that they are not asked for again. A form in which
    nothing was written cannot be handed in.
    """
    values: dict[str, Value] = {}
    problems: dict[str, str] = {}
    for question in definition.fields_of(part):
        is_addition = question.key in answered_already
        try:
            value = clean(
                _as_addition(question) if is_addition else question,
                typed.answers.get(question.key),
            )
            if not is_addition:
                require(question, value)
        except AnswerError as error:
            problems[question.key] = str(error)
            continue
        if value is not None:
            values[question.key] = value
    if problems:
        raise InvalidAnswersError(problems)
    if not values:
        first = definition.fields_of(part)[0].key
        raise InvalidAnswersError({first: _("There is nothing here to hand in yet.")})
    return values


def _as_addition(question: Field) -> Field:
    """The same question to somebody who adds to the other's list: one line is enough."""
    if question.type in {FieldType.LIST, FieldType.ROWS, FieldType.CHOICES}:
        return question.model_copy(update={"minimum": 1})
    return question
