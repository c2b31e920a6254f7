"""
Enrolling several couples in one press of the button, and taking it back.

It does exactly what the rehearsal says, in one transaction. The same course never
runs twice for a couple, and the same press of a button never counts twice.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.assignments.models import Assignment, AssignmentBatch
from couples.database import new_public_id
from couples.errors import DomainError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.programmes.models import (
    Enrolment,
    EnrolmentBatch,
    EnrolmentChange,
    EnrolmentStep,
)
from couples.programmes.queries import get_enrolment_batch, get_programme, list_enrolments
from couples.programmes.rehearsing import Rehearsal, Wish, rehearse
from couples.programmes.releasing import release_new
from couples.wording import gettext as _


def enrol(session: Session, actor: Identity, wish: Wish, *, token: str) -> EnrolmentBatch:
    """
    Enrol every couple that the rehearsal does not skip, and open what opens today.

    `token` names the press of the button: the same token again gives back the same
    batch and enrols nobody.
    """
    permissions.require(actor, Deed.ASSIGN)
    known = _find_pressed(session, actor, token)
    if known is not None:
        return known
    planned = [plan for plan in rehearse(session, actor, wish) if plan.skipped is None]
    if not planned:
        # The same press may have arrived twice and the first one have just been kept.
        known = _find_pressed(session, actor, token)
        if known is not None:
            return known
        raise DomainError(_("Nobody would begin this. Choose at least one couple that can."))
    if not wish.may_be_heavy and any(plan.heavy for plan in planned):
        raise DomainError(_("For somebody this is a lot at once. Tick that it may be so."))
    version = get_programme(session, actor, wish.programme_id)
    batch = EnrolmentBatch(
        practice_id=actor.practice_id,
        enrolled_by_id=actor.person_id,
        programme_version_id=version.id,
        token=token,
    )
    try:
        with session.begin_nested():
            session.add(batch)
            session.flush()  # The enrolments need the id of their batch.
            session.execute(insert(Enrolment), [_enrolment(batch, plan) for plan in planned])
    except IntegrityError as error:  # Both arrived at one moment: the first one stands.
        known = _find_pressed(session, actor, token)
        if known is None:
            raise DomainError(_("One of them has just begun this course. Check again.")) from error
        return known
    _add_steps(session, batch)
    enrolments = list_enrolments(session, actor, batch=batch)
    release_new(session, actor, enrolments, token=f"course-{batch.public_id}")
    history.record(session, actor, "enrolment:enrol", batch)
    for enrolment in enrolments:
        history.record(session, actor, "enrolment:begin", enrolment)
    return batch


def _find_pressed(session: Session, actor: Identity, token: str) -> EnrolmentBatch | None:
    """What this press of the button has done already."""
    known = session.scalar(
        select(EnrolmentBatch).where(
            EnrolmentBatch.practice_id == actor.practice_id, EnrolmentBatch.token == token
        )
    )
    return None if known is None else get_enrolment_batch(session, actor, known.public_id)


def _enrolment(batch: EnrolmentBatch, plan: Rehearsal) -> dict[str, Any]:
    return {
        "public_id": new_public_id(),
        "practice_id": batch.practice_id,
        "batch_id": batch.id,
        "couple_id": plan.couple.id,
        "programme_version_id": batch.programme_version_id,
        "first_person_id": plan.first_person_id,
        "starts_on": plan.starts_on,
        "appointment_id": plan.appointment.id if plan.appointment else None,
        "looked_on": clock.today(plan.couple.time_zone),
        "open_key": plan.open_key,
    }


def _add_steps(session: Session, batch: EnrolmentBatch) -> None:
    """Every step of every course, in one statement: there may be thousands."""
    begun = session.execute(
        select(Enrolment.id, Enrolment.couple_id).where(Enrolment.batch_id == batch.id)
    )
    steps = batch.programme_version.definition.steps
    rows = [
        {
            "public_id": new_public_id(),
            "practice_id": batch.practice_id,
            "enrolment_id": enrolment.id,
            "couple_id": enrolment.couple_id,
            "step": step.key,
            "week": step.week,
            "position": position,
        }
        for enrolment in begun
        for position, step in enumerate(steps)
    ]
    session.execute(insert(EnrolmentStep), rows)


def undo(session: Session, actor: Identity, batch_id: str) -> int:
    """
    Take back the couples of whom nobody has opened anything yet; return how many.

    Afterwards everything but the history is as if they had never been enrolled. What
    somebody has begun stays, because their words may be in it.
    """
    permissions.require(actor, Deed.ASSIGN)
    batch = get_enrolment_batch(session, actor, batch_id)
    enrolments = list_enrolments(session, actor, batch=batch)
    if not enrolments:
        return 0  # It was taken back before; a second press changes nothing.
    ids = [e.id for e in enrolments]
    given = session.execute(
        select(Assignment.id, Assignment.couple_id, Assignment.batch_id, Assignment.opened_at)
        .where(
            Assignment.id.in_(
                select(EnrolmentStep.assignment_id).where(EnrolmentStep.enrolment_id.in_(ids))
            )
        )
        # Somebody may open one of them at this very moment: whoever is second waits.
        .with_for_update()
    ).all()
    opened = {row.couple_id for row in given if row.opened_at is not None}
    free = [enrolment for enrolment in enrolments if enrolment.couple_id not in opened]
    if not free:
        raise DomainError(_("All of them have opened something already, so they stay."))
    free_couples = {enrolment.couple_id for enrolment in free}
    unopened = [row for row in given if row.couple_id in free_couples]
    _forget(session, [e.id for e in free], [row.id for row in unopened])
    _forget_empty(session, {row.batch_id for row in unopened})
    history.record(session, actor, "enrolment:undo", batch)
    if len(free) == len(enrolments):
        session.execute(delete(EnrolmentBatch).where(EnrolmentBatch.id == batch.id))
        session.expunge(batch)
    return len(free)


def _forget(session: Session, enrolment_ids: list[int], assignment_ids: list[int]) -> None:
    """The rows go for good: an undone course leaves nothing behind that could be found."""
    for statement in (
        delete(EnrolmentChange).where(EnrolmentChange.enrolment_id.in_(enrolment_ids)),
        delete(EnrolmentStep).where(EnrolmentStep.enrolment_id.in_(enrolment_ids)),
        delete(Enrolment).where(Enrolment.id.in_(enrolment_ids)),
        delete(Assignment).where(Assignment.id.in_(assignment_ids)),
    ):
        session.execute(statement)


def _forget_empty(session: Session, batch_ids: set[int]) -> None:
    standing = select(Assignment.batch_id).where(Assignment.batch_id.in_(batch_ids))
    session.execute(
        delete(AssignmentBatch).where(
            AssignmentBatch.id.in_(batch_ids), AssignmentBatch.id.not_in(standing)
        )
    )
