"""Homework that runs says something else from now on, and what it asked for before stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.assignments import changing
from couples.assignments.calendar import load_calendar
from couples.assignments.changing import Change
from couples.assignments.schedule import occurrences
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.exercises.definition import Cadence
from tests.cast import TIME_ZONE, Cast
from tests.couples.progress.days import START, on
from tests.homework import give

FIRST = clock.local(START, TIME_ZONE).date()  # a Monday


def test_other_days_hold_from_today_on(session: Session, cast: Cast) -> None:
    morgan = cast.morgan.identity
    with on(0):
        days: dict[str, Any] = {"cadence": Cadence.DAYS, "days": ("mon", "tue")}
        given = give(session, cast.alex_and_sam, "daily-ritual", **days)
    with on(8):
        changing.change(session, morgan, given.public_id, Change(days=("fri",)), token="once")

        plan = load_calendar(session, morgan, [given.couple]).plan(given)
    found = [(o.opens_on - FIRST).days for o in occurrences(plan, FIRST + timedelta(days=20))]
    assert found == [0, 1, 7, 11, 18]


def test_another_number_a_week_holds_from_monday_on(session: Session, cast: Cast) -> None:
    morgan = cast.morgan.identity
    with on(0):
        given = give(session, cast.alex_and_sam, "needs-talk", times_a_week=3)
    for number, times in ((2, 1), (3, 2)):
        with on(number):
            change = Change(times_a_week=times)
            changing.change(session, morgan, given.public_id, change, token=str(times))

    plan = load_calendar(session, morgan, [given.couple]).plan(given)
    found = [o.key for o in occurrences(plan, FIRST + timedelta(days=13))]
    assert found == ["2026-W41.1", "2026-W41.2", "2026-W41.3", "2026-W42.1", "2026-W42.2"]


def test_what_it_said_before_is_kept_once_for_each_press(session: Session, cast: Cast) -> None:
    morgan = cast.morgan.identity
    with on(0):
        given = give(session, cast.alex_and_sam, "calm-contract", note="At first.")
        due_on = FIRST + timedelta(days=9)
        wanted = Change(due_on=due_on, grace_days=2, cut_off_days=5, note="Later.")
        for _ in range(2):
            changing.change(session, morgan, given.public_id, wanted, token="press")
        changing.change(session, morgan, given.public_id, wanted, token="the same again")

    [before] = changing.list_changes(session, morgan, given)
    assert (before.note, before.due_on, before.grace_days) == ("At first.", None, 0)
    assert (given.note, given.due_on, given.cut_off_days) == ("Later.", due_on, 5)


def test_looking_at_a_change_changes_nothing(session: Session, cast: Cast) -> None:
    morgan = cast.morgan.identity
    with on(0):
        given = give(session, cast.alex_and_sam, "calm-contract")
        due_on = FIRST + timedelta(days=9)

        proposed = changing.propose_change(session, morgan, given.public_id, Change(due_on=due_on))

        session.flush()
        assert proposed not in session
        assert proposed.due_on == due_on
        assert (given.due_on, changing.list_changes(session, morgan, given)) == (None, [])


def test_what_hangs_on_a_session_stays_with_it(session: Session, cast: Cast) -> None:
    morgan, couple_id = cast.morgan.identity, cast.alex_and_sam.public_id
    with on(0):
        later = [
            appointments.schedule(session, morgan, couple_id, starts_at=START + timedelta(days=n))
            for n in (7, 14)
        ]
        given = give(session, cast.alex_and_sam, "calm-contract", before_next_session=True)
    with on(8):
        wanted = Change(before_session=True, cut_off_with_session=True)
        changing.change(session, morgan, given.public_id, wanted, token="once")

    assert given.appointment_id == later[0].id
    assert given.cut_off_appointment_id == later[1].id


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change(due_on=FIRST - timedelta(days=1)), "passed already"),
        (Change(before_session=True), "no next session"),
        (Change(cut_off_days=3), "Say first when it is due"),
        (Change(due_on=FIRST + timedelta(days=5), cut_off_on=FIRST), "no more before it is due"),
        (Change(grace_days=91), "from 0 to 90"),
        (Change(grace_days=-1), "from 0 to 90"),
        (Change(cut_off_on=FIRST, cut_off_days=3), "in one way only"),
    ],
)
def test_what_could_not_be_is_refused(
    session: Session, cast: Cast, change: Change, sentence: str
) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "calm-contract")
        with pytest.raises(DomainError, match=sentence):
            changing.change(session, cast.morgan.identity, given.public_id, change, token="once")


def test_days_and_numbers_that_do_not_fit_are_refused(session: Session, cast: Cast) -> None:
    morgan = cast.morgan.identity
    with on(0):
        ritual = give(
            session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAYS, days=("mon",)
        )
        talks = give(session, cast.alex_and_sam, "needs-talk")
        for given, sentence in ((ritual, "at least one day"), (talks, "how many times")):
            with pytest.raises(DomainError, match=sentence):
                changing.change(session, morgan, given.public_id, Change(), token=given.public_id)
        changing.close(session, morgan, talks.public_id)
        with pytest.raises(DomainError, match="has ended"):
            changing.change(session, morgan, talks.public_id, Change(times_a_week=2), token="late")


def test_only_the_couples_own_counselor_changes_homework(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "calm-contract")

    with pytest.raises(NotFoundError):
        changing.change(session, cast.lee.identity, given.public_id, Change(), token="lee")
    with pytest.raises(NotAllowedError):
        changing.change(session, cast.alex.identity, given.public_id, Change(), token="alex")
