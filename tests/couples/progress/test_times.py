"""What counts as done and as due, in the cases over which one could argue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments.services import schedule
from couples.assignments.models import Assignment
from couples.assignments.services import close
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence, Doer
from couples.progress.times import Period, Times, count_times
from couples.progress.today import period_for
from couples.progress.work import load_work
from couples.submissions import reviewing
from tests.cast import Cast, Member
from tests.couples.progress.days import LAST_TIME, START, feel, on
from tests.homework import RULES, give, hand_in, note

# The beginning is a Monday; the session of the story is on the Monday two weeks later.
SESSION = 14


@pytest.fixture
def meeting(session: Session, cast: Cast) -> None:
    with on(0):
        schedule(session, cast.morgan.identity, cast.alex_and_sam.public_id, starts_at=LAST_TIME)


def count(
    session: Session, cast: Cast, given: Assignment, who: Member, day: float, period: Period
) -> tuple[int, int]:
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    with clock.at(START + timedelta(days=day)):
        work = load_work(session, cast.morgan.identity, [couple], since=START)
        times: Times = count_times(work, given, who.id, period)
    return times.done, times.due


def before(session: Session, cast: Cast, day: float) -> Period:
    """The period that ends with the session, as it looks on a day."""
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    with clock.at(START + timedelta(days=day)):
        return period_for(couple, None, LAST_TIME)


def after(session: Session, cast: Cast, day: float) -> Period:
    """The period that begins with the session, up to the next one a week later."""
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    with clock.at(START + timedelta(days=day)):
        return period_for(couple, LAST_TIME, LAST_TIME + timedelta(days=7))


def test_what_came_in_on_the_morning_of_a_session_belongs_to_that_session_alone(
    session: Session, cast: Cast, meeting: None
) -> None:
    with on(3):
        given = give(session, cast.alex_and_sam, "calm-contract", before_next_session=True)
    with on(SESSION, -3):
        hand_in(session, cast.alex, given, RULES)

    assert count(session, cast, given, cast.alex, 14, before(session, cast, 14)) == (1, 1)
    assert count(session, cast, given, cast.alex, 20, after(session, cast, 20)) == (0, 0)
    assert count(session, cast, given, cast.sam, 20, after(session, cast, 20)) == (0, 1)


def test_what_came_in_early_counts_at_once_and_not_again(
    session: Session, cast: Cast, meeting: None
) -> None:
    with on(3):
        late = clock.today("America/New_York") + timedelta(days=15)
        given = give(session, cast.alex_and_sam, "calm-contract", due_on=late)
        hand_in(session, cast.alex, given, RULES)

    assert count(session, cast, given, cast.alex, 14, before(session, cast, 14)) == (1, 1)
    assert count(session, cast, given, cast.sam, 14, before(session, cast, 14)) == (0, 0)
    assert count(session, cast, given, cast.alex, 20, after(session, cast, 20)) == (0, 0)
    assert count(session, cast, given, cast.sam, 20, after(session, cast, 20)) == (0, 1)


def test_a_day_counts_once_nobody_can_note_it_any_more(session: Session, cast: Cast) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
    with on(1):
        note(session, cast.alex, given, {"done": "yes"})

    seen = [
        count(session, cast, given, cast.alex, day, before(session, cast, day))
        for day in (1, 2, 3, 4)
    ]

    assert seen == [(1, 1), (1, 2), (1, 2), (1, 3)]


@pytest.mark.parametrize(("cadence", "counts"), [("daily", (13, 7)), ("weekly", (1, 1))])
def test_what_could_still_be_done_when_a_session_began_counts_for_the_next_one(
    session: Session, cast: Cast, meeting: None, cadence: str, counts: tuple[int, int]
) -> None:
    key = {"daily": "daily-ritual", "weekly": "shared-ritual"}[cadence]
    with on(0):
        given = give(session, cast.alex_and_sam, key, cadence=Cadence(cadence))
    missed = tuple((0, due) for due in counts)

    def seen(day: int) -> tuple[int, int]:
        return count(session, cast, given, cast.alex, day, before(session, cast, day))

    def seen_next(day: int) -> tuple[int, int]:
        return count(session, cast, given, cast.alex, day, after(session, cast, day))

    assert (seen(14), seen_next(21)) == missed
    assert (seen(40), seen_next(40)) == missed


def test_not_today_is_on_neither_side(session: Session, cast: Cast) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
        note(session, cast.alex, given, {"done": "no"})
    with on(1):
        note(session, cast.alex, given, {"done": "yes"})

    assert count(session, cast, given, cast.alex, 2, before(session, cast, 2)) == (1, 1)


def test_what_was_given_back_is_not_done_until_it_is_handed_in_again(
    session: Session, cast: Cast
) -> None:
    with on(1):
        given = give(session, cast.alex_and_sam, "calm-contract")
        first = hand_in(session, cast.alex, given, RULES)
        reviewing.return_for_another_attempt(
            session, cast.morgan.identity, first.public_id, words="Once more?"
        )
    returned = count(session, cast, given, cast.alex, 5, before(session, cast, 5))
    with on(6):
        hand_in(session, cast.alex, given, RULES)

    assert returned == (0, 1)
    assert count(session, cast, given, cast.alex, 7, before(session, cast, 7)) == (1, 1)


def test_homework_for_each_session_is_due_before_the_session_and_at_no_other(
    session: Session, cast: Cast, meeting: None
) -> None:
    with on(1):
        given = give(
            session,
            cast.alex_and_sam,
            "emotion-check-in",
            doer=Doer.EACH,
            cadence=Cadence.EACH_SESSION,
        )
    with on(13):
        feel(session, cast.alex, given, 6)

    assert count(session, cast, given, cast.alex, 14, before(session, cast, 14)) == (1, 1)
    assert count(session, cast, given, cast.sam, 14, before(session, cast, 14)) == (0, 1)
    assert count(session, cast, given, cast.sam, 16, after(session, cast, 16)) == (0, 0)


def test_a_week_that_is_running_counts_only_what_was_done(session: Session, cast: Cast) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "wins", times_a_week=3)
        note(session, cast.alex, given, {"win": "Breakfast"})

    running = count(session, cast, given, cast.alex, 6, before(session, cast, 6))
    over = count(session, cast, given, cast.alex, 8.5, before(session, cast, 8.5))

    assert (running, over) == ((1, 1), (1, 3))


def test_homework_that_has_ended_asks_for_nothing_more(session: Session, cast: Cast) -> None:
    with on(0):
        ritual = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
        contract = give(session, cast.alex_and_sam, "calm-contract")
    with on(3):
        for given in (ritual, contract):
            close(session, cast.morgan.identity, given.public_id)

    assert count(session, cast, ritual, cast.sam, 12, before(session, cast, 12)) == (0, 2)
    assert count(session, cast, contract, cast.sam, 12, before(session, cast, 12)) == (0, 0)
