"""Taking a couple into the caseload."""

from __future__ import annotations

import json
from dataclasses import dataclass
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, encryption, permissions
from couples.caseload.models import ConfidentialityPolicy, Couple, CouplePartner, Practice
from couples.caseload.practice import get_owned_practice
from couples.caseload.queries import get_couple
from couples.errors import DomainError
from couples.exercises.services import stock_library
from couples.history import services as history
from couples.identity import Identity, Role
from couples.people import naming
from couples.people.models import Person
from couples.permissions import Deed
from couples.walls.entering import enter_new
from couples.wording import gettext as _


class AddressTakenError(DomainError):
    """Somebody of the practice signs in with this address, which says that they come here."""


@dataclass(frozen=True, slots=True)
class NewPartner:
    """The name and the sign-in address of somebody about to be invited."""

    name: str
    email: str


def found_practice(session: Session, *, name: str, time_zone: str) -> Practice:
    """Open a new practice, with a stocked library and nobody in it yet."""
    _require_time_zone(time_zone)
    practice = Practice(id=enter_new(session), name=name, time_zone=time_zone)
    session.add(practice)
    session.flush()  # Everything that follows needs its id.
    stock_library(session, practice)
    return practice


def add_person(
    session: Session, practice: Practice, *, role: Role, name: str, email: str, time_zone: str
) -> Person:
    """
    Enter somebody who may later be invited.

    Each person signs in with an address of their own, so that no answer can
    reach a mailbox that two people read. The first counselor of a practice owns it.
    """
    index = encryption.current().blind_index(email)
    if _address_taken(session, practice.id, index):
        raise AddressTakenError(
            _("Somebody here already signs in with that address. Each person needs their own.")
        )
    if role is Role.COUNSELOR:
        naming.require_free(session, practice.id, name)
    person = Person(
        practice_id=practice.id,
        role=role,
        name=" ".join(name.split()),
        email=email.strip(),
        email_index=index,
        time_zone=time_zone,
        is_owner=role is Role.COUNSELOR and not _has_counselors(session, practice),
    )
    session.add(person)
    session.flush()
    return person


def add_counselor(session: Session, actor: Identity, *, name: str, email: str) -> Person:
    """Enter one more counselor, as whoever owns the practice; they join by a link."""
    permissions.require(actor, Deed.MANAGE)
    practice = get_owned_practice(session, actor)
    person = add_person(
        session,
        practice,
        role=Role.COUNSELOR,
        name=name,
        email=email,
        time_zone=practice.time_zone,
    )
    history.record(session, actor, "person:add", person)
    return person


def add_couple(
    session: Session,
    actor: Identity,
    *,
    partners: tuple[NewPartner, NewPartner],
    policy: ConfidentialityPolicy,
    time_zone: str,
) -> Couple:
    """Take two people into the actor's caseload as a couple, each with an own account."""
    permissions.require(actor, Deed.ADD_COUPLE)
    _require_time_zone(time_zone)
    practice = session.get_one(Practice, actor.practice_id)
    couple = Couple(
        practice_id=practice.id, counselor_id=actor.person_id, policy=policy, time_zone=time_zone
    )
    session.add(couple)
    session.flush()
    for position, partner in enumerate(partners, start=1):
        person = add_person(
            session,
            practice,
            role=Role.PARTNER,
            name=partner.name,
            email=partner.email,
            time_zone=time_zone,
        )
        membership = CouplePartner(
            practice_id=practice.id, couple_id=couple.id, person_id=person.id, position=position
        )
        session.add(membership)
    session.flush()
    history.record(session, actor, "couple:add", couple)
    return couple


def change_time_zone(
    session: Session, actor: Identity, couple_id: str, *, time_zone: str
) -> Couple:
    """
    Let a couple live by other clocks from now on, because they travel or have moved.

    A day that is over keeps its date, so that nothing is counted twice or lost. Partners
    who lived by the couple's clocks go along; one who chose their own keeps them.
    """
    permissions.require(actor, Deed.SCHEDULE)
    couple = get_couple(session, actor, couple_id)
    _require_time_zone(time_zone)
    # Two presses of the button at one moment move them once: the second waits here.
    query = select(Couple).where(Couple.id == couple.id).with_for_update()
    couple = session.scalars(query.execution_options(populate_existing=True)).one()
    if couple.time_zone == time_zone:
        return couple
    for person in couple.partners:
        if person.time_zone == couple.time_zone:
            person.time_zone = time_zone
    lived = json.loads(couple.earlier_zones or "[]")
    couple.earlier_zones = json.dumps([*lived, [couple.time_zone, clock.now().isoformat()]])
    couple.time_zone = time_zone
    history.record(session, actor, "couple:move", couple)
    return couple


def _has_counselors(session: Session, practice: Practice) -> bool:
    somebody = select(Person.id).where(
        Person.practice_id == practice.id, Person.role == Role.COUNSELOR
    )
    return session.scalar(somebody.limit(1)) is not None


def _address_taken(session: Session, practice_id: int, index: str) -> bool:
    same = select(Person.id).where(Person.practice_id == practice_id, Person.email_index == index)
    return session.scalar(same) is not None


def _require_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise DomainError(_("Choose a time zone from the list."))
