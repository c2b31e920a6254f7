"""Ending admissions for good with what they rested on: a couple's counselor, or an account."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from couples import clock
from couples.admissions.models import Admission, Way
from couples.caseload.models import Couple
from couples.identity import Identity
from couples.people.models import Person


def end_of_couple(session: Session, actor: Identity, couple: Couple) -> None:
    """Whoever read along, or stood in, was let in by a counselor who is theirs no more."""
    _end(session, actor, Admission.couple_id == couple.id)


def end_of_person(session: Session, actor: Identity, person: Person) -> None:
    """
    What somebody reads of others, and what they let others read, as their account closes.

    Whoever stands in for them goes on for their two hours: nobody else is there.
    """
    given = Admission.way == Way.GIVEN
    is_let_in_by_them = (Admission.counselor_id == person.id) & given
    _end(session, actor, or_(Admission.reader_id == person.id, is_let_in_by_them))


def _end(session: Session, actor: Identity, which: ColumnElement[bool]) -> None:
    """Rows that are over keep their own end; the condition of `running` is a second wall."""
    now = clock.now()
    session.flush()
    for admission in session.scalars(
        select(Admission)
        .where(
            Admission.practice_id == actor.practice_id,
            which,
            Admission.ended_at.is_(None),
            Admission.until > now,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ):
        admission.ended_at, admission.ended_by_id = now, actor.person_id
