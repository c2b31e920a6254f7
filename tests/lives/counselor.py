"""What the counselor does: gives, ends, reads, gives back, and plans the sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from couples import clock
from couples.appointments import services as appointments
from couples.appointments.queries import list_appointments
from couples.assignments import services as assigning
from couples.assignments.queries import list_assignments
from couples.assignments.services import Order
from couples.exercises.definition import Cadence, Doer, Part
from couples.exercises.models import Exercise
from couples.submissions import reviewing
from tests.lives.life import Life

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def give(life: Life) -> None:
    exercise = life.chance.choice([each for each in _shelf(life) if not _may_hold(each)])
    definition = exercise.versions[-1].definition
    doer = life.chance.choice(definition.doers)
    cadence = life.chance.choice(definition.cadences)
    today = clock.today(life.couple.time_zone)
    start = today + timedelta(days=life.chance.choice((0, 0, 0, 2)))
    is_timed = life.chance.random() < 0.4
    order = Order(
        exercise_id=exercise.public_id,
        couple_ids=(life.pair.public_id,),
        doer=doer,
        cadence=cadence,
        people={life.pair.public_id: life.somebody().public_id} if doer is Doer.ONE else {},
        days=tuple(life.chance.sample(WEEKDAYS, 3)) if cadence is Cadence.DAYS else (),
        times_a_week=life.chance.randint(1, 4) if cadence is Cadence.TIMES_A_WEEK else None,
        starts_on=start,
        due_on=start + timedelta(days=life.chance.randint(0, 20)) if is_timed else None,
        before_next_session=not is_timed and cadence is Cadence.ONCE and life.chance.random() < 0.7,
    )
    assigning.assign(life.session, life.pair.counselor.identity, order, token=life.press())


def _shelf(life: Life) -> Sequence[Exercise]:
    return life.session.scalars(select(Exercise).order_by(Exercise.key)).all()


def _may_hold(exercise: Exercise) -> bool:
    """
    Whether an answer to it could close a gate, after which other homework rests.

    What then rests is counted by hand in tests/couples/safety; these lives are counted a
    second time by plain loops, which know nothing of gates.
    """
    return exercise.versions[-1].definition.is_confidential


def end(life: Life) -> None:
    running = list_assignments(life.session, life.pair.counselor.identity, running=True)
    if len(running) > 4:
        assigning.close(
            life.session, life.pair.counselor.identity, life.chance.choice(running).public_id
        )


def review(life: Life) -> None:
    for submission in life.handed_in(Part.MAIN):
        if submission.reviewed_at is None and submission.returned_at is None:
            reviewing.mark_reviewed(
                life.session, life.pair.counselor.identity, submission.public_id
            )


def give_back(life: Life) -> None:
    if written := life.handed_in(Part.MAIN):
        reviewing.return_for_another_attempt(
            life.session,
            life.pair.counselor.identity,
            life.chance.choice(written[-3:]).public_id,
            words="Once more, please.",
        )


def schedule(life: Life) -> None:
    if not _coming(life):
        appointments.schedule(
            life.session,
            life.pair.counselor.identity,
            life.pair.public_id,
            starts_at=clock.now() + timedelta(days=life.chance.randint(1, 8), hours=3),
        )


def move_or_cancel(life: Life) -> None:
    for public_id in _coming(life)[:1]:
        if life.chance.random() < 0.5:
            appointments.cancel(life.session, life.pair.counselor.identity, public_id)
        else:
            starts_at = clock.now() + timedelta(days=life.chance.randint(1, 9))
            appointments.move(
                life.session,
                life.pair.counselor.identity,
                public_id,
                starts_at=starts_at,
                minutes=60,
            )


def _coming(life: Life) -> list[str]:
    found = list_appointments(
        life.session, life.pair.counselor.identity, since=clock.now(), couple_ids=[life.pair.id]
    )
    return [appointment.public_id for appointment in found]
