"""
What is common to all drafts that a counselor writes: opened once, and saved without a loss.

Each part of a draft (its head, each piece) counts its saves. A form names the count that
it began with, so that two tabs never overwrite each other in silence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from couples import clock, permissions
from couples.database import Base, OfPractice
from couples.encryption import EncryptedText, Purpose
from couples.errors import ConflictError, NotFoundError
from couples.exercises.sheet import Piece, Sheet, Typed
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.wording import gettext as _


class Drafted(OfPractice, Base):
    """
    What a counselor has typed, right or wrong, and not published.

    `open_key` is unique, so that two presses of the button open the same draft.
    """

    __abstract__ = True

    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    open_key: Mapped[str | None] = mapped_column(String(120))
    saved_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=0)
    typed = EncryptedText(Purpose.WORDS, author="author_id")
    typed_sealed: Mapped[bytes] = mapped_column(LargeBinary)


AnyDraft = TypeVar("AnyDraft", bound=Drafted)
AnySheet = TypeVar("AnySheet", bound=Sheet[Any])
Readable = Callable[[Identity], ColumnElement[bool]]
"""The condition under which somebody may read a draft."""


class WrittenElsewhereError(ConflictError):
    """Another tab saved the same part meanwhile; `saved` is what it kept."""

    def __init__(self, saved: Typed, stamp: int) -> None:
        super().__init__(_("This was changed somewhere else. Choose which one to keep."))
        self.saved = saved
        self.stamp = stamp


def open_draft(
    session: Session,
    actor: Identity,
    table: type[AnyDraft],
    readable: Readable,
    sheet: Sheet[Any],
    *,
    open_key: str,
    **known: Any,
) -> AnyDraft:
    """The draft with this `open_key`, or a new one that begins with `sheet`."""
    found = _find(session, table, readable(actor), table.open_key == open_key)
    if found is not None:
        return found
    draft = table(
        practice_id=actor.practice_id,
        author_id=actor.person_id,
        open_key=open_key,
        saved_at=clock.now(),
        revision=0,
        typed=sheet.to_json(),
        **known,
    )
    try:
        with session.begin_nested():
            session.add(draft)
    except IntegrityError:  # Two presses at one moment: both go on with the first.
        return _find(session, table, readable(actor), table.open_key == open_key) or draft
    history.record(session, actor, f"{_noun(draft)}:start", draft)
    return draft


def list_drafts(
    session: Session, viewer: Identity, table: type[AnyDraft], readable: Readable
) -> list[AnyDraft]:
    """What the viewer is writing, the latest first."""
    return list(
        session.scalars(
            select(table).where(readable(viewer)).order_by(table.saved_at.desc(), table.id)
        )
    )


def get_draft(
    session: Session, viewer: Identity, table: type[AnyDraft], readable: Readable, draft_id: str
) -> AnyDraft:
    """One draft of the viewer's by its public id, or `NotFoundError`."""
    draft = _find(session, table, readable(viewer), table.public_id == draft_id)
    if draft is None:
        raise NotFoundError
    return draft


def lock(
    session: Session, actor: Identity, table: type[AnyDraft], readable: Readable, draft_id: str
) -> AnyDraft:
    """The actor's draft, held until the transaction ends."""
    permissions.require(actor, Deed.AUTHOR)
    draft = session.scalar(
        select(table)
        .where(readable(actor), table.public_id == draft_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if draft is None:
        raise NotFoundError
    return draft


def keep(draft: Drafted, sheet: AnySheet) -> AnySheet:
    """Let the draft hold this, and say when."""
    draft.typed = sheet.to_json()
    draft.revision += 1
    draft.saved_at = clock.now()
    return sheet


def is_new(typed: Typed, saved: Typed, stamp: int, saved_stamp: int) -> bool:
    """Whether there is something to save; `WrittenElsewhereError` if somebody did it meanwhile."""
    if dict(saved) == dict(typed):
        return False
    if saved_stamp != stamp:
        raise WrittenElsewhereError(saved, saved_stamp)
    return True


def keep_head(draft: Drafted, sheet: AnySheet, typed: Typed, stamp: int) -> AnySheet:
    """Keep what was typed at the head, if nobody saved it since; otherwise nothing is lost."""
    if not is_new(typed, sheet.head, stamp, sheet.stamp):
        return sheet
    return keep(draft, sheet.with_head(typed))


def keep_piece(draft: Drafted, sheet: AnySheet, piece: Piece, typed: Typed, stamp: int) -> AnySheet:
    """Keep what was typed of one piece, if nobody saved it since; otherwise nothing is lost."""
    if not is_new(typed, piece.typed, stamp, piece.stamp):
        return sheet
    return keep(draft, sheet.with_piece(replace(piece, typed=dict(typed), stamp=stamp + 1)))


def throw_away(session: Session, actor: Identity, draft: Drafted) -> None:
    """Let go of a draft. What is published stays as it is."""
    history.record(session, actor, f"{_noun(draft)}:discard", draft)
    session.delete(draft)


def _noun(draft: Drafted) -> str:
    return str(draft.__tablename__).replace("_", "-")


def _find(
    session: Session, table: type[AnyDraft], *conditions: ColumnElement[bool]
) -> AnyDraft | None:
    return session.scalar(select(table).where(*conditions))
