"""
Erasing one of two partners: what is theirs goes, and the other keeps what is the other's.

It takes two steps, each of them a transaction. After the first nothing can be written in
their name any more, and nothing goes on between the two; in the second everything goes.
Whoever is stopped between them begins again: both steps can be taken any number of times.
What is asked of each table stands in `couples.erasure.one_plan`.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Table, delete, func, or_, select, update
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.caseload.models import Couple, CouplePartner
from couples.caseload.queries import wait_for_turn
from couples.database import Base
from couples.erasure.alone import ids_alone
from couples.erasure.blank import blank
from couples.erasure.copied import take_out_copies
from couples.erasure.misfiled import refuse_unsettled, untie
from couples.erasure.one_plan import ALONE, OF_BOTH, OF_ONE, UNTIED, WITH_ANOTHER
from couples.erasure.plan import BY_PERSON
from couples.erasure.services import erase_couple
from couples.erasure.wordings import let_wordings_go
from couples.errors import ConflictError, ErasedAlreadyError, NotFoundError
from couples.history import services as history
from couples.identity import Role
from couples.partings.services import part_for_good
from couples.people.models import Person
from couples.wording import gettext as _

Ids = dict[str, Sequence[int]]


def close_for_good(session: Session, person_id: str) -> None:
    """
    Let nothing more be written in the name of a partner who is to be erased.

    They are signed out, no link and no key lets them in, and the two part, if they have not.
    """
    person, couple = _find_in_turn(session, person_id)
    if person.erased_at is not None and not left_of(session, person):
        raise ErasedAlreadyError(_already())
    refuse_unsettled(session, couple.id)
    person.deactivated_at = person.deactivated_at or clock.now()
    person.erasing_at = person.erasing_at or clock.now()
    for name in sorted(BY_PERSON):
        table = Base.metadata.tables[name]
        session.execute(delete(table).where(table.c.person_id == person.id))
    part_for_good(session, person, couple)
    session.flush()


def erase_person(session: Session, person_id: str) -> dict[str, int]:
    """
    Remove everything of one partner whose account was closed: how many rows of each table.

    It is the operator's deed, as with a couple. What is left is a number without a name, by
    which the couple has two. Where nobody is left whom the rest is kept for, all of it goes.
    """
    person, couple = _find_in_turn(session, person_id)
    # What is being written in their name at this moment comes first, and goes as well.
    session.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    session.execute(
        select(Assignment.id).where(Assignment.couple_id == couple.id).with_for_update()
    )
    session.expire_all()
    if person.erasing_at is None:
        raise ConflictError(_("The account has to be closed first."))
    refuse_unsettled(session, couple.id)
    if couple.other_partner(person.id).erased_at is not None:
        return erase_couple(session, couple.public_id)
    erased = _remove(session, person, couple)
    blank(person)
    if person.erased_at is None:
        person.erased_at = clock.now()
        history.record_by_nobody(session, "person:erase", person)
    session.flush()
    session.expire_all()
    return erased


def refuse_leftovers(session: Session, person_id: str) -> None:
    """Refuse loudly to say that somebody was erased of whom something is left."""
    person = session.scalar(select(Person).where(Person.public_id == person_id))
    if person is None:
        raise NotFoundError
    if left := left_of(session, person):
        raise ConflictError(
            _("Something of theirs is left in %(tables)s. Erase once more.", tables=", ".join(left))
        )


def left_of(session: Session, person: Person) -> list[str]:
    """
    The tables in which a row of somebody is left that should have gone with them.

    Of what is made of the words of both, that is whatever is older than the erasing: the
    other goes on, and what is made of theirs alone may stay.
    """
    found = []
    for name, columns in OF_ONE.items():
        table = Base.metadata.tables[name]
        theirs = or_(*(table.c[column] == person.id for column in columns))
        if session.scalar(select(func.count()).select_from(table).where(theirs)):
            found.append(name)
    return sorted([*found, *_made_before(session, person)])


def _made_before(session: Session, person: Person) -> list[str]:
    """The tables of what was made of the words of both before one of them was erased."""
    if person.erased_at is None:
        return []
    theirs = select(CouplePartner.couple_id).where(CouplePartner.person_id == person.id)
    found = []
    for name in OF_BOTH:
        table = Base.metadata.tables[name]
        older = table.c.couple_id.in_(theirs), table.c.created_at <= person.erased_at
        if session.scalar(select(func.count()).select_from(table).where(*older)):
            found.append(name)
    return found


def _find(session: Session, person_id: str) -> tuple[Person, Couple]:
    person = session.scalar(
        select(Person).where(Person.public_id == person_id, Person.role == Role.PARTNER)
    )
    if person is None:
        raise NotFoundError
    couple = session.scalar(
        select(Couple).join(CouplePartner).where(CouplePartner.person_id == person.id)
    )
    if couple is None:
        raise ErasedAlreadyError(_already())
    return person, couple


def _find_in_turn(session: Session, person_id: str) -> tuple[Person, Couple]:
    """The same, after whoever erases one of the two, or both, at this moment."""
    _person, couple = _find(session, person_id)
    wait_for_turn(session, couple)
    session.expire_all()
    return _find(session, person_id)


def _already() -> str:
    return _("This person has been erased already.")


def _remove(session: Session, person: Person, couple: Couple) -> dict[str, int]:
    going = ids_alone(session, person.id, couple.id)
    untie(session, person.id, going["submission"])
    take_out_copies(session, person.id, couple.id, person.erasing_at or clock.now())
    let_wordings_go(session, person.id, couple.id)
    session.execute(
        update(CouplePartner)
        .where(CouplePartner.person_id == person.id)
        .values(lets_calendar_out=False, asked_to_agree_at=None, said_not_now_at=None)
    )
    for name, (column, other) in UNTIED.items():
        table = Base.metadata.tables[name]
        session.execute(
            update(table).where(table.c[column].in_(going[other])).values({column: None})
        )
    erased = {}
    for table in reversed(Base.metadata.sorted_tables):
        condition = _of(table, person, couple, going)
        if condition is not None:
            rows = session.execute(delete(table).where(condition).returning(table.c.id)).all()
            erased[table.name] = len(rows)
    return erased


def _of(table: Table, person: Person, couple: Couple, going: Ids) -> ColumnElement[bool] | None:
    """Which rows of a table go; None where none can."""
    if table.name in OF_BOTH:
        theirs: ColumnElement[bool] = table.c.couple_id == couple.id
        return theirs
    if table.name in ALONE:
        return table.c.id.in_(going[table.name])
    named = [table.c[column] == person.id for column in OF_ONE.get(table.name, ())]
    tied = [
        table.c[column].in_(going[other])
        for column, other in WITH_ANOTHER.get(table.name, {}).items()
    ]
    return or_(*named, *tied) if named or tied else None
