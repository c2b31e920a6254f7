"""
What a counselor asks for, and who would get it and who not, before anything is given.

`rehearse` reads and changes nothing; `couples.assignments.giving` does exactly what it
says, at that moment.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.appointments.models import Appointment
from couples.appointments.queries import next_appointments
from couples.assignments.models import Assignment
from couples.assignments.schedule import WEEKDAYS
from couples.caseload.models import Couple
from couples.caseload.queries import list_couples
from couples.errors import DomainError, NotFoundError
from couples.exercises.blank import is_blank
from couples.exercises.definition import MOST_TIMES_A_WEEK, Cadence, Doer
from couples.exercises.models import ExerciseVersion
from couples.exercises.queries import get_exercise
from couples.identity import Identity
from couples.partings.queries import list_partings, why_ended
from couples.people.models import Person
from couples.permissions import Deed
from couples.safety.holding import why_held
from couples.safety.queries import list_holds
from couples.wording import gettext as _

MOST_DAYS_OF_GRACE = 90


@dataclass(frozen=True, slots=True)
class Order:
    """
    What a counselor asks for: one exercise, for some couples, in one way.

    `people` names the partner who does it in each couple, by public ids, where
    only one does, and `first` who has the first of two parts. `reasons` are why couples
    get it in spite of a gate, by public ids.
    """

    exercise_id: str
    couple_ids: tuple[str, ...]
    doer: Doer
    cadence: Cadence
    people: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    days: tuple[str, ...] = ()
    times_a_week: int | None = None
    starts_on: date | None = None
    due_on: date | None = None
    before_next_session: bool = False
    grace_days: int = 0
    cut_off_on: date | None = None
    cut_off_days: int | None = None
    cut_off_with_session: bool = False
    first: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """
    What would happen for one couple. `skipped` is the reason why nothing would.

    `held` says which gates stand in the way, also where the counselor has written why
    it is given all the same.
    """

    couple: Couple
    for_person_id: int | None
    first_person_id: int | None
    starts_on: date
    due_on: date | None
    appointment: Appointment | None
    cut_off_appointment: Appointment | None
    open_key: str
    skipped: str | None
    held: str | None = None

    @property
    def is_only_held(self) -> bool:
        """Whether nothing but a gate is in the way."""
        return self.held is not None and self.skipped == self.held

    @property
    def is_in_spite(self) -> bool:
        """Whether they get it although a gate is in the way, for a reason."""
        return self.held is not None and self.skipped is None


def rehearse(session: Session, actor: Identity, order: Order) -> list[Rehearsal]:
    """Who would get it and who would not, and why. Nothing is changed."""
    permissions.require(actor, Deed.ASSIGN)
    version = get_exercise(session, actor, order.exercise_id)
    if version.exercise.couple_id is not None:
        raise NotFoundError  # What is tailored is reached by giving its master.
    check(order, version)
    chosen = [c for c in list_couples(session, actor) if c.public_id in order.couple_ids]
    coming = next_appointments(session, actor)
    running = running_keys(session, chosen)
    held = held_back(session, actor, version, chosen)
    parted = list_partings(session, actor, chosen)
    plans = [
        rehearse_one(
            order, version, couple, coming.get(couple.id), running, held=held.get(couple.id)
        )
        for couple in chosen
    ]
    return [
        replace(plan, skipped=why_ended()) if plan.couple.id in parted else plan for plan in plans
    ]


def held_back(
    session: Session, actor: Identity, version: ExerciseVersion, couples: Sequence[Couple]
) -> dict[int, str]:
    """Why some of these couples cannot simply be given it, by their ids: the gates, in words."""
    holds = list_holds(session, actor, couples) if version.definition.gates else {}
    reasons = {id_: why_held(version.definition, found) for id_, found in holds.items()}
    return {id_: reason for id_, reason in reasons.items() if reason}


def running_keys(session: Session, couples: Sequence[Couple]) -> set[str]:
    """The keys of everything that runs for these couples, which cannot run a second time."""
    keys = session.scalars(
        select(Assignment.open_key).where(
            Assignment.couple_id.in_([couple.id for couple in couples]),
            Assignment.open_key.is_not(None),
        )
    )
    return {key for key in keys if key}


def rehearse_one(
    order: Order,
    version: ExerciseVersion,
    couple: Couple,
    appointment: Appointment | None,
    running: Collection[str],
    *,
    held: str | None,
) -> Rehearsal:
    """
    What would happen for one couple, from what was loaded for all of them.

    `held` is what `held_back` says of them.
    """
    person = _chosen(couple, order.people) if order.doer is Doer.ONE else None
    first = _chosen(couple, order.first) if order.doer is Doer.VARIANTS else None
    open_key = f"{couple.id}:{version.exercise_id}:{person.id if person else 'both'}"
    starts_on = order.starts_on or clock.today(couple.time_zone)
    reason = None
    if order.doer is Doer.ONE and person is None:
        reason = _("Choose which partner this is for.")
    elif order.doer is Doer.VARIANTS and first is None:
        reason = _("Choose which partner has which part.")
    elif open_key in running:
        reason = _("They already have this, and it is still running.")
    else:
        reason = _why_not_then(order, couple, starts_on, appointment)
        if reason is None and held and is_blank(order.reasons.get(couple.public_id, "")):
            reason = held
    return Rehearsal(
        couple=couple,
        for_person_id=person.id if person else None,
        first_person_id=first.id if first else None,
        starts_on=starts_on,
        due_on=order.due_on,
        appointment=appointment if order.before_next_session else None,
        cut_off_appointment=appointment if order.cut_off_with_session else None,
        open_key=open_key,
        skipped=reason,
        held=held,
    )


def _chosen(couple: Couple, people: Mapping[str, str]) -> Person | None:
    """The partner who was named for this couple, if it is one of the two."""
    wanted = people.get(couple.public_id)
    return next((person for person in couple.partners if person.public_id == wanted), None)


def _why_not_then(
    order: Order, couple: Couple, starts_on: date, appointment: Appointment | None
) -> str | None:
    """What speaks against the dates, for one couple."""
    day = couple.day_of(appointment.starts_at) if appointment else None
    due_on = day if order.before_next_session else order.due_on
    cut_off_on = day if order.cut_off_with_session else order.cut_off_on
    if (order.before_next_session or order.cut_off_with_session) and day is None:
        return _("There is no next session to set it before.")
    if due_on and due_on < starts_on:
        return _("The date is already past where they live.")
    if cut_off_on and cut_off_on < (due_on or starts_on):
        return _("It could be handed in no more before it is due.")
    return None


def check(order: Order, version: ExerciseVersion) -> None:
    """Refuse an order that the exercise does not allow for anybody."""
    definition = version.definition
    if order.doer not in definition.doers:
        raise DomainError(_("This exercise cannot be done that way. Choose who does it."))
    if order.cadence not in definition.cadences:
        raise DomainError(_("This exercise does not come round that way. Choose how often."))
    if order.cadence is Cadence.DAYS and not set(order.days) & set(WEEKDAYS):
        raise DomainError(_("Choose at least one day of the week."))
    if (
        order.cadence is Cadence.TIMES_A_WEEK
        and not 1 <= (order.times_a_week or 0) <= MOST_TIMES_A_WEEK
    ):
        raise DomainError(_("Choose how many times a week, from 1 to 14."))
    check_dates(order)


def check_dates(order: Order) -> None:
    """Refuse dates that contradict each other whoever gets it."""
    cut_offs = [order.cut_off_on, order.cut_off_days, order.cut_off_with_session or None]
    if sum(each is not None for each in cut_offs) > 1:
        raise DomainError(_("Say in one way only after which day nothing can be handed in."))
    if not 0 <= order.grace_days <= MOST_DAYS_OF_GRACE:
        raise DomainError(_("Write a number of days from 0 to %(most)s.", most=MOST_DAYS_OF_GRACE))
    if order.cut_off_days is not None and not 0 <= order.cut_off_days <= MOST_DAYS_OF_GRACE:
        raise DomainError(_("Write a number of days from 0 to %(most)s.", most=MOST_DAYS_OF_GRACE))
    is_once = order.cadence is Cadence.ONCE
    if not is_once and (order.cut_off_on or order.cut_off_with_session):
        raise DomainError(
            _("What comes round has a cut-off for each time. Say how many days after it is due.")
        )
    has_date = order.due_on is not None or order.before_next_session
    if is_once and order.cut_off_days is not None and not has_date:
        raise DomainError(_("Say first when it is due, and then how many days after that."))
