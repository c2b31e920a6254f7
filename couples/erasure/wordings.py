"""What becomes of the agreements of two of whom one is erased: no words, and none in force."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.agreements.models import Agreement, AgreementStep, AgreementVersion, StepKind
from couples.agreements.standing import ENDS
from couples.submissions.models import Standing, Submission

KEY = "erased"


def let_wordings_go(session: Session, erased_id: int, couple_id: int) -> None:
    """
    Take the words of every wording away, and end every agreement that has not ended.

    A wording holds what both wrote and calls both by their names. Its signatures and its
    steps stay: without the one that ended an agreement it would be in force again. What each
    wrote of it stands in what they handed in.
    """
    for agreement in session.scalars(select(Agreement).where(Agreement.couple_id == couple_id)):
        for version in agreement.versions:
            version.text, version.review_on = "", None
        _end(session, agreement, erased_id)
        for step in agreement.steps:
            if step.person_id == erased_id:
                step.broken_on = step.review_on = None
    session.flush()


def _end(session: Session, agreement: Agreement, erased_id: int) -> None:
    """
    Let the step of the erasing speak of all there is, a wording that was set aside as well.

    A review that was put aside never counted, and would once nothing tells so any more. One
    that ended it may be put aside later, so that it alone does not hold.
    """
    for step in [s for s in agreement.steps if _is_aside(s.submission)]:
        agreement.steps.remove(step)
        session.delete(step)
    newest = max(agreement.versions, key=lambda version: version.number, default=None)
    if newest is None or any(_ends(s, newest) for s in agreement.steps):
        return
    agreement.steps.append(
        AgreementStep(
            practice_id=agreement.practice_id,
            version_id=newest.id,
            person_id=erased_id,
            kind=StepKind.ERASED,
            key=f"{KEY}-{agreement.id}",
        )
    )


def _ends(step: AgreementStep, newest: AgreementVersion) -> bool:
    return step.kind in ENDS and step.version is newest and step.submission_id is None


def _is_aside(submission: Submission | None) -> bool:
    return submission is not None and submission.standing is not Standing.STANDS
