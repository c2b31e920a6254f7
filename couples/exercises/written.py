"""An exercise as its author has typed it: what is said about it, and its questions."""

from __future__ import annotations

from dataclasses import dataclass
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

    def rules_about(self, key: str) -> bool:
        """Whether a rule over the whole exercise looks at the question with this key."""
        guide = self.rules.get("guide") or {}
        asked = [name for turn in guide.get("turns", ()) for name in turn.get("fields", ())]
        if key in {*asked, *(fill["field"] for fill in guide.get("fills", ()))}:
            return True
        watching = (self.rules.get("ready") or {}, self.rules.get("ladder") or {})
        return any(key in {rule.get("field"), rule.get("comfort")} for rule in watching if rule)

    def without(self, piece_id: str) -> Written:
        """Without that question, which can still be brought back."""
        gone = self.piece(piece_id)
        if gone.key and self.rules_about(gone.key):
            raise DomainError(_("A rule that goes along looks at this question, so it stays."))
        return Sheet.without(self, piece_id)
