"""Letting a colleague read along until a day, and letting them no longer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.admissions.models import Admission, Way
from couples.admissions.queries import find_declined, find_running, get_admission
from couples.caseload.models import Couple
from couples.caseload.practice import choose_colleague
from couples.caseload.queries import get_couple, wait_for_turn
from couples.consents.queries import list_agreed
from couples.errors import DomainError
from couples.history import services as history
from couples.identity import Identity, Role
from couples.people.models import Person
from couples.permissions import Deed
from couples.wording import gettext as _

MOST_DAYS = 183
"""Half a year; whoever wants more says so again, and the two are told again."""
REST = timedelta(days=30)
"""For how long a colleague to whom one of the two said no cannot be let in again."""


def let_in(
    session: Session, actor: Identity, couple_id: str, reader_id: str, last_on: date
) -> Admission:
    """
    Let a colleague read what the actor can read of a couple, until the end of a day.

    Nobody can change anything by it. Both partners are told who reads along and until when,
    and each of them can end it, which holds for a while: a no that the next press undoes is
    none. Both agreed before to words that say that this may be (`couples.consents`). To let
    somebody in who reads along already changes the day.
    """
    permissions.require(actor, Deed.LET_IN)
    couple = get_couple(session, actor, couple_id)
    wait_for_turn(session, couple)
    # They may have been handed over to a colleague meanwhile.
    couple = get_couple(session, actor, couple_id)
    reader = choose_colleague(session, actor, reader_id, of=couple.counselor_id)
    today = clock.today(couple.time_zone)
    if not today <= last_on <= today + timedelta(days=MOST_DAYS):
        raise DomainError(_("Choose a day between today and half a year from now."))
    _require_words_that_say_so(session, actor, couple)
    until = _end_of(last_on, couple.time_zone)
    admission = find_running(session, couple, reader.id, Way.GIVEN)
    if admission is not None and admission.until == until:
        return admission
    if admission is None:
        _refuse_what_was_declined(session, couple, reader)
        admission = Admission(
            practice_id=couple.practice_id,
            couple_id=couple.id,
            counselor_id=actor.person_id,
            reader_id=reader.id,
            way=Way.GIVEN,
            until=until,
        )
        session.add(admission)
    admission.until = until
    session.flush()
    history.record(session, actor, "admission:give", admission)
    return admission


def _require_words_that_say_so(session: Session, actor: Identity, couple: Couple) -> None:
    if not couple.has_both:
        raise DomainError(_("One of the two was erased. Nobody new can be let in here."))
    if not all(each.lets_in for each in list_agreed(session, actor, couple)):
        raise DomainError(
            _(
                "The words that the two agreed to do not say yet that a colleague may read along. "
                "Ask both to read the newer ones."
            )
        )


def _refuse_what_was_declined(session: Session, couple: Couple, reader: Person) -> None:
    declined = find_declined(session, couple, reader.id)
    if declined is None or declined.was_over_at + REST <= clock.now():
        return
    raise DomainError(
        _(
            "One of the two ended this. For 30 days from then %(name)s cannot be let in again.",
            name=reader.name,
        )
    )


def let_no_longer(session: Session, actor: Identity, admission_id: str) -> Admission:
    """
    End it at once: by the counselor, by whoever reads along, or by one of the two partners.

    A second press, and a second person at the same moment, find it ended. Which of the two
    partners did it is told to nobody.
    """
    permissions.require(actor, Deed.LET_NO_LONGER)
    admission = get_admission(session, actor, admission_id)
    admission = session.scalars(
        select(Admission)
        .where(Admission.id == admission.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    now = clock.now()
    if admission.was_over_at <= now:
        return admission
    admission.ended_at, admission.ended_by_id = now, actor.person_id
    is_partner = actor.role is Role.PARTNER
    history.record(session, actor, f"admission:{'decline' if is_partner else 'end'}", admission)
    return admission


def _end_of(day: date, time_zone: str) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(time_zone))
