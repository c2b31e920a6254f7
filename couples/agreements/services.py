"""Proposing and signing an agreement."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import permissions
from couples.agreements.living import lock_agreement
from couples.agreements.making import review_on_in, wording_from, written_for_both
from couples.agreements.models import Agreement, AgreementSignature, AgreementVersion
from couples.agreements.standing import judge, standing_wordings
from couples.agreements.telling import says_the_same
from couples.assignments.models import Assignment
from couples.errors import ConflictError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.repairs import following as repairs
from couples.safety.opening import require_scheduled
from couples.submissions.models import Answer, Submission
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
    answers = written_for_both(session, assignment)
    if not any(answer.submission_id == submission.id for answer in answers):
        return None
    text = wording_from(session, assignment, answers)
    if agreement is None:
        agreement = Agreement(
            practice_id=assignment.practice_id,
            couple_id=assignment.couple_id,
            assignment_id=assignment.id,
        )
        session.add(agreement)
        session.flush()
    elif _says_so_already(agreement, text):
        return None
    version = _add_wording(session, agreement, submission, answers)
    if signs:
        _sign(session, actor, version)
    history.record(session, actor, "agreement:propose", agreement)
    return version


def _says_so_already(agreement: Agreement, text: str) -> bool:
    """Whether that is its newest wording; what has ended is proposed anew in the same words."""
    standing = standing_wordings(agreement)
    is_same = bool(standing) and says_the_same(standing[-1].text, text)
    return is_same and not judge(agreement).has_ended


def propose_what_stands(session: Session, agreement: Agreement) -> AgreementVersion | None:
    """
    Make a wording, signed by nobody, of what is left after something was set aside.

    Nobody is left to propose it to where one of the two was erased.
    """
    if any(each.erasing_at for each in agreement.assignment.couple.partners):
        return None
    answers = written_for_both(session, agreement.assignment)
    if not answers:
        return None
    text = wording_from(session, agreement.assignment, answers)
    if _says_so_already(agreement, text):
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
        text=wording_from(session, agreement.assignment, answers),
        review_on=review_on_in(definition, answers),
    )
    agreement.versions.append(version)
    session.flush()
    return version


def sign(session: Session, actor: Identity, agreement_id: str, *, version_id: str) -> Agreement:
    """
    Agree to exactly the wording that was read; if it changed meanwhile, nothing is signed.

    Nor is anything signed that has ended meanwhile, or that is not scheduled just now.
    """
    permissions.require(actor, Deed.SIGN)
    agreement = lock_agreement(session, actor, agreement_id)
    found = judge(agreement)
    if found.newest.public_id != version_id:
        raise ConflictError(_("The wording changed while you were reading. Read it once more."))
    if found.has_ended:
        raise ConflictError(_("It has ended meanwhile. You can propose it anew."))
    require_scheduled(session, actor, agreement.assignment)
    if _sign(session, actor, found.newest):
        history.record(session, actor, "agreement:sign", agreement)
    session.flush()
    repairs.follow(session, agreement.couple_id)
    return agreement


def _sign(session: Session, actor: Identity, version: AgreementVersion) -> bool:
    """Sign it, unless it was signed before: a second press changes nothing."""
    signature = AgreementSignature(
        practice_id=version.practice_id,
        version_id=version.id,
        person_id=actor.person_id,
    )
    try:
        with session.begin_nested():
            version.signatures.append(signature)
    except IntegrityError:
        return False
    return True
