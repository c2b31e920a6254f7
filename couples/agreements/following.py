"""What becomes of an agreement when something is handed in for it as homework."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.agreements.living import Found, add_step, lock_agreement, spoken_of
from couples.agreements.models import Agreement, StepKind
from couples.agreements.services import propose
from couples.agreements.standing import judge
from couples.exercises.answering import Value
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.submissions.models import Submission

ASKED = "status"
"""The question of a follow-up that is a review: how the agreement stands."""

SAID = {
    "active": StepKind.HELD,
    "kept": StepKind.KEPT,
    "changed": StepKind.CHANGING,
    "broken": StepKind.BROKEN,
    "retired": StepKind.RETIRED,
}


def follow(
    session: Session,
    author: Identity,
    submission: Submission,
    values: Mapping[str, Value],
    *,
    entered_by: Identity | None = None,
) -> None:
    """Propose what was written down, and keep what was found on looking again."""
    match submission.part:
        case Part.MAIN:
            propose(session, entered_by or author, submission, signs=entered_by is None)
        case Part.LOG:
            _review(session, author, submission, values)
        case _:
            pass


def _review(
    session: Session, author: Identity, submission: Submission, values: Mapping[str, Value]
) -> None:
    """One review of what is in force; of what is not, nothing follows from the answer."""
    kind = SAID.get(str(values.get(ASKED)))
    agreement_id = session.scalar(
        select(Agreement.public_id).where(Agreement.assignment_id == submission.assignment_id)
    )
    if kind is None or agreement_id is None:
        return
    agreement = lock_agreement(session, author, agreement_id)
    judged = judge(agreement)
    if judged.in_force is None:
        return
    found = Found(kind, _day(values, "broken_on"), _day(values, "next_review"))
    version = spoken_of(judged, kind)
    key = submission.idempotency_key
    add_step(
        session, author, agreement, version=version, found=found, key=key, submission=submission
    )


def _day(values: Mapping[str, Value], field: str) -> date | None:
    value = values.get(field)
    return value if isinstance(value, date) else None
