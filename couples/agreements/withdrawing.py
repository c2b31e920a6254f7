"""What becomes of a wording when something it was made of is set aside."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements.models import Agreement, AgreementVersion
from couples.agreements.services import propose_what_stands, wait_for_turn
from couples.submissions.models import Standing, Submission

__all__ = ["propose_anew", "reinstate", "wait_for_turn", "withdraw"]


def withdraw(session: Session, submission: Submission) -> None:
    """Take back the wording that it proposed, and every later one: those hold its words too."""
    for version in _made_of(session, submission):
        version.withdrawn_at = version.withdrawn_at or clock.now()


def reinstate(session: Session, submission: Submission) -> None:
    """Let the wordings stand again once all they were made of does; otherwise, what there is."""
    made = _made_of(session, submission)
    if not made:
        return
    versions = made[0].agreement.versions
    sources = [each.submission_id for each in versions if each.submission_id is not None]
    missing = session.scalar(
        select(Submission.id).where(
            Submission.id.in_(sources), Submission.standing != Standing.STANDS
        )
    )
    if missing is not None:
        propose_anew(session, submission)
        return
    for version in made:
        version.withdrawn_at = None


def propose_anew(session: Session, submission: Submission) -> None:
    """
    Make a wording of what still stands, where one was withdrawn.

    Nobody has signed it yet: it says less than what either of them signed.
    """
    made = _made_of(session, submission)
    if made:
        propose_what_stands(session, made[0].agreement)


def _made_of(session: Session, submission: Submission) -> Sequence[AgreementVersion]:
    """The wording that a submission proposed and those that were built on it, in order."""
    first = session.scalar(
        select(AgreementVersion)
        .where(AgreementVersion.submission_id == submission.id)
        .order_by(AgreementVersion.number)
        .limit(1)
    )
    if first is None:
        return ()
    agreement = session.get_one(Agreement, first.agreement_id)
    return [version for version in agreement.versions if version.number >= first.number]
