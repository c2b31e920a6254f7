"""
Keeping something off one's own pages: for whoever has their phone looked through.

It goes to everybody whom it was written for as ever, and their pages do not change. Its
author finds on their own pages what the other partner can read of it, and nothing else,
until they bring it back. Every attempt at one time goes along: they say nearly the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.errors import DomainError, NotFoundError
from couples.exercises.definition import Doer, Kind, Part
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.repairs.following import EXERCISES
from couples.repairs.models import RepairStage
from couples.set_aside import known_set_aside
from couples.submissions import beginnings
from couples.submissions.attempts import attempts_beside
from couples.submissions.models import Standing, Submission
from couples.submissions.queries import list_submissions
from couples.submissions.reading import latest_attempts
from couples.wording import gettext as _


class NotKeptOffError(DomainError):
    """It would be told on their own pages all the same, so nothing is handed in."""

    def __init__(self) -> None:
        super().__init__(
            _("This cannot be kept off your own pages. Nothing was handed in, your words are here.")
        )


def may_keep_off(
    session: Session, assignment: Assignment, part: Part, audiences: Iterable[Audience]
) -> bool:
    """
    Whether these answers can be kept off their author's own pages.

    Not what the two do together or mend, nor what sets up or brings on what comes round, since
    other pages tell of it; nor where the other partner may read every answer at once.
    """
    definition = assignment.definition
    is_of_both = assignment.doer is Doer.TOGETHER or definition.kind is Kind.AGREEMENT
    goes_on = part is Part.MAIN and (definition.checks_in or definition.follow_up is not None)
    if is_of_both or goes_on or assignment.begun_by_id or _is_of_a_repair(session, assignment):
        return False
    return any(audience is not Audience.COUPLE for audience in audiences)


def _is_of_a_repair(session: Session, assignment: Assignment) -> bool:
    if assignment.definition.id in EXERCISES.values():
        return True
    stage = select(RepairStage.id).where(RepairStage.assignment_id == assignment.id)
    return session.scalar(stage.limit(1)) is not None


def keep_off(session: Session, actor: Identity, submission: Submission) -> None:
    """Keep what is handed in at this moment off the pages of the one who hands it in."""
    _mark(session, submission, kept_off=True)
    history.record(session, actor, "submission:keep-off", submission)


def list_kept_off(session: Session, viewer: Identity) -> list[Submission]:
    """What the viewer keeps off their own pages, the newest first, for after a proof alone."""
    mine = [s for s in list_submissions(session, viewer.with_kept_off()) if _is_kept(viewer, s)]
    return latest_attempts(mine)[::-1]


def list_kept_off_aside(session: Session, viewer: Identity) -> list[Submission]:
    """What of it was set aside meanwhile, about which its author is asked nothing until then."""
    aside = known_set_aside(viewer.with_kept_off())
    found = session.scalars(select(Submission).where(aside).order_by(Submission.id.desc()))
    return [each for each in found if _is_kept(viewer, each)]


def bring_back(session: Session, actor: Identity, submission_id: str) -> Submission:
    """
    Let its author find it on their own pages as everything else; a second press is the first.

    Every attempt at that time comes back, whichever of them was kept off, and what was
    begun with the words of one.
    """
    permissions.require(actor, Deed.SHOW_AGAIN)
    submission = session.scalar(
        select(Submission).where(
            Submission.author_id == actor.person_id, Submission.public_id == submission_id
        )
    )
    if submission is None:
        raise NotFoundError
    attempts = _held_attempts(session, submission)
    is_theirs = submission in attempts  # It may have become the other's at this very moment.
    if not is_theirs or submission.standing not in {Standing.STANDS, Standing.QUARANTINED}:
        raise NotFoundError
    if any(each.kept_off_at is not None for each in attempts):
        _mark(session, submission, kept_off=False)
        for each in reversed(attempts):  # The newest beginning is the one that has its place.
            if each.standing is Standing.STANDS:
                beginnings.bring_back(session, each)
        history.record(session, actor, "submission:show-again", submission)
    return submission


def _held_attempts(session: Session, submission: Submission) -> Sequence[Submission]:
    """Every attempt at this time, held oldest first, as whoever sets one aside holds them."""
    return session.scalars(
        select(Submission)
        .where(attempts_beside(submission))
        .order_by(Submission.attempt)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _is_kept(viewer: Identity, submission: Submission) -> bool:
    return submission.author_id == viewer.person_id and submission.kept_off_at is not None


def _mark(session: Session, submission: Submission, *, kept_off: bool) -> None:
    """Note it on every attempt of its author at this time, whatever became of it."""
    session.execute(
        update(Submission)
        .where(attempts_beside(submission))
        .values(kept_off_at=clock.now() if kept_off else None)
    )
    session.refresh(submission)
