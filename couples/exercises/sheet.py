"""
What an author has typed, right or wrong, as a draft keeps it: a head, and pieces in an order.

Every control of a form holds text, or a list of texts for boxes. What no form has a
control for goes along untouched in `rules`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, ClassVar, Generic, Self, TypeVar

from couples.database import new_public_id
from couples.errors import DomainError, NotFoundError
from couples.wording import gettext as _

Typed = Mapping[str, Any]
"""What stands in the controls of one form, by their names."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece; `id` names it in an address, `stamp` counts how often it was saved."""

    id: str = field(default_factory=new_public_id)
    key: str = ""
    stamp: int = 0
    typed: Typed = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)

    def words(self, control: str) -> str:
        """The text of one control, as far as it is written."""
        return str(self.typed.get(control) or "").strip()


AnyPiece = TypeVar("AnyPiece", bound=Piece)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[AnyPiece]):
    """The head and the pieces below it, in the order of the page."""

    head: Typed = field(default_factory=dict)
    stamp: int = 0
    rules: Mapping[str, Any] = field(default_factory=dict)
    pieces: tuple[AnyPiece, ...] = ()
    removed: tuple[AnyPiece, ...] = ()

    most: ClassVar[int] = 0
    """How many pieces there may be."""

    noun: ClassVar[str] = "pieces"
    """What the pieces are called in the text that a draft keeps."""

    piece_type: ClassVar[type[Piece]] = Piece

    def to_json(self) -> str:
        """The text that a draft keeps."""
        data = asdict(self)
        data[self.noun] = data.pop("pieces")
        return json.dumps(data, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What `to_json` kept."""
        data = json.loads(text)
        data["pieces"] = data.pop(cls.noun)
        for name in ("pieces", "removed"):
            data[name] = tuple(cls.piece_type(**piece) for piece in data[name])
        return cls(**data)

    @property
    def title(self) -> str:
        """What it is called, as far as it is written."""
        return str(self.head.get("title", "")).strip()

    def piece(self, piece_id: str) -> AnyPiece:
        """The piece with this id, or `NotFoundError`."""
        for piece in self.pieces:
            if piece.id == piece_id:
                return piece
        raise NotFoundError

    def with_head(self, typed: Typed) -> Self:
        """With another head, saved once more."""
        return replace(self, head=dict(typed), stamp=self.stamp + 1)

    def with_piece(self, changed: AnyPiece) -> Self:
        """With one piece in the place of the one that has its id."""
        return self._with(changed if p.id == changed.id else p for p in self.pieces)

    def adding(self, piece: AnyPiece) -> Self:
        """With one piece more, at the end."""
        if len(self.pieces) >= self.most:
            raise DomainError(self.too_many())
        return self._with((*self.pieces, piece))

    def too_many(self) -> str:
        """Why there is no room for another piece."""
        return _("There may be %(limit)s at most.", limit=self.most)

    def without(self, piece_id: str) -> Self:
        """Without that piece, which can still be brought back."""
        gone = self.piece(piece_id)
        left = self._with(p for p in self.pieces if p.id != piece_id)
        return replace(left, removed=(*self.removed, gone))

    def bringing_back(self, piece_id: str) -> Self:
        """With a piece again that was taken out, at the end."""
        found = [piece for piece in self.removed if piece.id == piece_id]
        if not found:
            return self
        left = tuple(piece for piece in self.removed if piece.id != piece_id)
        return replace(self, removed=left).adding(found[0])

    def moving(self, piece_id: str, by: int) -> Self:
        """With that piece further up (-1) or down (1), as far as there is room."""
        order = list(self.pieces)
        at = order.index(self.piece(piece_id))
        to = min(max(at + by, 0), len(order) - 1)
        order.insert(to, order.pop(at))
        return self._with(order)

    def _with(self, pieces: Iterable[AnyPiece]) -> Self:
        return replace(self, pieces=tuple(pieces))
