"""Leaving what two do here together: everything of both ends, and nothing is taken from anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.assignments.changing import finish
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.caseload.queries import get_own_couple, wait_for_turn
from couples.errors import DomainError
from couples.exercises.vocabulary import FlagKind
from couples.history import services as history
from couples.identity import Identity, Role
from couples.partings.models import Parting
from couples.pauses.models import Pause
from couples.pauses.running import is_running
from couples.people import invitations
from couples.people.models import Person
from couples.permissions import Deed
from couples.programmes.models import Enrolment
from couples.safety.services import raise_by_partner
from couples.talks import services as talks
from couples.talks.queries import find_under_way
from couples.wording import gettext as _

MOST_WORDS = 1000


def leave(session: Session, actor: Identity, *, words: str = "") -> Parting:
    """
    End what the two do here together. Where the other has left already, the actor has too.

    Nobody who left is brought back but by a link that was made since, and which they accept
    themselves. Whatever was open to both stays open, and nothing else opens any more.
    Homework, courses and a talk that runs end; what either was writing stays theirs. The
    counselor is told who left, with `words` if there are any; the other partner reads that
    it has ended.
    """
    permissions.require(actor, Deed.LEAVE)
    if len(words) > MOST_WORDS:
        raise DomainError(_("Shorten this to %(limit)s characters.", limit=MOST_WORDS))
    couple = get_own_couple(session, actor)
    wait_for_turn(session, couple)
    left = _list_open(session, couple)
    for each in left:
        if each.left_by_id == actor.person_id:
            return each
    parting = _part(session, actor, couple, left)
    invitations.withdraw(session, actor, session.get_one(Person, actor.person_id))
    if not left:
        _end_what_runs(session, actor, couple, let_go=talks.let_go)
    history.record(session, actor, "couple:leave", couple)
    raise_by_partner(session, actor, couple, FlagKind.LEFT, words)
    return parting


def part_for_good(session: Session, person: Person, couple: Couple) -> None:
    """
    Let somebody who is erased have left. They can accept no link, so that it stays so.

    Nothing is told, nor kept in the history, in their name: they did not press anything.
    """
    left = _list_open(session, couple)
    if any(each.left_by_id == person.id for each in left):
        return
    actor = Identity(Role.PARTNER, couple.practice_id, person.id, couple.id)
    _part(session, actor, couple, left)
    if not left:
        _end_what_runs(session, actor, couple, let_go=talks.drop)


def _list_open(session: Session, couple: Couple) -> list[Parting]:
    open_ones = select(Parting).where(Parting.couple_id == couple.id, Parting.over_at.is_(None))
    return list(session.scalars(open_ones))


def _part(session: Session, actor: Identity, couple: Couple, left: list[Parting]) -> Parting:
    """What had been closed since the first left stays closed until the last is back."""
    parting = Parting(
        practice_id=couple.practice_id,
        couple_id=couple.id,
        left_by_id=actor.person_id,
        frozen_from=min((each.frozen_from for each in left), default=_frozen_from(session, couple)),
        open_key=f"{couple.id}:{actor.person_id}",
    )
    session.add(parting)
    session.flush()
    return parting


def _frozen_from(session: Session, couple: Couple) -> datetime:
    """What a time-out holds back just now does not open because somebody left in it."""
    began = session.scalars(
        select(Pause.began_at).where(
            Pause.couple_id == couple.id, Pause.is_alone.is_(False), is_running()
        )
    )
    return min(began, default=clock.now())


def _end_what_runs(
    session: Session,
    actor: Identity,
    couple: Couple,
    *,
    let_go: Callable[[Session, Identity, str], object],
) -> None:
    while (talk := find_under_way(session, actor, couple.id)) is not None:
        let_go(session, actor, talk.public_id)
        session.flush()
    for pause in session.scalars(
        select(Pause).where(Pause.couple_id == couple.id, is_running()).with_for_update()
    ):
        pause.ended_at = clock.now()
    for enrolment in session.scalars(
        select(Enrolment).where(Enrolment.couple_id == couple.id, Enrolment.ended_on.is_(None))
    ):
        enrolment.ended_on, enrolment.open_key = clock.today(couple.time_zone), None
    for assignment in session.scalars(
        select(Assignment).where(Assignment.couple_id == couple.id, Assignment.closed_at.is_(None))
    ):
        finish(assignment)
    session.flush()
