"""
An exercise as its author has typed it, right or wrong, and as a draft keeps it.

Every control of a form holds text, or a list of texts for boxes. What no form has a
control for, such as a rule over several questions, goes along untouched in `rules`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from couples.database import new_public_id
from couples.errors import DomainError, NotFoundError
from couples.exercises.definition import MOST_FIELDS
from couples.wording import gettext as _

Typed = Mapping[str, Any]
"""What stands in the controls of one form, by their names."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `id` names it in an address, `stamp` counts how often it was saved."""

    id: str = field(default_factory=new_public_id)
    key: str = ""
    stamp: int = 0
    typed: Typed = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The question itself, as far as it is written."""
        return str(self.typed.get("label", "")).strip()


@dataclass(frozen=True, slots=True)
class Written:
    """The head of an exercise and its questions, in the order of the page."""

    head: Typed = field(default_factory=dict)
    stamp: int = 0
    rules: Mapping[str, Any] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    removed: tuple[Question, ...] = ()

    def to_json(self) -> str:
        """The text that a draft keeps."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Written:
        """What `to_json` kept."""
        data = json.loads(text)
        for name in ("questions", "removed"):
            data[name] = tuple(Question(**question) for question in data[name])
        return cls(**data)

    @property
    def title(self) -> str:
        """What the exercise is called, as far as it is written."""
        return str(self.head.get("title", "")).strip()

    def question(self, question_id: str) -> Question:
        """The question with this id, or `NotFoundError`."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise NotFoundError

    def rules_about(self, key: str) -> bool:
        """Whether a rule over the whole exercise looks at the question with this key."""
        guide = self.rules.get("guide") or {}
        asked = [name for turn in guide.get("turns", ()) for name in turn.get("fields", ())]
        if key in {*asked, *(fill["field"] for fill in guide.get("fills", ()))}:
            return True
        watching = (self.rules.get("ready") or {}, self.rules.get("ladder") or {})
        return any(key in {rule.get("field"), rule.get("comfort")} for rule in watching if rule)

    def with_head(self, typed: Typed) -> Written:
        """With another head, saved once more."""
        return replace(self, head=dict(typed), stamp=self.stamp + 1)

    def with_question(self, changed: Question) -> Written:
        """With one question in the place of the one that has its id."""
        return self._with(changed if q.id == changed.id else q for q in self.questions)

    def adding(self, question: Question) -> Written:
        """With one question more, at the end."""
        if len(self.questions) >= MOST_FIELDS:
            raise DomainError(_("An exercise has %(limit)s questions at most.", limit=MOST_FIELDS))
        return self._with((*self.questions, question))

    def without(self, question_id: str) -> Written:
        """Without that question, which can still be brought back."""
        gone = self.question(question_id)
        if gone.key and self.rules_about(gone.key):
            raise DomainError(_("A rule that goes along looks at this question, so it stays."))
        left = self._with(q for q in self.questions if q.id != question_id)
        return replace(left, removed=(*self.removed, gone))

    def bringing_back(self, question_id: str) -> Written:
        """With a question again that was taken out, at the end."""
        found = [question for question in self.removed if question.id == question_id]
        if not found:
            return self
        left = tuple(question for question in self.removed if question.id != question_id)
        return replace(self, removed=left).adding(found[0])

    def moving(self, question_id: str, by: int) -> Written:
        """With that question further up (-1) or down (1), as far as there is room."""
        order = list(self.questions)
        at = order.index(self.question(question_id))
        to = min(max(at + by, 0), len(order) - 1)
        order.insert(to, order.pop(at))
        return self._with(order)

    def _with(self, questions: Iterable[Question]) -> Written:
        return replace(self, questions=tuple(questions))
