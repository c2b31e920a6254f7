"""An exercise as its author has typed it: what is said about it, and its questions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar

from couples.errors import DomainError
from couples.exercises.definition import MOST_FIELDS
from couples.exercises.sheet import Piece, Sheet, Typed
from couples.wording import gettext as _

__all__ = ["Question", "Typed", "Written"]


@dataclass(frozen=True, slots=True)
class Question(Piece):
    """One question, as far as it is written."""

    @property
    def label(self) -> str:
        """The question itself, as far as it is written."""
        return self.words("label")


@dataclass(frozen=True, slots=True)
class Written(Sheet[Question]):
    """The head of an exercise and its questions, in the order of the page."""

    ruled: Typed = field(default_factory=dict)
    ruled_stamp: int = 0

    most: ClassVar[int] = MOST_FIELDS
    noun: ClassVar[str] = "questions"
    piece_type: ClassVar[type[Piece]] = Question

    @property
    def questions(self) -> tuple[Question, ...]:
        """Its questions."""
        return self.pieces

    def too_many(self) -> str:
        """Why there is no room for another question."""
        return _("An exercise has %(limit)s questions at most.", limit=self.most)

    def with_rules(self, typed: Typed) -> Written:
        """With other rules over the whole, saved once more."""
        return replace(self, ruled=dict(typed), ruled_stamp=self.ruled_stamp + 1)

    def rules_about(self, question: Question) -> bool:
        """Whether something needs this question: a rule, or the turns of a talk."""
        watching = ("ready_field", "ladder_level", "ladder_comfort")
        if question.id in {self.ruled.get(name) for name in watching}:
            return True
        guide = self.rules.get("guide") or {}
        turns = {key for turn in guide.get("turns") or () for key in turn.get("fields") or ()}
        return bool(question.key) and question.key in {
            *turns,
            *(fill["field"] for fill in guide.get("fills") or ()),
        }

    def without(self, piece_id: str) -> Written:
        """Without that question, which can still be brought back."""
        if self.rules_about(self.piece(piece_id)):
            raise DomainError(_("A rule looks at this question. Change the rule first."))
        return Sheet.without(self, piece_id)
