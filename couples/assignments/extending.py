"""
More time for homework that runs: for several pieces at once, rehearsed and undone together.

What was said at first stays with the assignment. The same press of a button never counts
twice.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.appointments.models import Appointment
from couples.appointments.queries import next_appointments
from couples.assignments.calendar import Calendar, load_calendar
from couples.assignments.deadlines import Deadlines, later, moved
from couples.assignments.models import Assignment, Extension, ExtensionBatch
from couples.assignments.queries import list_assignments
from couples.errors import DomainError, NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.timetable import known_extension_batches, known_extensions
from couples.wording import gettext as _

MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class MoreTime:
    """
    What a counselor asks for: some assignments, and how much later.

    It is one of three: so many `days` later, a day, or the couple's next session. With
    `person_id`, a public id, it is for that partner alone.
    """

    assignment_ids: tuple[str, ...]
    days: int | None = None
    until: date | None = None
    next_session: bool = False
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class ExtensionPlan:
    """What would happen to one assignment. `skipped` is the reason why nothing would."""

    assignment: Assignment
    person_id: int | None
    before: Deadlines
    after: Deadlines
    appointment: Appointment | None
    days: int | None
    until: date | None
    skipped: str | None


def rehearse_extension(session: Session, actor: Identity, wanted: MoreTime) -> list[ExtensionPlan]:
    """Which of them would have more time, until when, and which not and why."""
    permissions.require(actor, Deed.ASSIGN)
    _check(wanted)
    chosen = [
        each
        for each in list_assignments(session, actor, running=True)
        if each.public_id in wanted.assignment_ids
    ]
    couples = list({each.couple_id: each.couple for each in chosen}.values())
    calendar = load_calendar(session, actor, couples, chosen)
    coming = next_appointments(session, actor) if wanted.next_session else {}
    return [_rehearse(wanted, each, calendar, coming.get(each.couple_id)) for each in chosen]


def _rehearse(
    wanted: MoreTime, assignment: Assignment, calendar: Calendar, coming: Appointment | None
) -> ExtensionPlan:
    couple = assignment.couple
    person = next((p for p in couple.partners if p.public_id == wanted.person_id), None)
    person_id = person.id if person else None
    standing = calendar.extension(assignment, person_id)
    now = calendar.deadlines(assignment, person_id)
    days, until = wanted.days, wanted.until
    if wanted.next_session and coming is not None:
        until = couple.day_of(coming.starts_at)
    if days is not None:
        then = later(now, days)
        if standing is None or standing.days is not None:
            days += standing.days if standing and standing.days else 0
        else:  # From the day of an earlier extension on: a day stays a day.
            days, until = None, then.due_on or then.cut_off_on
    else:
        then = moved(now, until) if until else now
    return ExtensionPlan(
        assignment=assignment,
        person_id=person_id,
        before=now,
        after=then,
        appointment=coming if wanted.next_session else None,
        days=days,
        until=None if wanted.next_session else until,
        skipped=_why_not(wanted, assignment, person_id, now, then),
    )


def _why_not(
    wanted: MoreTime,
    assignment: Assignment,
    person_id: int | None,
    now: Deadlines,
    then: Deadlines,
) -> str | None:
    today = clock.today(assignment.couple.time_zone)
    if wanted.person_id and person_id is None:
        return _("This partner does not belong to this couple.")
    if person_id is not None and assignment.for_person_id not in {None, person_id}:
        return _("This was given to the other partner alone.")
    if now.due_on is None and now.cut_off_on is None:
        return _("It has no date, so there is nothing to put off.")
    if wanted.next_session and then == now:
        return _("There is no later session to put it off to.")
    day, was = then.due_on or then.cut_off_on, now.due_on or now.cut_off_on
    if day is None or was is None or day <= was:
        return _("This would be no later than it is now.")
    return _("That day is already past where they live.") if day < today else None


def extend(session: Session, actor: Identity, wanted: MoreTime, *, token: str) -> ExtensionBatch:
    """
    Give more time to everything that the rehearsal does not skip.

    `token` names the press of the button: the same token again gives back the same batch.
    """
    known = _find_pressed(session, actor, token)
    if known is not None:
        return known
    plans = [p for p in rehearse_extension(session, actor, wanted) if p.skipped is None]
    if not plans:
        raise DomainError(_("Nothing would have more time. Choose something with a date."))
    batch = ExtensionBatch(
        practice_id=actor.practice_id, extended_by_id=actor.person_id, token=token
    )
    try:
        with session.begin_nested():
            session.add(batch)
            session.flush()  # The extensions need the id of their batch.
    except IntegrityError:  # Both arrived at one moment: the first one stands.
        known = _find_pressed(session, actor, token)
        if known is None:
            raise
        return known
    session.add_all([_extension(batch, plan) for plan in plans])
    session.flush()
    history.record(session, actor, "assignment:extend", batch)
    for plan in plans:
        history.record(session, actor, "assignment:extend", plan.assignment)
    return batch


def _extension(batch: ExtensionBatch, plan: ExtensionPlan) -> Extension:
    return Extension(
        practice_id=batch.practice_id,
        batch_id=batch.id,
        couple_id=plan.assignment.couple_id,
        assignment_id=plan.assignment.id,
        person_id=plan.person_id,
        days=plan.days,
        due_on=plan.until,
        appointment_id=plan.appointment.id if plan.appointment else None,
    )


def as_planned(plan: ExtensionPlan) -> Extension:
    """The extension as it would be, belonging to no session, for looking ahead."""
    return Extension(
        assignment_id=plan.assignment.id,
        person_id=plan.person_id,
        days=plan.days,
        due_on=plan.until,
        appointment=plan.appointment,
    )


def undo_extension(session: Session, actor: Identity, batch_id: str) -> int:
    """
    Let everything of a batch be due as it was before; return how many were taken back.

    What was handed in meanwhile stays handed in, and what is being written stays a draft.
    """
    permissions.require(actor, Deed.ASSIGN)
    batch = get_extension_batch(session, actor, batch_id)
    taken_back = session.scalars(
        update(Extension)
        .where(Extension.batch_id == batch.id, Extension.undone_at.is_(None))
        .values(undone_at=clock.now())
        .returning(Extension.id)
    ).all()
    if taken_back:
        batch.undone_at = clock.now()
        history.record(session, actor, "extension:undo", batch)
    return len(taken_back)


def get_extension_batch(session: Session, viewer: Identity, batch_id: str) -> ExtensionBatch:
    """One of the viewer's own batches of extensions by its public id, or `NotFoundError`."""
    batch = session.scalar(
        select(ExtensionBatch).where(
            known_extension_batches(viewer), ExtensionBatch.public_id == batch_id
        )
    )
    if batch is None:
        raise NotFoundError
    return batch


def list_extensions(
    session: Session, viewer: Identity, *, batch_id: int | None = None, of: Collection[int] = ()
) -> list[Extension]:
    """The extensions that stand of a batch, or of some assignments, oldest first."""
    query = select(Extension).where(known_extensions(viewer)).order_by(Extension.id)
    if batch_id is not None:
        return list(session.scalars(query.where(Extension.batch_id == batch_id)))
    return list(session.scalars(query.where(Extension.assignment_id.in_(of))))


def _find_pressed(session: Session, actor: Identity, token: str) -> ExtensionBatch | None:
    return session.scalar(
        select(ExtensionBatch).where(known_extension_batches(actor), ExtensionBatch.token == token)
    )


def _check(wanted: MoreTime) -> None:
    asked = [wanted.days is not None, wanted.until is not None, wanted.next_session]
    if sum(asked) != 1:
        raise DomainError(_("Say how many days more, until which day, or the next session."))
    if wanted.days is not None and not 1 <= wanted.days <= MOST_DAYS:
        raise DomainError(_("Write a number of days from 1 to %(most)s.", most=MOST_DAYS))
