"""A practice as whoever owns it sees it, and who a couple can be handed over to."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from couples.belonging import (
    couples_to_stand_in_for,
    known_colleagues,
    managed_counselors,
    managed_couples,
)
from couples.caseload.models import Couple, CouplePartner, Practice
from couples.caseload.queries import get_practice
from couples.errors import DomainError, NotFoundError
from couples.identity import Identity
from couples.people.models import Person
from couples.visibility import known_couples
from couples.wording import gettext as _


def list_counselors(session: Session, viewer: Identity) -> list[Person]:
    """Every counselor of the practice that the viewer owns, or `NotFoundError` to anybody else."""
    found = list(
        session.scalars(select(Person).where(managed_counselors(viewer)).order_by(Person.id))
    )
    if not found:
        raise NotFoundError
    return found


def get_owned_practice(session: Session, viewer: Identity) -> Practice:
    """The practice that the viewer owns, or `NotFoundError` to anybody else."""
    list_counselors(session, viewer)
    return get_practice(session, viewer)


def get_counselor(session: Session, viewer: Identity, person_id: str) -> Person:
    """One counselor of the practice that the viewer owns, or `NotFoundError`."""
    for person in list_counselors(session, viewer):
        if person.public_id == person_id:
            return person
    raise NotFoundError


def list_managed_couples(session: Session, viewer: Identity) -> list[Couple]:
    """The couples of that practice with their names, whoever came first."""
    return list(
        session.scalars(
            select(Couple)
            .where(managed_couples(viewer))
            .options(selectinload(Couple.memberships).joinedload(CouplePartner.person))
            .order_by(Couple.created_at, Couple.id)
        )
    )


def get_movable_couple(session: Session, viewer: Identity, couple_id: str) -> Couple:
    """A couple that the viewer may hand over: their own, or one of a practice that they own."""
    couple = session.scalar(
        select(Couple)
        .where(or_(known_couples(viewer), managed_couples(viewer)), Couple.public_id == couple_id)
        .options(joinedload(Couple.counselor))
    )
    if couple is None:
        raise NotFoundError
    return couple


def has_colleagues(session: Session, viewer: Identity) -> bool:
    """Whether anybody else of the practice has a couple, so that one could stand in for them."""
    return (
        session.scalar(select(Couple.id).where(couples_to_stand_in_for(viewer)).limit(1))
        is not None
    )


def list_colleagues(session: Session, viewer: Identity, *, of: int) -> list[Person]:
    """The colleagues of one counselor: whoever else of the practice has joined and may come in."""
    return list(
        session.scalars(
            select(Person).where(known_colleagues(viewer), Person.id != of).order_by(Person.id)
        )
    )


def choose_colleague(session: Session, viewer: Identity, person_id: str, *, of: int) -> Person:
    """One of these by their public id, or the sentence that asks for one."""
    for person in list_colleagues(session, viewer, of=of):
        if person.public_id == person_id:
            return person
    raise DomainError(_("Choose a colleague from the list."))
