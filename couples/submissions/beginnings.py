"""
A beginning: what somebody was writing for another attempt, set aside with the attempt before.

It began with words that may be somebody else's, so its author reads it only once that
attempt is put back. Nothing of it is ever thrown away. Where the attempt was not theirs,
they can say that what they added to it was, and get that back: what they typed where
nothing stood, or below what stood there. No word of the attempt itself comes along.
"""

from __future__ import annotations

import enum

from sqlalchemy import Select, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import permissions
from couples.assignments.models import Assignment
from couples.errors import ConflictError, NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.safety.opening import NotScheduledError
from couples.set_aside import known_beginnings, readable_beginnings
from couples.submissions.attempts import attempts_beside
from couples.submissions.models import Draft, Standing, Submission
from couples.wording import gettext as _


class DraftSetAsideError(ConflictError):
    """A draft went aside, while somebody wrote in it, with the attempt that it began from."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            _("This was put aside meanwhile, until it is clear who wrote what was handed in.")
        )
        self.draft = draft


class Fate(enum.Enum):
    """What a beginning waits for. It never tells what the other partner said."""

    WAITS = enum.auto()
    """It is not clear yet whose the attempt is."""

    THEIRS = enum.auto()
    """The attempt was put back; something else stands in the place of its draft."""

    NOT_THEIRS = enum.auto()
    """Their author said that the attempt was not theirs, or it is void."""


def fate_of(draft: Draft) -> Fate:
    """Where a beginning stands for its author, from their own word and their counselor's."""
    work = draft.set_aside_with
    if work is None or work.author_id != draft.author_id or work.standing is Standing.VOID:
        return Fate.NOT_THEIRS
    if work.standing is Standing.STANDS:
        return Fate.THEIRS
    return Fate.WAITS if work.disowned_at is None else Fate.NOT_THEIRS


def list_beginnings(session: Session, viewer: Identity, assignment: Assignment) -> list[Draft]:
    """The beginnings of one assignment that the viewer may know of, oldest first."""
    return list(
        session.scalars(
            select(Draft)
            .where(known_beginnings(viewer), Draft.assignment_id == assignment.id)
            .order_by(Draft.created_at, Draft.id)
        )
    )


def has_beginning(session: Session, viewer: Identity, submission: Submission) -> bool:
    """Whether a draft went aside with `submission`, as far as the viewer may know."""
    found = exists().where(known_beginnings(viewer), Draft.set_aside_with_id == submission.id)
    return bool(session.scalar(select(found)))


def find_of(session: Session, viewer: Identity, submission: Submission) -> Draft | None:
    """The draft that went aside with `submission`, where it is the viewer's own."""
    return session.scalar(
        select(Draft).where(
            known_beginnings(viewer),
            Draft.author_id == viewer.person_id,
            Draft.set_aside_with_id == submission.id,
        )
    )


def find_beginning(session: Session, viewer: Identity, draft_id: str) -> Draft | None:
    """One that the viewer may know of, by its public id."""
    return session.scalar(
        select(Draft).where(known_beginnings(viewer), Draft.public_id == draft_id)
    )


def get_beginning(session: Session, viewer: Identity, draft_id: str) -> Draft:
    """One that the viewer may know of, or `NotFoundError`."""
    draft = find_beginning(session, viewer, draft_id)
    if draft is None:
        raise NotFoundError
    return draft


def require_not_aside(session: Session, viewer: Identity, draft_id: str) -> None:
    """Say of a draft that it was set aside, where it was: whoever writes in it has to know."""
    draft = find_beginning(session, viewer, draft_id)
    if draft is not None:
        raise DraftSetAsideError(draft)


def is_asked_for(session: Session, draft: Draft) -> bool:
    """Whether somebody can go on with a beginning that was put back."""
    work = draft.set_aside_with
    return work is not None and _asks_for_another(session, work)


def lock(session: Session, submission: Submission) -> Draft | None:
    """The draft in the place of `submission`, held so that nobody hands it in meanwhile."""
    return session.scalar(_in_place_of(submission).with_for_update())


def bring_back(session: Session, submission: Submission) -> None:
    """
    Put the beginning back with its attempt, unless something else is in its place by now.

    Then it stays beside it: its author reads it, and can go on with it instead. Where its
    author keeps the attempt off their own pages, the beginning says as much as that, and
    waits until they bring it back.
    """
    if submission.kept_off_at is not None:
        return
    waiting = select(Draft).where(Draft.set_aside_with_id == submission.id).with_for_update()
    for draft in session.scalars(waiting).all():
        if draft.author_id == submission.author_id and _asks_for_another(session, submission):
            _put_in_place(session, draft)


def go_on_with(session: Session, actor: Identity, draft_id: str) -> Draft:
    """
    Write on in a beginning that was put back, instead of what was begun since.

    The two change places, so that neither is lost.
    """
    permissions.require(actor, Deed.OWN)
    draft = session.scalar(
        select(Draft)
        .where(readable_beginnings(actor), Draft.public_id == draft_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if draft is None or draft.set_aside_with is None:
        raise NotFoundError
    if not _asks_for_another(session, draft.set_aside_with):
        raise NotScheduledError
    newer = lock(session, draft.set_aside_with)
    if newer is not None:
        newer.set_aside_with = draft.set_aside_with
        session.flush()
    draft.set_aside_with = None
    session.flush()
    history.record(session, actor, "draft:go-on", draft)
    return draft


def _in_place_of(submission: Submission) -> Select[Draft]:
    return select(Draft).where(
        Draft.assignment_id == submission.assignment_id,
        Draft.author_id == submission.author_id,
        Draft.part == submission.part,
        Draft.occurrence == submission.occurrence,
        Draft.set_aside_with_id.is_(None),
    )


def _asks_for_another(session: Session, submission: Submission) -> bool:
    """Whether the newest attempt that stands at this time was given back."""
    newest = session.scalar(
        select(Submission)
        .where(attempts_beside(submission), Submission.standing == Standing.STANDS)
        .order_by(Submission.attempt.desc())
        .limit(1)
    )
    return newest is not None and newest.returned_at is not None


def _put_in_place(session: Session, draft: Draft) -> None:
    """Where something is in its place already, or comes there at this moment, it stays aside."""
    if draft.set_aside_with is None or lock(session, draft.set_aside_with) is not None:
        return
    work = draft.set_aside_with
    try:
        with session.begin_nested():
            draft.set_aside_with = None
            session.flush()
    except IntegrityError:
        draft.set_aside_with = work
