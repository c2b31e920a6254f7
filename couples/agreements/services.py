"""Proposing and signing an agreement."""

from __future__ import annotations

import hashlib
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import permissions
from couples.agreements.models import Agreement, AgreementSignature, AgreementVersion
from couples.agreements.queries import get_agreement
from couples.audiences import Audience
from couples.errors import ConflictError
from couples.exercises.definition import Definition, FieldType
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.submissions.models import Answer, Submission
from couples.submissions.reading import tell, value_of
from couples.wording import gettext as _


def propose(session: Session, actor: Identity, submission: Submission) -> AgreementVersion | None:
    """
    Make what was handed in the newest wording, with the author's own signature.

    Only what was written for both is part of it. It is not agreed before the
    other partner signs the same wording. Nothing new proposed, nothing made.
    """
    answers = list(
        session.scalars(
            select(Answer)
            .where(Answer.submission_id == submission.id, Answer.audience == Audience.COUPLE)
            .order_by(Answer.id)
        )
    )
    if not answers:
        return None
    assignment = submission.assignment
    agreement = session.scalar(
        select(Agreement).where(Agreement.assignment_id == assignment.id).with_for_update()
    )
    if agreement is None:
        agreement = Agreement(
            practice_id=assignment.practice_id,
            couple_id=assignment.couple_id,
            assignment_id=assignment.id,
        )
        session.add(agreement)
        session.flush()
    version = AgreementVersion(
        practice_id=agreement.practice_id,
        submission_id=submission.id,
        number=len(agreement.versions) + 1,
        proposed_by_id=actor.person_id,
        text=_wording(assignment.definition, answers),
        review_on=_review_on(assignment.definition, answers),
    )
    agreement.versions.append(version)
    session.flush()
    _sign(session, actor, version)
    history.record(session, actor, "agreement:propose", agreement)
    return version


def sign(session: Session, actor: Identity, agreement_id: str, *, version_id: str) -> Agreement:
    """Agree to exactly the wording that was read; if it changed meanwhile, nothing is signed."""
    permissions.require(actor, Deed.SIGN)
    agreement = get_agreement(session, actor, agreement_id)
    newest = agreement.versions[-1]
    if newest.public_id != version_id:
        raise ConflictError(_("The wording changed while you were reading. Read it once more."))
    _sign(session, actor, newest)
    history.record(session, actor, "agreement:sign", agreement)
    return agreement


def _sign(session: Session, actor: Identity, version: AgreementVersion) -> None:
    signature = AgreementSignature(
        practice_id=version.practice_id,
        version_id=version.id,
        person_id=actor.person_id,
        wording=hashlib.sha256((version.text or "").encode()).hexdigest(),
    )
    try:
        with session.begin_nested():
            session.add(signature)
    except IntegrityError:
        return  # Signed before; a second press changes nothing.


def _wording(definition: Definition, answers: list[Answer]) -> str:
    lines = [f"{told.label}: {'; '.join(told.lines)}" for told in tell(definition, answers)]
    return "\n".join(lines)


def _review_on(definition: Definition, answers: list[Answer]) -> date | None:
    for answer in answers:
        question = definition.field(answer.field)
        if question.type is FieldType.DATE:
            value = value_of(question, answer)
            return value if isinstance(value, date) else None
    return None
