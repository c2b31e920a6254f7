"""
Giving an exercise to several couples at once, and taking it back while nobody opened it.

The same homework never runs twice for a couple, and the same press of a button never
counts twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.assignments.models import Assignment, AssignmentBatch
from couples.assignments.queries import get_batch, list_of_batch
from couples.assignments.rehearsal import Order, Rehearsal, rehearse
from couples.caseload.models import Couple
from couples.errors import DomainError, NotFoundError
from couples.exercises.models import ExerciseVersion
from couples.exercises.queries import get_exercise, tailored_among
from couples.history import services as history
from couples.identity import Identity, Role
from couples.people.models import Person
from couples.permissions import Deed
from couples.safety.overriding import give_all_the_same
from couples.visibility import known_couples
from couples.wording import gettext as _


def assign(session: Session, actor: Identity, order: Order, *, token: str) -> AssignmentBatch:
    """
    Give the exercise to every couple that the rehearsal does not skip.

    `token` names the press of the button: the same token again gives back the
    same batch and assigns nothing.
    """
    known = find_pressed(session, actor, token)
    if known is not None:
        return known

    wait_for_turn(session, actor, order)
    planned = [plan for plan in rehearse(session, actor, order) if plan.skipped is None]
    if not planned:
        # The same press may have arrived twice and the first one have just been kept.
        known = find_pressed(session, actor, token)
        if known is not None:
            return known
        raise DomainError(_("Nobody would get this. Choose at least one couple that is free."))
    batch = open_batch(session, actor, token)
    if batch is None:  # Both arrived at one moment: the first one stands.
        return get_pressed(session, actor, token)
    given = give(session, batch, get_exercise(session, actor, order.exercise_id), order, planned)
    for assignment, plan in zip(given, planned, strict=True):
        if plan.held:
            reason = order.reasons[plan.couple.public_id]
            give_all_the_same(session, actor, assignment, reason)
    history.record(session, actor, "assignment:assign", batch)
    for assignment in given:
        history.record(session, actor, "assignment:give", assignment)
    return batch


def wait_for_turn(session: Session, actor: Identity, order: Order) -> None:
    """
    Let whoever gives something to the same couples finish first.

    Otherwise two buttons on two pages, pressed at one moment, would each see them free.
    """
    mine = and_(known_couples(actor), Couple.public_id.in_(order.couple_ids))
    couples = select(Couple.id).where(mine).order_by(Couple.id)
    session.execute(couples.with_for_update())


def open_batch(session: Session, actor: Identity, token: str) -> AssignmentBatch | None:
    """A batch for this press of the button; None where the same press has just made it."""
    batch = AssignmentBatch(
        practice_id=actor.practice_id, assigned_by_id=actor.person_id, token=token
    )
    try:
        with session.begin_nested():
            session.add(batch)
            session.flush()  # The assignments need the id of their batch.
    except IntegrityError:
        return None
    return batch


def give(
    session: Session,
    batch: AssignmentBatch,
    version: ExerciseVersion,
    order: Order,
    plans: Sequence[Rehearsal],
) -> list[Assignment]:
    """What was rehearsed, given as part of a batch."""
    own = _tailored(session, batch, version, order, plans)
    given = [
        Assignment(
            **_values(own.get(plan.couple.id, version), order, plan),
            practice_id=batch.practice_id,
            batch_id=batch.id,
            open_key=plan.open_key,
        )
        for plan in plans
    ]
    session.add_all(given)
    session.flush()
    return given


def _tailored(
    session: Session,
    batch: AssignmentBatch,
    version: ExerciseVersion,
    order: Order,
    plans: Sequence[Rehearsal],
) -> dict[int, ExerciseVersion]:
    """What couples get instead of the master, because it was tailored for them."""
    giver = Identity(Role.COUNSELOR, batch.practice_id, batch.assigned_by_id)
    own = tailored_among(session, giver, version, [plan.couple.id for plan in plans])
    for tailored in own.values():
        definition = tailored.definition
        if order.doer not in definition.doers or order.cadence not in definition.cadences:
            raise DomainError(
                _(
                    "What is tailored for one of these couples is not done in this way."
                    " Tailor it again, or go back to the exercise that everybody gets."
                )
            )
    return own


def find_pressed(session: Session, actor: Identity, token: str) -> AssignmentBatch | None:
    """What this press of the actor's button has assigned already."""
    known = _batch_of(session, actor, token)
    return None if known is None else get_batch(session, actor, known.public_id)


def was_pressed(session: Session, actor: Identity, token: str) -> bool:
    """Whether this press has assigned something, be it in the name of a colleague from before."""
    return _batch_of(session, actor, token) is not None


def _batch_of(session: Session, actor: Identity, token: str) -> AssignmentBatch | None:
    return session.scalar(
        select(AssignmentBatch).where(
            AssignmentBatch.practice_id == actor.practice_id, AssignmentBatch.token == token
        )
    )


def get_pressed(session: Session, actor: Identity, token: str) -> AssignmentBatch:
    """What the other of two presses at one moment has assigned, or `NotFoundError`."""
    batch = find_pressed(session, actor, token)
    if batch is None:
        raise NotFoundError
    return batch


def as_planned(version: ExerciseVersion, order: Order, plan: Rehearsal) -> Assignment:
    """The assignment as it would be, belonging to no session, for looking ahead."""
    return Assignment(
        **_values(version, order, plan),
        id=-plan.couple.id,
        couple=plan.couple,
        exercise_version=version,
        for_person=_partner(plan.couple, plan.for_person_id),
        first_person=_partner(plan.couple, plan.first_person_id),
        appointment=plan.appointment,
        cut_off_appointment=plan.cut_off_appointment,
    )


def _partner(couple: Couple, person_id: int | None) -> Person | None:
    return next((person for person in couple.partners if person.id == person_id), None)


def _values(version: ExerciseVersion, order: Order, plan: Rehearsal) -> dict[str, Any]:
    return {
        "couple_id": plan.couple.id,
        "exercise_version_id": version.id,
        "doer": order.doer,
        "for_person_id": plan.for_person_id,
        "first_person_id": plan.first_person_id,
        "follows": version.definition.follows,
        "cadence": order.cadence,
        "days": ",".join(order.days) or None,
        "times_a_week": order.times_a_week,
        "starts_on": plan.starts_on,
        "due_on": plan.due_on,
        "appointment_id": plan.appointment.id if plan.appointment else None,
        "grace_days": order.grace_days,
        "cut_off_on": order.cut_off_on,
        "cut_off_days": order.cut_off_days,
        "cut_off_appointment_id": plan.cut_off_appointment.id if plan.cut_off_appointment else None,
        "note": order.note.strip() or None,
    }


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
