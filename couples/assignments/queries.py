"""Finding homework, and when it comes round."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from couples import clock
from couples.appointments.models import Appointment
from couples.assignments.models import Assignment, AssignmentBatch
from couples.assignments.schedule import Meeting, Plan
from couples.caseload.models import Couple
from couples.errors import NotFoundError
from couples.exercises.definition import Cadence
from couples.exercises.models import ExerciseVersion
from couples.identity import Identity
from couples.visibility import known_appointments, known_assignments, known_batches

SESSION_KEY_PREFIX = "session-"


def _known(viewer: Identity) -> Select[Assignment]:
    return (
        select(Assignment)
        .join(Assignment.exercise_version)
        .join(Assignment.couple)
        .where(known_assignments(viewer))
        .options(
            contains_eager(Assignment.exercise_version).joinedload(ExerciseVersion.exercise),
            contains_eager(Assignment.couple),
            joinedload(Assignment.appointment),
        )
        .order_by(Assignment.created_at, Assignment.id)
    )


def list_assignments(
    session: Session,
    viewer: Identity,
    *,
    couple_ids: Sequence[int] | None = None,
    running: bool = False,
) -> list[Assignment]:
    """Homework the viewer may know of, oldest first; only what still runs if asked so."""
    query = _known(viewer)
    if couple_ids is not None:
        query = query.where(Assignment.couple_id.in_(couple_ids))
    if running:
        query = query.where(Assignment.closed_at.is_(None))
    return list(session.scalars(query))


def get_assignment(session: Session, viewer: Identity, assignment_id: str) -> Assignment:
    """One assignment by its public id, or `NotFoundError`."""
    assignment = session.scalar(_known(viewer).where(Assignment.public_id == assignment_id))
    if assignment is None:
        raise NotFoundError
    return assignment


def get_batch(session: Session, viewer: Identity, batch_id: str) -> AssignmentBatch:
    """One of the viewer's own batches by its public id, or `NotFoundError`."""
    batch = session.scalar(
        select(AssignmentBatch).where(known_batches(viewer), AssignmentBatch.public_id == batch_id)
    )
    if batch is None:
        raise NotFoundError
    return batch


def list_of_batch(session: Session, viewer: Identity, batch: AssignmentBatch) -> list[Assignment]:
    """What still stands of a batch."""
    return list(session.scalars(_known(viewer).where(Assignment.batch_id == batch.id)))


def meetings_of(
    session: Session, viewer: Identity, couples: Sequence[Couple]
) -> dict[int, tuple[Meeting, ...]]:
    """The sessions of each couple as days of their own calendar, for homework due each session."""
    found: dict[int, list[Meeting]] = {couple.id: [] for couple in couples}
    zones = {couple.id: couple.time_zone for couple in couples}
    appointments = session.scalars(
        select(Appointment)
        .where(
            known_appointments(viewer),
            Appointment.couple_id.in_(zones),
            Appointment.cancelled_at.is_(None),
        )
        .order_by(Appointment.starts_at)
    )
    for appointment in appointments:
        day = clock.local(appointment.starts_at, zones[appointment.couple_id]).date()
        key = SESSION_KEY_PREFIX + appointment.public_id
        found[appointment.couple_id].append(Meeting(key, day))
    return {couple_id: tuple(meetings) for couple_id, meetings in found.items()}


def plan_of(assignment: Assignment, meetings: Sequence[Meeting] = ()) -> Plan:
    """How often an assignment comes round; a date before a session moves with the session."""
    due_on = assignment.due_on
    appointment = assignment.appointment
    if appointment is not None and appointment.cancelled_at is None:
        due_on = clock.local(appointment.starts_at, assignment.couple.time_zone).date()
    return Plan(
        cadence=assignment.cadence,
        starts_on=assignment.starts_on,
        due_on=due_on,
        days=frozenset(filter(None, (assignment.days or "").split(","))),
        times_a_week=assignment.times_a_week or 1,
        meetings=tuple(meetings) if assignment.cadence is Cadence.EACH_SESSION else (),
    )
