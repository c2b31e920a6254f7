"""What a couple agreed on about pauses while both were calm, to begin from when they are not."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.agreements.models import Agreement, AgreementVersion
from couples.agreements.queries import select_whole
from couples.agreements.standing import judge
from couples.identity import Identity
from couples.submissions.models import Answer, Submission
from couples.visibility import readable_answers

_MINUTES, _HOURS, _PLACE = "pause_minutes", "return_within_hours", "calm_place"
"""The questions of the agreement for hard moments, by the keys of its definition."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """How long a pause lasts, when they talk again at the latest, and where each can be."""

    minutes: int | None = None
    within_hours: int | None = None
    place: str | None = None


def agreed_on(session: Session, viewer: Identity, couple_id: int) -> Agreed:
    """What the wording in force says; nothing where none is, or where it does not say."""
    version = _find_in_force(session, viewer, couple_id)
    if version is None:
        return Agreed()
    answers = session.scalars(
        select(Answer)
        .join(Answer.submission)
        .where(
            readable_answers(viewer),
            Submission.assignment_id == version.agreement.assignment_id,
            Answer.field.in_((_MINUTES, _HOURS, _PLACE)),
            Answer.created_at <= version.created_at,
        )
        .order_by(Answer.id)
    )
    found = {answer.field: answer for answer in answers}
    return Agreed(_number(found.get(_MINUTES)), _number(found.get(_HOURS)), _words(found))


def _find_in_force(session: Session, viewer: Identity, couple_id: int) -> AgreementVersion | None:
    agreements = session.scalars(
        select_whole(viewer).where(Agreement.couple_id == couple_id).order_by(Agreement.id)
    )
    in_force = [
        judge(agreement).in_force
        for agreement in agreements
        if any(field.key == _MINUTES for field in agreement.assignment.definition.fields)
    ]
    return next((version for version in reversed(in_force) if version), None)


def _number(answer: Answer | None) -> int | None:
    return None if answer is None or answer.number is None else int(answer.number)


def _words(found: dict[str, Answer]) -> str | None:
    return found[_PLACE].words if _PLACE in found else None
