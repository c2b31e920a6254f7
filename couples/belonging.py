"""
Who may know who belongs to whom: conditions beside those of `visibility`.

Whoever owns the practice manages it by names: its counselors with their sign-in addresses,
its couples and who works with whom. That opens nothing that anybody wrote; for that, no role
sees everything.

What each partner agreed to of their policy is known to that one and to the counselor.

Who else was let in to read is known to the counselor and to whoever was let in; to both
partners alike where their counselor let them in. Who stood in for them in an emergency each
finds, day by day, beside what was opened of theirs (`looking_back`), and never why.

That the two do nothing together here any more is known to both. Who of them left is told
to nobody but that one and the counselor, though the other may well guess.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import aliased

from couples.admissions.models import Admission, Way
from couples.caseload.models import Couple, HandOver, Tiding
from couples.identity import Identity, Role
from couples.partings.models import Parting
from couples.people.models import Consent, Person
from couples.visibility import couples_of


def known_partings(viewer: Identity) -> ColumnElement[bool]:
    """
    The partings of a counselor's couples, for them and for whoever reads those along.

    To a partner, those that they began themselves.
    """
    theirs = Parting.couple_id.in_(couples_of(viewer))
    match viewer.role:
        case Role.COUNSELOR | Role.GUEST:
            return theirs
        case Role.PARTNER:
            return and_(theirs, Parting.left_by_id == viewer.person_id)
        case Role.COUPLE:
            return false()


def known_consents(viewer: Identity) -> ColumnElement[bool]:
    """What each partner agreed to, for that one and for the counselor who asked it of them."""
    theirs = Consent.couple_id.in_(couples_of(viewer))
    match viewer.role:
        case Role.COUNSELOR:
            return theirs
        case Role.PARTNER:
            return and_(theirs, Consent.person_id == viewer.person_id)
        case Role.COUPLE | Role.GUEST:
            return false()


def own_tidings(viewer: Identity) -> ColumnElement[bool]:
    """What the viewer is told, or was; whether somebody has read theirs is told to nobody."""
    match viewer.role:
        case Role.PARTNER | Role.COUNSELOR:
            return and_(
                Tiding.practice_id == viewer.practice_id, Tiding.person_id == viewer.person_id
            )
        case Role.COUPLE | Role.GUEST:
            return false()


def known_hand_overs(viewer: Identity) -> ColumnElement[bool]:
    """
    From whom to whom a couple went: for the two and whoever is their counselor.

    Whoever was it, or was to be, knows of that one, with the names of the couple.
    """
    theirs = HandOver.couple_id.in_(couples_of(viewer))
    match viewer.role:
        case Role.PARTNER:
            return theirs
        case Role.COUNSELOR:
            told = select(Tiding.hand_over_id).where(own_tidings(viewer))
            return or_(theirs, HandOver.id.in_(told))
        case Role.COUPLE | Role.GUEST:
            return false()


def known_admissions(viewer: Identity) -> ColumnElement[bool]:
    """Those of the viewer's couples, and those by which a counselor reads along, or did."""
    theirs = Admission.couple_id.in_(couples_of(viewer))
    match viewer.role:
        case Role.COUNSELOR:
            reads = and_(
                Admission.practice_id == viewer.practice_id,
                Admission.reader_id == viewer.person_id,
            )
            return or_(theirs, reads)
        case Role.PARTNER:
            return and_(theirs, Admission.way == Way.GIVEN)
        case Role.COUPLE | Role.GUEST:
            return false()


def known_stand_ins(viewer: Identity) -> ColumnElement[bool]:
    """
    Each time that somebody stood in for the counselor of a partner: both find the same.

    It is loaded without the reason, which is between the two counselors.
    """
    match viewer.role:
        case Role.PARTNER:
            return and_(Admission.couple_id.in_(couples_of(viewer)), Admission.way == Way.TAKEN)
        case Role.COUNSELOR | Role.COUPLE | Role.GUEST:
            return false()


def managed_stand_ins(viewer: Identity) -> ColumnElement[bool]:
    """
    That somebody stood in where no counselor could be told: for whoever owns the practice.

    It is the bare fact, by names that they know already, for as long as that account is closed:
    of what came after it was closed, and of what was told to an owner since nobody had read it.
    """
    counselor = aliased(Person)
    was_closed = exists(
        select(counselor.id).where(
            counselor.id == Admission.counselor_id,
            counselor.deactivated_at.is_not(None),
            or_(counselor.deactivated_at <= Admission.created_at, was_told_to_owner()),
        )
    )
    theirs = select(Couple.id).where(managed_couples(viewer))
    match viewer.role:
        case Role.COUNSELOR:
            return and_(Admission.couple_id.in_(theirs), Admission.way == Way.TAKEN, was_closed)
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()


def was_told_to_owner() -> ColumnElement[bool]:
    """Whoever owns the practice was told of an admission, whether or not they have read it."""
    return exists(select(Tiding.id).where(Tiding.admission_id == Admission.id))


def couples_to_stand_in_for(viewer: Identity) -> ColumnElement[bool]:
    """
    The couples of colleagues, for whoever needs one in an emergency.

    Only `couples.admissions.standing_in` asks for it, to find the one whose two names the
    viewer knows already, and a page asks whether there is any; no name is told by it.
    """
    match viewer.role:
        case Role.COUNSELOR:
            return and_(
                Couple.practice_id == viewer.practice_id,
                Couple.counselor_id != viewer.person_id,
                Couple.erased_at.is_(None),
            )
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()


def _owns(viewer: Identity) -> ColumnElement[bool]:
    """The viewer owns the practice, asked anew on every request."""
    owner = aliased(Person)
    return exists(
        select(owner.id).where(
            owner.id == viewer.person_id,
            owner.practice_id == viewer.practice_id,
            owner.is_owner,
            owner.deactivated_at.is_(None),
        )
    )


def managed_couples(viewer: Identity) -> ColumnElement[bool]:
    """The couples of a practice, for whoever owns it: their names and who works with them."""
    match viewer.role:
        case Role.COUNSELOR:
            return and_(
                Couple.practice_id == viewer.practice_id,
                Couple.erased_at.is_(None),
                _owns(viewer),
            )
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()


def managed_counselors(viewer: Identity) -> ColumnElement[bool]:
    """The counselors of a practice, for whoever owns it."""
    match viewer.role:
        case Role.COUNSELOR:
            return and_(
                Person.practice_id == viewer.practice_id,
                Person.role == Role.COUNSELOR,
                _owns(viewer),
            )
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()


def known_colleagues(viewer: Identity) -> ColumnElement[bool]:
    """The counselors of the same practice who have joined and work there, by their names."""
    match viewer.role:
        case Role.COUNSELOR:
            return and_(
                Person.practice_id == viewer.practice_id,
                Person.role == Role.COUNSELOR,
                Person.joined_at.is_not(None),
                Person.deactivated_at.is_(None),
            )
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()
