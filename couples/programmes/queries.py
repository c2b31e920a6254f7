"""Finding programmes, and the courses of couples."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from couples.assignments.models import Assignment
from couples.assignments.schedule import Meeting
from couples.caseload.models import Couple, CouplePartner
from couples.errors import NotFoundError
from couples.exercises.models import ExerciseVersion
from couples.identity import Identity
from couples.programmes.calendar import Course, Place
from couples.programmes.models import (
    Enrolment,
    EnrolmentBatch,
    EnrolmentChange,
    EnrolmentStep,
    Programme,
    ProgrammeVersion,
)
from couples.visibility import (
    known_enrolments,
    known_programmes,
)


def list_programmes(session: Session, viewer: Identity) -> list[ProgrammeVersion]:
    """The newest version of every programme on the shelf, in the order of their codes."""
    programmes = session.scalars(
        select(Programme)
        .where(known_programmes(viewer), Programme.retired.is_(False))
        .options(selectinload(Programme.versions))
    )
    newest = [programme.versions[-1] for programme in programmes]
    return sorted(newest, key=lambda v: (v.definition.code or "~", v.definition.title.casefold()))


def get_programme(session: Session, viewer: Identity, programme_id: str) -> ProgrammeVersion:
    """The newest version of one programme by its public id, or `NotFoundError`."""
    version = session.scalar(
        select(ProgrammeVersion)
        .join(ProgrammeVersion.programme)
        .where(known_programmes(viewer), Programme.public_id == programme_id)
        .options(contains_eager(ProgrammeVersion.programme))
        .order_by(ProgrammeVersion.number.desc())
        .limit(1)
    )
    if version is None:
        raise NotFoundError
    return version


def _known(viewer: Identity) -> Select[Enrolment]:
    return (
        select(Enrolment)
        .join(Enrolment.couple)
        .where(known_enrolments(viewer))
        .options(
            contains_eager(Enrolment.couple)
            .selectinload(Couple.memberships)
            .joinedload(CouplePartner.person),
            joinedload(Enrolment.programme_version).joinedload(ProgrammeVersion.programme),
            joinedload(Enrolment.appointment),
            selectinload(Enrolment.steps)
            .joinedload(EnrolmentStep.assignment)
            .joinedload(Assignment.exercise_version)
            .joinedload(ExerciseVersion.exercise),
        )
        .order_by(Couple.created_at, Couple.id, Enrolment.id)
    )


def list_enrolments(
    session: Session,
    viewer: Identity,
    *,
    couple_ids: Sequence[int] | None = None,
    enrolment_ids: Sequence[int] | None = None,
    batch: EnrolmentBatch | None = None,
    running: bool = False,
) -> list[Enrolment]:
    """The courses the viewer may know of, with their steps; only what still runs if asked so."""
    query = _known(viewer)
    if couple_ids is not None:
        query = query.where(Enrolment.couple_id.in_(couple_ids))
    if enrolment_ids is not None:
        query = query.where(Enrolment.id.in_(enrolment_ids))
    if batch is not None:
        query = query.where(Enrolment.batch_id == batch.id)
    if running:
        query = query.where(Enrolment.ended_on.is_(None))
    return list(session.scalars(query))


def get_enrolment(session: Session, viewer: Identity, enrolment_id: str) -> Enrolment:
    """One course by its public id, or `NotFoundError`."""
    enrolment = session.scalar(_known(viewer).where(Enrolment.public_id == enrolment_id))
    if enrolment is None:
        raise NotFoundError
    return enrolment


def get_enrolment_batch(session: Session, viewer: Identity, batch_id: str) -> EnrolmentBatch:
    """A batch of the viewer's own couples by its public id, or `NotFoundError`."""
    batch = session.scalar(
        select(EnrolmentBatch)
        .where(
            EnrolmentBatch.id.in_(select(Enrolment.batch_id).where(known_enrolments(viewer))),
            EnrolmentBatch.public_id == batch_id,
        )
        .options(
            joinedload(EnrolmentBatch.programme_version).joinedload(ProgrammeVersion.programme)
        )
    )
    if batch is None:
        raise NotFoundError
    return batch


def list_changes(session: Session, viewer: Identity, enrolment: Enrolment) -> list[EnrolmentChange]:
    """What was changed in one course and why, the newest first."""
    return list(
        session.scalars(
            select(EnrolmentChange)
            .join(EnrolmentChange.enrolment)
            .where(known_enrolments(viewer), Enrolment.id == enrolment.id)
            .order_by(EnrolmentChange.created_at.desc(), EnrolmentChange.id.desc())
        )
    )


def place_of(enrolment: Enrolment, row: EnrolmentStep) -> Place:
    """A step of a course as the calendar reckons with it."""
    return Place(
        step=enrolment.definition.step(row.step),
        round=row.round,
        week=row.week,
        shifted_days=row.shifted_days,
        state=row.state,
        opened_on=row.opened_on,
    )


def course_of(enrolment: Enrolment, meetings: Sequence[Meeting] = ()) -> Course:
    """A couple's course as a calendar."""
    return Course(
        programme=enrolment.definition,
        starts_on=enrolment.begins_on,
        places=[place_of(enrolment, row) for row in enrolment.steps],
        meetings=meetings,
    )
