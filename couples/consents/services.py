"""Agreeing to the words of a confidentiality policy, and asking both to read newer ones."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.caseload.confidentiality import PolicyText, policy_text, subject_of
from couples.caseload.models import Couple, CouplePartner
from couples.caseload.queries import get_couple, get_own_couple, wait_for_turn
from couples.consents.queries import agreed_version, list_agreed
from couples.errors import ConflictError, DomainError
from couples.history import services as history
from couples.identity import Identity
from couples.partings.queries import list_leavings
from couples.people.models import Consent
from couples.permissions import Deed
from couples.wording import gettext as _


def ask_to_agree(session: Session, actor: Identity, couple_id: str) -> None:
    """
    Let both partners find on their first page that there are newer words of their policy.

    Whoever agreed already is not asked, and for whoever said “not now” lately this press does
    not count, now or later, which its answer does not tell.
    """
    permissions.require(actor, Deed.ASK_TO_AGREE)
    couple = get_couple(session, actor, couple_id)
    wait_for_turn(session, couple)
    # They may have agreed meanwhile, or gone to a colleague.
    couple = get_couple(session, actor, couple_id)
    if list_leavings(session, actor, couple):
        raise DomainError(_("Their work here as a couple has ended. Nothing is asked of them."))
    asked = [each for each in list_agreed(session, actor, couple) if each.can_be_asked]
    for each in asked:
        each.membership.asked_to_agree_at = clock.now()
    if asked:
        history.record(session, actor, "consent:ask", couple)


def agree(session: Session, actor: Identity, policy_key: str) -> None:
    """Agree to the newest words, which are kept with it. A second press changes nothing."""
    permissions.require(actor, Deed.AGREE)
    couple = get_own_couple(session, actor)
    wait_for_turn(session, couple)
    policy = policy_text(couple.policy)
    require_same(policy, policy_key)
    if agreed_version(session, actor, couple) < policy.version:
        keep(session, actor, couple, policy)


def not_now(session: Session, actor: Identity) -> None:
    """Have the question off one's first page for a while. It is told to nobody."""
    permissions.require(actor, Deed.AGREE)
    _own(get_own_couple(session, actor), actor).said_not_now_at = clock.now()


def require_same(policy: PolicyText | None, policy_key: str) -> None:
    """Refuse a yes to words that are not the ones that were shown."""
    if policy_key != (policy.key if policy else ""):
        raise ConflictError(_("The agreement has changed since you opened it. Read it once more."))


def keep(session: Session, actor: Identity, couple: Couple, policy: PolicyText) -> None:
    """Keep word for word what a partner agreed to; nothing waits for them any more."""
    consent = consent_of(couple, actor.person_id, policy)
    session.add(consent)
    session.flush()
    history.record(session, actor, "consent:give", consent)
    # By a statement, since the question may have come while this waited for its turn.
    own = update(CouplePartner).where(CouplePartner.person_id == actor.person_id)
    session.execute(own.values(asked_to_agree_at=None, said_not_now_at=None))


def consent_of(couple: Couple, person_id: int, policy: PolicyText) -> Consent:
    """What is kept of a yes: the words themselves, with their version."""
    return Consent(
        practice_id=couple.practice_id,
        person_id=person_id,
        couple_id=couple.id,
        subject=subject_of(couple.policy),
        version=policy.version,
        text=policy.words,
    )


def _own(couple: Couple, actor: Identity) -> CouplePartner:
    return next(each for each in couple.memberships if each.person_id == actor.person_id)
