"""In a break nothing is due, nothing is missed, and nothing that was done counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.breaks import services as breaks
from couples.breaks.models import Break
from couples.breaks.queries import list_breaks
from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.exercises.definition import Cadence
from couples.progress.rituals import list_rituals
from couples.progress.status import partner_status
from couples.progress.times import Period, count_times
from couples.progress.work import Work, load_work
from couples.submissions import drafts
from tests.cast import TIME_ZONE, Cast
from tests.couples.progress.days import START, on
from tests.homework import RULES, begin, give, hand_in, note

FIRST = clock.local(START, TIME_ZONE).date()  # a Monday
SIGNS = {"done": "#", "missed": "o", "paused": "=", "open": "?", "not-due": ".", "not-today": "~"}


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def rest(
    session: Session, cast: Cast, first: int, last: int | None, only: Assignment | None = None
) -> Break:
    return breaks.enter(
        session,
        cast.morgan.identity,
        cast.alex_and_sam.public_id,
        first_on=day(first),
        last_on=None if last is None else day(last),
        assignment_id=only.public_id if only else None,
        token=f"{first}-{last}-{only.id if only else ''}",
    )


def seen(session: Session, cast: Cast, given: Assignment, last: int) -> tuple[Work, Period]:
    work = load_work(session, cast.morgan.identity, [given.couple], since=START)
    return work, Period(FIRST, day(last), clock.today(TIME_ZONE))


def counted(session: Session, cast: Cast, given: Assignment, last: int) -> tuple[int, int]:
    times = count_times(*_order(given, cast, *seen(session, cast, given, last)))
    return times.done, times.due


def _order(given: Assignment, cast: Cast, work: Work, period: Period) -> Any:
    return work, given, cast.alex.id, period


def ritual(session: Session, cast: Cast) -> Assignment:
    return give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)


def test_days_of_a_break_are_on_neither_side_of_the_count(session: Session, cast: Cast) -> None:
    with on(0):
        given = ritual(session, cast)
        note(session, cast.alex, given, {"done": "yes"})
        rest(session, cast, 2, 5)
    with on(9):
        assert counted(session, cast, given, 9) == (1, 4)
        work, period = seen(session, cast, given, 9)
        [strip] = list_rituals(work, given.couple, period)
    assert "".join(SIGNS[each.value] for each in strip.partners[0].days) == "#o====oo??"


def test_a_holiday_that_was_forgotten_takes_out_what_was_noted_in_it(
    session: Session, cast: Cast
) -> None:
    with on(0):
        given = ritual(session, cast)
    for number in (0, 1, 2, 3):
        with on(number):
            note(session, cast.alex, given, {"done": "yes"})
    with on(9):
        assert counted(session, cast, given, 9) == (4, 8)
        rest(session, cast, 2, 6)
        assert counted(session, cast, given, 9) == (2, 3)


def test_nothing_can_be_begun_in_a_break_and_what_was_begun_can_be_finished(
    session: Session, cast: Cast
) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "calm-contract", due_on=day(4))
        begin(session, cast.alex, given, RULES)
        rest(session, cast, 2, 8)
    with on(3):
        with pytest.raises(ConflictError):
            drafts.start(session, cast.sam.identity, given.public_id)
        hand_in(session, cast.alex, given, RULES)
    with on(9):
        drafts.start(session, cast.sam.identity, given.public_id)


@pytest.mark.parametrize(("number", "overdue"), [(1, True), (3, False), (8, False), (9, True)])
def test_nothing_is_overdue_in_a_break(
    session: Session, cast: Cast, number: int, overdue: bool
) -> None:
    with on(0):
        before = give(session, cast.alex_and_sam, "calm-contract", due_on=day(0))
        within = give(session, cast.alex_and_sam, "grievance", to=cast.alex, due_on=day(5))
        rest(session, cast, 2, 8)
    with on(number):
        work, period = seen(session, cast, before, number)
        found = [partner_status(work, each, cast.alex.id, period) for each in (before, within)]
    assert [each.is_overdue for each in found] == [overdue, False]


def test_a_pause_of_one_piece_leaves_the_others_alone(session: Session, cast: Cast) -> None:
    with on(0):
        given = ritual(session, cast)
        other = give(session, cast.alex_and_sam, "shared-ritual", cadence=Cadence.WEEKLY)
        rest(session, cast, 1, None, only=given)
    with on(5):
        with pytest.raises(ConflictError):
            note(session, cast.alex, given, {"done": "yes"})
        drafts.start(session, cast.alex.identity, other.public_id)
    with on(30):
        assert counted(session, cast, given, 30) == (0, 1)


def test_a_break_ends_early_and_its_plan_is_remembered(session: Session, cast: Cast) -> None:
    with on(0):
        given = ritual(session, cast)
        pause = rest(session, cast, 1, 20)
    with on(4):
        for _ in range(2):
            breaks.end(session, cast.morgan.identity, pause.public_id)
        assert (pause.last_on, pause.planned_last_on) == (day(3), day(20))
        note(session, cast.alex, given, {"done": "yes"})


def test_a_break_that_has_not_begun_is_called_off(session: Session, cast: Cast) -> None:
    with on(0):
        pause = rest(session, cast, 3, 8)
        breaks.end(session, cast.morgan.identity, pause.public_id)

        assert list_breaks(session, cast.morgan.identity, [cast.alex_and_sam.id]) == []
        with pytest.raises(NotFoundError):
            breaks.end(session, cast.morgan.identity, pause.public_id)


def test_the_same_press_enters_one_break(session: Session, cast: Cast) -> None:
    with on(0):
        assert rest(session, cast, 3, 8).id == rest(session, cast, 3, 8).id
        assert len(list_breaks(session, cast.sam.identity, [cast.alex_and_sam.id])) == 1


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [(5, 3, "before the first"), (0, 400, "at most a year"), (400, 401, "within a year")],
)
def test_days_that_make_no_sense_are_refused(
    session: Session, cast: Cast, first: int, last: int, sentence: str
) -> None:
    with on(0), pytest.raises(DomainError, match=sentence):
        rest(session, cast, first, last)


def test_a_break_is_entered_by_the_couples_counselor_for_their_homework_only(
    session: Session, cast: Cast
) -> None:
    with on(0):
        others = give(session, cast.kim_and_robin, "calm-contract")
        with pytest.raises(NotFoundError):
            rest(session, cast, 1, 2, only=others)
        pause = rest(session, cast, 1, 2)
        with pytest.raises(NotFoundError):
            breaks.end(session, cast.lee.identity, pause.public_id)
        with pytest.raises(NotAllowedError):
            breaks.end(session, cast.alex.identity, pause.public_id)
