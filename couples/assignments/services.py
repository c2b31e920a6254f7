"""
Giving an exercise to several couples at once, with a rehearsal before and an undo after.

`rehearse` says who would get it and who is skipped and why; `assign` does
exactly what the rehearsal says, at that moment. The same homework never runs
twice for a couple, and the same press of a button never counts twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.appointments.models import Appointment
from couples.appointments.queries import next_appointments
from couples.assignments.models import Assignment, AssignmentBatch
from couples.assignments.queries import get_assignment, get_batch, list_of_batch
from couples.assignments.schedule import WEEKDAYS
from couples.caseload.models import Couple
from couples.caseload.queries import list_couples
from couples.errors import DomainError
from couples.exercises.definition import MOST_TIMES_A_WEEK, Cadence, Doer
from couples.exercises.models import ExerciseVersion
from couples.exercises.queries import get_exercise
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Order:
    """
    What a counselor asks for: one exercise, for some couples, in one way.

    `people` names the partner who does it in each couple, by public ids, where
    only one does.
    """

    exercise_id: str
    couple_ids: tuple[str, ...]
    doer: Doer
    cadence: Cadence
    people: Mapping[str, str] = field(default_factory=dict)
    days: tuple[str, ...] = ()
    times_a_week: int | None = None
    starts_on: date | None = None
    due_on: date | None = None
    before_next_session: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would happen for one couple. `skipped` is the reason why nothing would."""

    couple: Couple
    for_person_id: int | None
    starts_on: date
    due_on: date | None
    appointment: Appointment | None
    open_key: str
    skipped: str | None


def rehearse(session: Session, actor: Identity, order: Order) -> list[Rehearsal]:
    """Who would get it and who would not, and why. Nothing is changed."""
    permissions.require(actor, Deed.ASSIGN)
    version = get_exercise(session, actor, order.exercise_id)
    _check(order, version)
    chosen = [c for c in list_couples(session, actor) if c.public_id in order.couple_ids]
    coming = next_appointments(session, actor)
    running = set(
        session.scalars(
            select(Assignment.open_key).where(
                Assignment.couple_id.in_([couple.id for couple in chosen]),
                Assignment.open_key.is_not(None),
            )
        )
    )
    return [
        _rehearse_one(order, version, couple, coming.get(couple.id), running) for couple in chosen
    ]


def _rehearse_one(
    order: Order,
    version: ExerciseVersion,
    couple: Couple,
    appointment: Appointment | None,
    running: set[str | None],
) -> Rehearsal:
    person = None
    if order.doer is Doer.ONE:
        wanted = order.people.get(couple.public_id)
        person = next((p for p in couple.partners if p.public_id == wanted), None)
    open_key = f"{couple.id}:{version.exercise_id}:{person.id if person else 'both'}"
    starts_on = order.starts_on or clock.today(couple.time_zone)
    reason = None
    if order.doer is Doer.ONE and person is None:
        reason = _("Choose which partner this is for.")
    elif open_key in running:
        reason = _("They already have this, and it is still running.")
    elif order.before_next_session and appointment is None:
        reason = _("There is no next session to set it before.")
    elif order.due_on and order.due_on < starts_on:
        reason = _("The date is already past where they live.")
    return Rehearsal(
        couple=couple,
        for_person_id=person.id if person else None,
        starts_on=starts_on,
        due_on=order.due_on,
        appointment=appointment if order.before_next_session else None,
        open_key=open_key,
        skipped=reason,
    )


def assign(session: Session, actor: Identity, order: Order, *, token: str) -> AssignmentBatch:
    """
    Give the exercise to every couple that the rehearsal does not skip.

    `token` names the press of the button: the same token again gives back the
    same batch and assigns nothing.
    """
    known = _find_pressed(session, actor, token)
    if known is not None:
        return known

    planned = [plan for plan in rehearse(session, actor, order) if plan.skipped is None]
    if not planned:
        # The same press may have arrived twice and the first one have just been kept.
        known = _find_pressed(session, actor, token)
        if known is not None:
            return known
        raise DomainError(_("Nobody would get this. Choose at least one couple that is free."))
    version = get_exercise(session, actor, order.exercise_id)
    batch = AssignmentBatch(
        practice_id=actor.practice_id, assigned_by_id=actor.person_id, token=token
    )
    try:
        with session.begin_nested():
            session.add(batch)
            session.flush()  # The assignments need the id of their batch.
    except IntegrityError:  # Both arrived at one moment: the first one stands.
        return _find_pressed(session, actor, token) or batch
    session.add_all([_assignment(batch, version, order, plan) for plan in planned])
    session.flush()
    history.record(session, actor, "assignment:assign", batch)
    return batch


def _find_pressed(session: Session, actor: Identity, token: str) -> AssignmentBatch | None:
    """What this press of the button has assigned already."""
    known = session.scalar(
        select(AssignmentBatch).where(
            AssignmentBatch.practice_id == actor.practice_id, AssignmentBatch.token == token
        )
    )
    return None if known is None else get_batch(session, actor, known.public_id)


def _assignment(
    batch: AssignmentBatch, version: ExerciseVersion, order: Order, plan: Rehearsal
) -> Assignment:
    return Assignment(
        practice_id=batch.practice_id,
        batch_id=batch.id,
        couple_id=plan.couple.id,
        exercise_version_id=version.id,
        doer=order.doer,
        for_person_id=plan.for_person_id,
        cadence=order.cadence,
        days=",".join(order.days) or None,
        times_a_week=order.times_a_week,
        starts_on=plan.starts_on,
        due_on=plan.due_on,
        appointment_id=plan.appointment.id if plan.appointment else None,
        note=order.note.strip() or None,
        open_key=plan.open_key,
    )


def undo(session: Session, actor: Identity, batch_id: str) -> int:
    """
    Take back what nobody has opened yet; return how many were taken back.

    What somebody has begun stays, because their words may be in it.
    """
    permissions.require(actor, Deed.ASSIGN)
    batch = get_batch(session, actor, batch_id)
    standing = list_of_batch(session, actor, batch)
    if not standing:
        return 0  # It was taken back before; a second press changes nothing.
    # The database looks once more at each row that it changes: somebody may open it just now.
    taken_back = session.scalars(
        update(Assignment)
        .where(
            Assignment.id.in_([assignment.id for assignment in standing]),
            Assignment.opened_at.is_(None),
        )
        .values(withdrawn_at=clock.now(), open_key=None)
        .returning(Assignment.id)
    ).all()
    if not taken_back:
        raise DomainError(_("All of this has been opened already, so it stays."))
    batch.undone_at = clock.now()
    history.record(session, actor, "assignment:undo", batch)
    return len(taken_back)


def close(session: Session, actor: Identity, assignment_id: str) -> Assignment:
    """End homework that runs. What was handed in stays, and what is being written can be sent."""
    permissions.require(actor, Deed.ASSIGN)
    assignment = get_assignment(session, actor, assignment_id)
    finish(assignment)
    history.record(session, actor, "assignment:close", assignment)
    return assignment


def finish(assignment: Assignment) -> None:
    """Let an assignment run no longer, so that it may be given again."""
    assignment.closed_at = assignment.closed_at or clock.now()
    assignment.open_key = None


def _check(order: Order, version: ExerciseVersion) -> None:
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
