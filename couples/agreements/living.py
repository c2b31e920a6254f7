"""
What becomes of an agreement once it is there: pausing it, looking at it again, ending it.

Either partner may do each of these alone. Nobody is asked for leave, and nobody for a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.agreements.models import Agreement, AgreementStep, AgreementVersion, StepKind
from couples.agreements.standing import ENDS, REVIEWS, AgreementState, Judged, judge
from couples.copies.resting import let_go_of_untrue
from couples.errors import ConflictError, DomainError, NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.responses import readable_agreements
from couples.submissions.models import Submission
from couples.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on looking again: how it went, when it did not hold, when to look next."""

    kind: StepKind
    broken_on: date | None = None
    review_on: date | None = None


def lock_agreement(session: Session, actor: Identity, agreement_id: str) -> Agreement:
    """
    One agreement, held until the transaction ends, or `NotFoundError`.

    Signing and ending at one moment then come one after the other, and the second of the
    two finds what the first one did.
    """
    agreement = session.scalar(
        select(Agreement)
        .where(readable_agreements(actor), Agreement.public_id == agreement_id)
        .with_for_update(of=Agreement)
        .execution_options(populate_existing=True)
    )
    if agreement is None:
        raise NotFoundError
    session.expire(agreement, ["versions", "steps"])
    return agreement


def pause(session: Session, actor: Identity, agreement_id: str, *, key: str) -> Agreement:
    """Let what is in force rest, until either of the two says that it goes on."""
    return _turn(
        session,
        actor,
        agreement_id,
        while_it_is=AgreementState.IN_FORCE,
        kind=StepKind.PAUSED,
        key=key,
    )


def resume(session: Session, actor: Identity, agreement_id: str, *, key: str) -> Agreement:
    """Let it go on after a pause, in the words that both had signed."""
    return _turn(
        session,
        actor,
        agreement_id,
        while_it_is=AgreementState.PAUSED,
        kind=StepKind.RESUMED,
        key=key,
    )


def _turn(
    session: Session,
    actor: Identity,
    agreement_id: str,
    *,
    while_it_is: AgreementState,
    kind: StepKind,
    key: str,
) -> Agreement:
    """A second press, and a press of the other at the same moment, change nothing more."""
    permissions.require(actor, Deed.SIGN)
    agreement = lock_agreement(session, actor, agreement_id)
    found = judge(agreement)
    if found.state is while_it_is and found.in_force is not None:
        add_step(session, actor, agreement, version=found.in_force, found=Found(kind), key=key)
    elif found.has_ended:
        raise ConflictError(_("It has ended meanwhile. You can propose it anew."))
    return agreement


def withdraw(session: Session, actor: Identity, agreement_id: str, *, key: str) -> Agreement:
    """
    End it, on one partner's word alone: what is in force, and what was proposed besides.

    Of a proposal that was never in force, it is for those who signed it to take it back;
    who has not signed owes no answer, and need not give one. The copies of a report that
    hold its words let them go.
    """
    permissions.require(actor, Deed.SIGN)
    agreement = lock_agreement(session, actor, agreement_id)
    found = judge(agreement)
    if found.has_ended:
        return agreement
    is_theirs = actor.person_id in {each.person_id for each in found.newest.signatures}
    if found.in_force is None and not is_theirs:
        raise DomainError(_("You have not agreed to this, so there is nothing to take back."))
    over = Found(StepKind.WITHDRAWN)
    add_step(session, actor, agreement, version=found.newest, found=over, key=key)
    let_go_of_untrue(session, agreement.assignment.couple)
    return agreement


def review(
    session: Session, actor: Identity, agreement_id: str, *, found: Found, key: str
) -> Agreement:
    """
    Keep what was found when it was looked at again.

    What did not hold is still agreed: it is a reason to change it, and nobody's fault.
    """
    permissions.require(actor, Deed.SIGN)
    agreement = lock_agreement(session, actor, agreement_id)
    if any(step.key == key and step.person_id == actor.person_id for step in agreement.steps):
        return agreement
    judged = judge(agreement)
    if judged.in_force is None or found.kind not in REVIEWS:
        raise ConflictError(_("Only what is in force can be looked at again."))
    _check_days(agreement, found)
    version = spoken_of(judged, found.kind)
    add_step(session, actor, agreement, version=version, found=found, key=key)
    return agreement


def spoken_of(judged: Judged, kind: StepKind) -> AgreementVersion:
    """The wording that a step is about: what ends it ends what was proposed besides, too."""
    in_force = judged.in_force or judged.newest
    return judged.newest if kind in ENDS else in_force


def _check_days(agreement: Agreement, found: Found) -> None:
    today = clock.today(agreement.assignment.couple.time_zone)
    if found.broken_on and found.broken_on > today:
        raise DomainError(_("That day is still to come. Choose a day up to today."))
    if found.review_on and found.review_on <= today:
        raise DomainError(_("Choose a day that is still to come."))


def add_step(
    session: Session,
    actor: Identity,
    agreement: Agreement,
    *,
    version: AgreementVersion,
    found: Found,
    key: str,
    submission: Submission | None = None,
) -> None:
    """Keep one step, and only those of its days that it is about."""
    is_broken, goes_on = found.kind is StepKind.BROKEN, found.kind not in ENDS
    step = AgreementStep(
        practice_id=agreement.practice_id,
        version_id=version.id,
        person_id=actor.person_id,
        submission_id=submission.id if submission else None,
        kind=found.kind,
        key=key,
        broken_on=found.broken_on if is_broken else None,
        review_on=found.review_on if goes_on else None,
    )
    agreement.steps.append(step)
    session.flush()
    history.record(session, actor, f"agreement:{found.kind.value}", agreement)
