"""Finding couples and the people in them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from couples.admissions.models import Admission
from couples.admissions.running import is_running
from couples.belonging import known_admissions
from couples.caseload.models import Couple, CouplePartner, Practice
from couples.errors import NotFoundError
from couples.identity import Identity
from couples.people.models import Person
from couples.visibility import known_couples, known_people
from couples.walls import entering as walls


def list_couples(session: Session, viewer: Identity) -> list[Couple]:
    """The couples the viewer works with or belongs to, with their partners loaded."""
    return list(session.scalars(select_couples(viewer)))


def select_couples(viewer: Identity) -> Select[Couple]:
    """How `list_couples` asks, for whoever joins more to it."""
    return (
        select(Couple)
        .where(known_couples(viewer), Couple.archived_at.is_(None))
        .options(selectinload(Couple.memberships).joinedload(CouplePartner.person))
        .order_by(Couple.created_at, Couple.id)
    )


def get_couple(session: Session, viewer: Identity, couple_id: str) -> Couple:
    """One couple by its public id, or `NotFoundError`."""
    couple = session.scalar(
        select(Couple).where(known_couples(viewer), Couple.public_id == couple_id)
    )
    if couple is None:
        raise NotFoundError
    return couple


def get_own_couple(session: Session, viewer: Identity) -> Couple:
    """The couple that a partner belongs to, with who reads along as far as they know of it."""
    reads_along = and_(known_admissions(viewer), is_running())
    couple = (
        session.scalars(
            select(Couple)
            .where(known_couples(viewer))
            .options(
                # Every page of a partner names all three, and whoever reads along.
                joinedload(Couple.memberships).joinedload(CouplePartner.person),
                joinedload(Couple.counselor),
                joinedload(Couple.admissions.and_(reads_along)).joinedload(Admission.reader),
            )
        )
        .unique()
        .one_or_none()
    )
    if couple is None:
        raise NotFoundError
    return couple


def wait_for_turn(session: Session, couple: Couple) -> None:
    """Let two who act on a couple at one moment go one after the other, so that one is second."""
    session.execute(select(Couple.id).where(Couple.id == couple.id).with_for_update(key_share=True))


def get_person(session: Session, viewer: Identity, person_id: str) -> Person:
    """Somebody the viewer works with, by their public id, or `NotFoundError`."""
    person = session.scalar(
        select(Person).where(known_people(viewer), Person.public_id == person_id)
    )
    if person is None:
        raise NotFoundError
    return person


def get_practice(session: Session, viewer: Identity) -> Practice:
    """The practice that the viewer belongs to."""
    return session.get_one(Practice, viewer.practice_id)


def visit_practices(session: Session) -> Iterator[Practice]:
    """Every practice in turn, while the session stands in it: for what nobody in it asks."""
    for number in walls.list_practices(session):
        walls.enter(session, number)
        yield session.get_one(Practice, number)
