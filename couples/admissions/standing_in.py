"""Standing in for a colleague in an emergency: at once, for two hours, and never unseen."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import exists, not_, select
from sqlalchemy.orm import Session, selectinload

from couples import clock, permissions
from couples.admissions.models import Admission, Way
from couples.admissions.queries import find_running
from couples.belonging import couples_to_stand_in_for, was_told_to_owner
from couples.caseload.models import Couple, CouplePartner
from couples.caseload.queries import wait_for_turn
from couples.caseload.tidings import tell_owner
from couples.errors import DomainError
from couples.exercises.blank import is_blank
from couples.exercises.vocabulary import FlagKind
from couples.history import services as history
from couples.identity import Identity
from couples.people.models import Person
from couples.permissions import Deed
from couples.safety.models import SafetyFlag
from couples.safety.services import raise_by_colleague
from couples.wording import gettext as _

LASTS = timedelta(hours=2)
MOST_WORDS = 1000


class NotOneCoupleError(DomainError):
    """No couple of a colleague has these two names, or more than one; that it was asked is kept."""


def stand_in(session: Session, actor: Identity, *, one: str, other: str, reason: str) -> Admission:
    """
    Open the couple of a colleague to read, because it cannot wait for that colleague.

    Whoever does it knows the names, or the sign-in addresses, of both partners already; they
    find nobody here. Their counselor is asked to look, with the reason, and each time anew;
    where that account is closed, whoever owns the practice is told that it was, and not why.
    Whoever stands in already has nothing to open; whoever reads along does, since what was
    told to the counselor alone is not for them.
    """
    permissions.require(actor, Deed.STAND_IN)
    if is_blank(reason):
        raise DomainError(_("Write why it cannot wait."))
    if len(reason) > MOST_WORDS:
        raise DomainError(_("Shorten this to %(limit)s characters.", limit=MOST_WORDS))
    couple = _find(session, actor, one, other)
    wait_for_turn(session, couple)
    # They may have been handed over meanwhile, perhaps to whoever asks.
    session.refresh(couple)
    couple = _find(session, actor, one, other)
    running = find_running(session, couple, actor.person_id, Way.TAKEN)
    if running is not None:
        return running
    admission = Admission(
        practice_id=couple.practice_id,
        couple_id=couple.id,
        counselor_id=couple.counselor_id,
        reader_id=actor.person_id,
        way=Way.TAKEN,
        until=clock.now() + LASTS,
        reason=reason.strip(),
    )
    session.add(admission)
    session.flush()
    history.record(session, actor, "admission:take", admission)
    raise_by_colleague(session, actor, couple, FlagKind.STOOD_IN, reason)
    if couple.counselor.deactivated_at is not None:
        tell_owner(session, admission)
    return admission


def tell_of_unread(session: Session, counselor: Person) -> None:
    """
    Whoever stood in told somebody who will read no more: so whoever owns the practice is told.

    That the counselor looked at it is known by the flag that was raised while it ran.
    """
    is_unread = exists(
        select(SafetyFlag.id).where(
            SafetyFlag.couple_id == Admission.couple_id,
            SafetyFlag.kind == FlagKind.STOOD_IN,
            SafetyFlag.created_at.between(Admission.created_at, Admission.until),
            SafetyFlag.acknowledged_at.is_(None),
        )
    )
    for admission in session.scalars(
        select(Admission).where(
            Admission.counselor_id == counselor.id,
            Admission.way == Way.TAKEN,
            is_unread,
            not_(was_told_to_owner()),
        )
    ).all():
        tell_owner(session, admission)


def _find(session: Session, actor: Identity, one: str, other: str) -> Couple:
    wanted = {_plain(one), _plain(other)}
    found = [
        couple
        for couple in session.scalars(
            select(Couple)
            .where(couples_to_stand_in_for(actor))
            .options(selectinload(Couple.memberships).joinedload(CouplePartner.person))
        )
        if _are(couple.partners, wanted)
    ]
    if len(found) > 1:
        raise NotOneCoupleError(
            _("More than one couple has these names. Write the address that one signs in with.")
        )
    if not found:
        raise NotOneCoupleError(
            _(
                "No couple of a colleague is known by these two names. Write both names as they "
                "stand here, or the addresses that they sign in with."
            )
        )
    return found[0]


def _are(partners: list[Person], wanted: set[str]) -> bool:
    """
    Each of the two is meant by a word of their own, which is their name or their address.

    Whoever was erased has neither, so that nobody opens such a couple by one name alone.
    """
    if any(person.erased_at for person in partners):
        return False
    one, other = ({_plain(p.name), _plain(p.email)} - {""} for p in partners)
    first, second = min(wanted), max(wanted)
    return (first in one and second in other) or (first in other and second in one)


def _plain(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()
