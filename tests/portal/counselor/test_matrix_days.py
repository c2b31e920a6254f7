"""What cannot be done now, and every day there is to tell, on the matrix and the overview."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments import extending
from couples.assignments.extending import MoreTime
from couples.breaks import services as breaks
from couples.exercises.definition import Cadence, Doer, Gate
from couples.safety import services as safety
from tests.cast import TIME_ZONE, Cast
from tests.homework import RULES, begin, give, hand_in
from tests.page import Page, Visitor
from tests.portal.counselor.test_matrix import cells

Writing = Callable[[], Session]
DAY = timedelta(days=1)


@pytest.fixture
def pages(morgan: Visitor, cast: Cast) -> Callable[[], tuple[Page, Page]]:
    """The matrix and the overview as they are when they are opened."""
    overview = f"/counselor/couples/{cast.alex_and_sam.public_id}"
    return lambda: (morgan.open(f"{overview}/matrix"), morgan.open(overview))


@pytest.fixture
def today(cast: Cast) -> date:
    return clock.today(TIME_ZONE)


def set_gate(session: Session, cast: Cast, *, held: bool) -> None:
    id_ = cast.alex_and_sam.public_id
    safety.set_gate(session, cast.morgan.identity, id_, Gate.G1, held=held)


def rest(session: Session, cast: Cast, first_on: date, last_on: date | None) -> None:
    id_ = cast.alex_and_sam.public_id
    breaks.enter(
        session, cast.morgan.identity, id_, first_on=first_on, last_on=last_on, token="a holiday"
    )


def test_what_a_gate_stops_is_held_and_what_is_there_stays_there(
    pages: Callable[[], tuple[Page, Page]], cast: Cast, writing: Writing
) -> None:
    with writing() as session, session.begin():
        ours = give(session, cast.alex_and_sam, "calm-contract", doer=Doer.TOGETHER)
        hers = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
        begin(session, cast.alex, hers, {"what_happened": "On Sunday"})
        hand_in(session, cast.alex, ours, RULES)
        set_gate(session, cast, held=True)

    for page in pages():
        assert cells(page, hers.definition.title)[0] == "Alex Held not scheduled for them"
        assert cells(page, hers.definition.title)[1] == "Sam Not asked"
        assert cells(page, ours.definition.title)[0].startswith("Alex Waiting for the")

    with writing() as session, session.begin():
        set_gate(session, cast, held=False)
    for page in pages():
        assert cells(page, hers.definition.title)[0] == "Alex Started"


def test_a_ritual_is_held_however_often_it_was_done(
    pages: Callable[[], tuple[Page, Page]], cast: Cast, writing: Writing
) -> None:
    with writing() as session, session.begin():
        feelings = give(
            session, cast.alex_and_sam, "emotion-check-in", doer=Doer.EACH, times_a_week=1
        )
        set_gate(session, cast, held=True)

    for page in pages():
        alex, sam, together, _due = cells(page, feelings.definition.title)
        assert alex.startswith("Alex Held not scheduled for them")
        assert sam.startswith("Sam Held not scheduled for them")
        assert together == "Together Held"


def test_what_is_still_to_come_rests_while_a_break_runs(
    pages: Callable[[], tuple[Page, Page]], cast: Cast, writing: Writing, today: date
) -> None:
    with writing() as session, session.begin():
        ours = give(session, cast.alex_and_sam, "calm-contract", doer=Doer.TOGETHER)
        hand_in(session, cast.alex, ours, RULES)
        his = give(session, cast.alex_and_sam, "grievance", to=cast.sam)
        ritual = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
        rest(session, cast, today, today + 9 * DAY)

    for page in pages():
        until = f"Resting until {_said(today + 9 * DAY)}"
        assert cells(page, ours.definition.title)[0].startswith("Alex Waiting for the other")
        assert cells(page, his.definition.title)[1] == f"Sam {until}"
        assert until in cells(page, ritual.definition.title)[0]
        assert cells(page, ritual.definition.title)[2] == f"Together {until}"


def test_a_break_without_an_end_says_no_day(
    pages: Callable[[], tuple[Page, Page]], cast: Cast, writing: Writing, today: date
) -> None:
    with writing() as session, session.begin():
        his = give(session, cast.alex_and_sam, "grievance", to=cast.sam)
        rest(session, cast, today, None)

    for page in pages():
        assert cells(page, his.definition.title)[1] == "Sam Resting"


def test_a_break_that_has_not_begun_stops_nothing_yet(
    pages: Callable[[], tuple[Page, Page]], cast: Cast, writing: Writing, today: date
) -> None:
    with writing() as session, session.begin():
        his = give(session, cast.alex_and_sam, "grievance", to=cast.sam)
        rest(session, cast, today + DAY, None)

    for page in pages():
        assert cells(page, his.definition.title)[1] == "Sam Not opened"


def test_more_time_stands_beside_the_day_that_was_said_with_grace_and_cut_off(
    pages: Callable[[], tuple[Page, Page]], cast: Cast, writing: Writing, today: date
) -> None:
    morgan, due_on = cast.morgan.identity, today + 3 * DAY
    with writing() as session, session.begin():
        given = give(
            session,
            cast.alex_and_sam,
            "calm-contract",
            due_on=due_on,
            grace_days=2,
            cut_off_on=due_on + 5 * DAY,
        )
        more = MoreTime((given.public_id,), days=7, person_id=cast.sam.public_id)
        extending.extend(session, morgan, more, token="more")

    for page in pages():
        days = [_said(due_on + n * DAY) for n in (0, 5, 7, 12)]
        assert cells(page, given.definition.title)[3] == (
            f"Due {days[0]} 2 days of grace too late after {days[1]} "
            f"more time until {days[2]} for Sam too late after {days[3]}"
        )

    with writing() as session, session.begin():
        both = MoreTime((given.public_id,), days=1)
        extending.extend(session, morgan, both, token="for both")
    for page in pages():
        said = cells(page, given.definition.title)[3]
        assert f"more time until {_said(due_on + DAY)} too late after" in said
        assert "for Sam" not in said


def _said(day: date) -> str:
    year = "" if day.year == clock.today(TIME_ZONE).year else f", {day.year}"
    return f"{day:%b} {day.day}{year}"
