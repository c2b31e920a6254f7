"""Proposing and signing an agreement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, contains_eager

from couples import permissions
from couples.agreements.models import Agreement, AgreementSignature, AgreementVersion
from couples.agreements.queries import get_agreement, standing_wordings
from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.errors import ConflictError
from couples.exercises.definition import Definition, FieldType, Part
from couples.history import services as history
from couples.identity import Identity, Role
from couples.permissions import Deed
from couples.repairs import following as repairs
from couples.submissions.models import Answer, Standing, Submission
from couples.submissions.reading import tell, value_of
from couples.submissions.references import referred_by
from couples.wording import gettext as _


def wait_for_turn(session: Session, assignment: Assignment) -> None:
    """
    Let two who hand in the same agreement at the same moment go one after the other.

    Call it before anything is written: whoever comes second then builds on the
    words of the first, and neither wording is lost. The key stays shared, since
    what both are writing refers to it.
    """
    row = select(Assignment.id).where(Assignment.id == assignment.id)
    session.execute(row.with_for_update(key_share=True))


def propose(
    session: Session, actor: Identity, submission: Submission, *, signs: bool = True
) -> AgreementVersion | None:
    """
    Make what was handed in the newest wording, with the author's own signature.

    Only what was written for both is part of it, and what the other partner
    wrote stays in it: lists grow, anything else is replaced. It is not agreed
    before the other signs the same wording. Nothing new proposed, nothing made.
    Where somebody else typed it for the author, `signs` is false: both sign it yet.
    """
    assignment = submission.assignment
    agreement = session.scalar(select(Agreement).where(Agreement.assignment_id == assignment.id))
    answers = _written_for_both(session, assignment)
    if not any(answer.submission_id == submission.id for answer in answers):
        return None
    text = _wording(session, assignment, answers)
    if agreement is None:
        agreement = Agreement(
            practice_id=assignment.practice_id,
            couple_id=assignment.couple_id,
            assignment_id=assignment.id,
        )
        session.add(agreement)
        session.flush()
    elif (standing := standing_wordings(agreement)) and standing[-1].text == text:
        return None
    version = _add_wording(session, agreement, submission, answers)
    if signs:
        _sign(session, actor, version)
    history.record(session, actor, "agreement:propose", agreement)
    return version


def propose_what_stands(session: Session, agreement: Agreement) -> AgreementVersion | None:
    """Make a wording, signed by nobody, of what is left after something was set aside."""
    answers = _written_for_both(session, agreement.assignment)
    if not answers:
        return None
    text = _wording(session, agreement.assignment, answers)
    standing = standing_wordings(agreement)
    if standing and standing[-1].text == text:
        return None
    return _add_wording(session, agreement, answers[-1].submission, answers)


def _add_wording(
    session: Session, agreement: Agreement, submission: Submission, answers: Sequence[Answer]
) -> AgreementVersion:
    definition = agreement.assignment.definition
    version = AgreementVersion(
        practice_id=agreement.practice_id,
        submission_id=submission.id,
        number=len(agreement.versions) + 1,
        proposed_by_id=submission.author_id,
        text=_wording(session, agreement.assignment, answers),
        review_on=_review_on(definition, answers),
    )
    agreement.versions.append(version)
    session.flush()
    return version


def sign(session: Session, actor: Identity, agreement_id: str, *, version_id: str) -> Agreement:
    """Agree to exactly the wording that was read; if it changed meanwhile, nothing is signed."""
    permissions.require(actor, Deed.SIGN)
    agreement = get_agreement(session, actor, agreement_id)
    newest = standing_wordings(agreement)[-1]
    if newest.public_id != version_id:
        raise ConflictError(_("The wording changed while you were reading. Read it once more."))
    _sign(session, actor, newest)
    history.record(session, actor, "agreement:sign", agreement)
    session.flush()
    repairs.follow(session, agreement.couple_id)
    return agreement


def _sign(session: Session, actor: Identity, version: AgreementVersion) -> None:
    signature = AgreementSignature(
        practice_id=version.practice_id,
        version_id=version.id,
        person_id=actor.person_id,
    )
    try:
        with session.begin_nested():
            version.signatures.append(signature)
    except IntegrityError:
        return  # Signed before; a second press changes nothing.


def _written_for_both(session: Session, assignment: Assignment) -> list[Answer]:
    """What each partner wrote for both in their last attempt, the earlier one's first."""
    found = session.scalars(
        select(Answer)
        .join(Answer.submission)
        .where(
            Submission.assignment_id == assignment.id,
            Submission.part == Part.MAIN,
            Submission.standing == Standing.STANDS,
            Answer.audience == Audience.COUPLE,
        )
        .options(contains_eager(Answer.submission))
        .order_by(Submission.submitted_at, Submission.id, Answer.id)
    ).all()
    last = {answer.author_id: answer.submission_id for answer in found}
    return [answer for answer in found if last[answer.author_id] == answer.submission_id]


def _wording(session: Session, assignment: Assignment, answers: Sequence[Answer]) -> str:
    """One line to a question: a list holds what either added, anything else its last answer."""
    definition, couple = assignment.definition, assignment.couple
    both = Identity(Role.COUPLE, couple.practice_id, couple.counselor_id, couple.id)
    referred = referred_by(session, both, couple, definition.fields)
    lines: dict[str, tuple[str, ...]] = {}
    for told in (
        told
        for answer in answers
        for told in tell(definition, [answer], _names(couple, answer.author_id), referred)
    ):
        kept = lines.get(told.field, ()) if told.is_list else ()
        lines[told.field] = (*kept, *(line for line in told.lines if line not in kept))
    return "\n".join(
        f"{question.label}: {'; '.join(lines[question.key])}"
        for question in definition.fields
        if question.key in lines
    )


def _names(couple: Couple, author_id: int) -> dict[str, str]:
    """Who is meant by whoever wrote it, since the wording is read by both."""
    author = next((each.name or "" for each in couple.partners if each.id == author_id), "")
    other = couple.other_partner(author_id).name or ""
    return {"author": author, "other": other, "both": _("both")}


def _review_on(definition: Definition, answers: Sequence[Answer]) -> date | None:
    days = [
        value_of(definition.field(answer.field), answer)
        for answer in answers
        if definition.field(answer.field).type is FieldType.DATE
    ]
    return next((day for day in reversed(days) if isinstance(day, date)), None)
