"""The counselor’s first page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.caseload import services as caseload
from couples.caseload.models import ConfidentialityPolicy, Couple
from couples.caseload.services import NewPartner
from couples.exercises.definition import Cadence, Doer
from tests.cast import Cast, Member, Pair
from tests.homework import FEELINGS, give, give_feelings, hand_in
from tests.page import Visitor
from tests.portal.counselor.conftest import MONDAY_MORNING

Writing = Callable[[], Session]


def meet(writing: Writing, pair: Pair, starts_at: datetime) -> None:
    with writing() as session, session.begin():
        appointments.schedule(session, pair.counselor.identity, pair.public_id, starts_at=starts_at)


def test_without_couples_it_says_where_to_begin(lee: Visitor, cast: Cast, writing: Writing) -> None:
    with writing() as session, session.begin():
        session.get_one(Couple, cast.noor_and_jo.id).counselor_id = cast.morgan.id

    page = lee.open("/counselor/today")

    assert "Nobody here yet" in page.text
    assert page.click("Add a couple").h1 == "Add a couple"


def test_without_sessions_it_says_what_will_stand_here(morgan: Visitor) -> None:
    page = morgan.open("/counselor/today")

    assert page.h1 == "Today"
    assert "Monday, November 23" in page.text
    assert "No sessions in the next 48 hours" in page.text
    assert "No homework at the moment" in page.text


def test_a_session_says_who_handed_in_what_and_what_is_missing(
    morgan: Visitor, cast: Cast, writing: Writing
) -> None:
    meet(writing, cast.alex_and_sam, MONDAY_MORNING + timedelta(hours=28, minutes=30))
    with writing() as session, session.begin():
        give(session, cast.alex_and_sam, "calm-contract", before_next_session=True)
        feelings = give_feelings(session, cast.alex_and_sam)
    with clock.at(MONDAY_MORNING + timedelta(minutes=5)), writing() as session, session.begin():
        hand_in(session, cast.alex, feelings, FEELINGS)

    page = morgan.open("/counselor/today")

    assert "Tuesday, November 24, 2:30 PM" in page.text
    facts = page.find_all(".session-facts > div")
    assert facts[0].startswith("Alex 1 of 2 handed in")
    assert "Missing: Our agreement for hard moments" in facts[0]
    assert "Sam 0 of" in facts[1]
    assert "New: A fear, a joy, a need" in facts[0]
    assert facts[2] == "New 1 piece of homework since they began here, on Monday, November 23"
    assert page.click("Open the brief").response.mimetype == "application/pdf"


def test_what_is_new_begins_at_the_last_session(
    morgan: Visitor, cast: Cast, writing: Writing
) -> None:
    with clock.at(MONDAY_MORNING - timedelta(days=9)), writing() as session, session.begin():
        hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)
    meet(writing, cast.alex_and_sam, MONDAY_MORNING - timedelta(days=6))
    meet(writing, cast.alex_and_sam, MONDAY_MORNING + timedelta(hours=1))

    page = morgan.open("/counselor/today")

    assert "Nothing since the last session, on Tuesday, November 17" in page.text


@pytest.mark.parametrize(
    ("starts_in", "is_there"),
    [
        (timedelta(minutes=-61), False),
        (timedelta(minutes=-59), True),
        (timedelta(0), True),
        (timedelta(hours=48, minutes=-1), True),
        (timedelta(hours=48), False),
    ],
)
def test_exactly_the_next_48_hours_stand_above(
    morgan: Visitor, cast: Cast, writing: Writing, starts_in: timedelta, *, is_there: bool
) -> None:
    meet(writing, cast.alex_and_sam, MONDAY_MORNING + starts_in)

    page = morgan.open("/counselor/today")

    assert bool(page.find_all(".session-card")) is is_there


def test_the_hours_are_those_of_the_counselor(
    morgan: Visitor, cast: Cast, writing: Writing
) -> None:
    with writing() as session, session.begin():
        session.get_one(Couple, cast.alex_and_sam.id).time_zone = "Asia/Tokyo"
    meet(writing, cast.alex_and_sam, datetime(2026, 11, 25, 1, 0, tzinfo=UTC))

    page = morgan.open("/counselor/today")

    assert "Tuesday, November 24, 8:00 PM" in page.text


def test_whoever_needs_most_stands_first_with_the_reason(
    morgan: Visitor, cast: Cast, writing: Writing
) -> None:
    meet(writing, cast.kim_and_robin, MONDAY_MORNING + timedelta(hours=4))

    page = morgan.open("/counselor/today")

    assert page.find_all(".line-list__what") == ["Kim and Robin", "Alex and Sam"]
    assert "Session on Monday, November 23, 2:00 PM" in page.find_all(".line-list__why")[0]


def test_somebody_else_s_sessions_are_not_there(
    morgan: Visitor, cast: Cast, writing: Writing
) -> None:
    meet(writing, cast.noor_and_jo, MONDAY_MORNING + timedelta(hours=4))

    assert "Noor" not in morgan.open("/counselor/today").text


class TestSpeed:
    @pytest.mark.parametrize(
        "path", ["/counselor/today", "/counselor/couples", "/counselor/review"]
    )
    def test_eight_couples_cost_as_many_statements_as_one(
        self, app: Flask, lee: Visitor, cast: Cast, writing: Writing, path: str
    ) -> None:
        self.keep_busy(writing, cast, cast.noor_and_jo.public_id, cast.noor)
        with counted(app) as one:
            lee.open(path)
        for number in range(7):
            self.add_a_busy_couple(writing, cast, number)
        with counted(app) as eight:
            lee.open(path)

        assert len(eight) == len(one)

    def add_a_busy_couple(self, writing: Writing, cast: Cast, number: int) -> None:
        with writing() as session, session.begin():
            couple = caseload.add_couple(
                session,
                cast.lee.identity,
                partners=(
                    NewPartner("Noor", f"one-{number}@example.org"),
                    NewPartner("Jo", f"other-{number}@example.org"),
                ),
                policy=ConfidentialityPolicy.NO_SECRETS,
                time_zone="America/New_York",
            )
            couple_id = couple.public_id
            person = couple.partners[0]
            identity = type(cast.noor.identity)(
                person.role, person.practice_id, person.id, couple.id
            )
            member = Member("Noor", "", "", person.public_id, identity)
        self.keep_busy(writing, cast, couple_id, member)

    @staticmethod
    def keep_busy(writing: Writing, cast: Cast, couple_id: str, member: Member) -> None:
        """A session soon, work of every cadence, something sealed, handed in and begun."""
        pair = Pair(member.identity.couple_id or 0, couple_id, cast.lee, (member, member))
        with writing() as session, session.begin():
            appointments.schedule(
                session,
                cast.lee.identity,
                couple_id,
                starts_at=MONDAY_MORNING + timedelta(hours=5),
            )
            give(session, pair, "calm-contract", before_next_session=True)
            give(session, pair, "emotion-check-in", cadence=Cadence.EACH_SESSION, doer=Doer.EACH)
            give(session, pair, "daily-ritual", cadence=Cadence.DAILY)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Every statement that the app sends inside the block."""
    engine = app.extensions["database"]
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
