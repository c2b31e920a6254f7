"""Whoever follows the other is asked for nothing before they can read what they follow."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence
from couples.progress.status import State, partner_status
from couples.progress.times import Period, count_times
from couples.progress.today import period_for
from couples.progress.work import Work, load_work
from couples.submissions import reviewing
from couples.submissions.models import Answer, Submission
from tests.cast import Cast
from tests.couples.progress.days import START, on
from tests.homework import hand_in
from tests.own_exercises import IMPACT, give_own

TOLD = {"told": "I could not sleep"}


def seen(session: Session, cast: Cast, day: int) -> tuple[Work, Period]:
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    with on(day):
        work = load_work(session, cast.morgan.identity, [couple], since=START)
        return work, period_for(couple, None, START + timedelta(days=day))


def state(session: Session, cast: Cast, given: Assignment, day: int) -> State:
    work, period = seen(session, cast, day)
    return partner_status(work, given, cast.sam.id, period).state


def release(session: Session, cast: Cast, submission: Submission) -> None:
    answer = session.scalars(select(Answer).where(Answer.submission_id == submission.id)).one()
    reviewing.release(session, cast.morgan.identity, answer.public_id)


def test_it_is_their_turn_from_the_moment_that_they_can_read_it(
    session: Session, cast: Cast
) -> None:
    with on(0):
        given = give_own(session, cast, IMPACT, first=cast.alex)
    assert state(session, cast, given, 1) is State.NOT_ASKED

    with on(1):
        submission = hand_in(session, cast.alex, given, TOLD)
    assert state(session, cast, given, 2) is State.NOT_ASKED

    with on(2):
        release(session, cast, submission)
    assert state(session, cast, given, 3) is State.NOT_OPENED


def test_a_week_in_which_there_was_nothing_to_follow_is_not_missed(
    session: Session, cast: Cast
) -> None:
    weekly = IMPACT.model_copy(update={"cadences": (Cadence.WEEKLY,)})
    with on(0):
        given = give_own(session, cast, weekly, first=cast.alex)
    with on(1):
        release(session, cast, hand_in(session, cast.alex, given, TOLD))

    work, period = seen(session, cast, 28)
    sams = count_times(work, given, cast.sam.id, period)
    alexs = count_times(work, given, cast.alex.id, period)

    assert len(sams.missed) == 1
    assert len(alexs.missed) > 1
