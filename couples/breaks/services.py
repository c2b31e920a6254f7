"""Entering a break, and ending it early."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.assignments.queries import get_assignment
from couples.breaks.models import Break
from couples.breaks.queries import get_break
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.errors import DomainError, NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.wording import gettext as _

LONGEST = timedelta(days=366)


def enter(
    session: Session,
    actor: Identity,
    couple_id: str,
    *,
    first_on: date,
    last_on: date | None,
    token: str,
    assignment_id: str | None = None,
) -> Break:
    """
    Let the homework of a couple rest on these days, or the one piece that is named.

    It may lie in the past, for a holiday that was forgotten. `token` names the press of the
    button: the same one again gives back the same break.
    """
    permissions.require(actor, Deed.ASSIGN)
    couple = get_couple(session, actor, couple_id)
    known = _find_pressed(session, actor, token)
    if known is not None:
        return known
    _check(couple, first_on, last_on)
    only = get_assignment(session, actor, assignment_id) if assignment_id else None
    if only is not None and only.couple_id != couple.id:
        raise NotFoundError
    entered = Break(
        practice_id=couple.practice_id,
        couple_id=couple.id,
        assignment_id=only.id if only else None,
        entered_by_id=actor.person_id,
        token=token,
        first_on=first_on,
        last_on=last_on,
        planned_last_on=last_on,
    )
    try:
        with session.begin_nested():
            session.add(entered)
    except IntegrityError:  # The same press at the same moment: the first one stands.
        known = _find_pressed(session, actor, token)
        if known is None:
            raise
        return known
    history.record(session, actor, "break:enter", entered)
    return entered


def end(session: Session, actor: Identity, break_id: str) -> Break:
    """
    Let homework go on from today. A break that has not begun is called off.

    One that is over stays as it was, and a second press changes nothing.
    """
    permissions.require(actor, Deed.ASSIGN)
    found = get_break(session, actor, break_id)
    couple = session.get_one(Couple, found.couple_id)
    today = clock.today(couple.time_zone)
    if found.last_on is not None and found.last_on < today:
        return found
    if found.first_on >= today:
        found.cancelled_at = clock.now()
        history.record(session, actor, "break:cancel", found)
        return found
    found.last_on = today - timedelta(days=1)
    found.ended_at = clock.now()
    history.record(session, actor, "break:end", found)
    return found


def _check(couple: Couple, first_on: date, last_on: date | None) -> None:
    today = clock.today(couple.time_zone)
    if last_on is not None and last_on < first_on:
        raise DomainError(_("The last day comes before the first. Change one of them."))
    if last_on is not None and last_on - first_on > LONGEST:
        raise DomainError(_("A break is at most a year. Leave the last day open instead."))
    if abs(first_on - today) > LONGEST:
        raise DomainError(_("Choose a first day within a year from today."))


def _find_pressed(session: Session, actor: Identity, token: str) -> Break | None:
    return session.scalar(
        select(Break).where(Break.entered_by_id == actor.person_id, Break.token == token)
    )
