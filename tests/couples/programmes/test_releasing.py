"""Steps open on their day, once, and not a day before."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.caseload.models import Practice
from couples.database import for_writing
from couples.exercises.services import stock_library
from couples.programmes.looking import list_all_unlooked, list_unlooked
from couples.programmes.models import Enrolment
from couples.programmes.releasing import release_due
from couples.programmes.vocabulary import StepState
from tests.cast import Cast, invite_cast
from tests.courses import course, enrol, programme, shelve

MONDAY = datetime(2026, 11, 2, 15, tzinfo=UTC)
STEPS = """
[[steps]]
key = "feelings_one"
week = 1
exercise = "emotion-check-in"
doer = "each"
cadence = "times-a-week"
times_a_week = 2

[[steps]]
key = "feelings_two"
week = 2
exercise = "emotion-check-in"
doer = "each"
cadence = "times-a-week"
times_a_week = 3

[[steps]]
key = "talk"
week = 2
exercise = "problem-solving"
doer = "together"
release = { when = "days-after", days = 3, step = "feelings_two" }

[[steps]]
key = "contract"
week = 3
exercise = "calm-contract"
doer = "together"
release = { when = "date", date = 2026-12-01 }
"""


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


def look(session: Session, cast: Cast, days: int) -> list[str]:
    """What Alex finds some days later, once somebody has looked."""
    with clock.at(MONDAY + timedelta(days=days)):
        release_due(session, list_unlooked(session, cast.alex.identity))
        running = list_assignments(session, cast.alex.identity, running=True)
        return [assignment.definition.id for assignment in running]


class TestByTheCalendar:
    @pytest.fixture(autouse=True)
    def _on_the_course(self, session: Session, cast: Cast) -> None:
        shelve(session, cast, programme(STEPS))
        enrol(session, "small-steps", cast.alex_and_sam)

    def test_each_step_opens_on_its_day(self, session: Session, cast: Cast) -> None:
        found = {day: look(session, cast, day) for day in (0, 6, 7, 9, 10, 28, 29)}

        assert found == {
            0: ["emotion-check-in"],
            6: ["emotion-check-in"],
            7: ["emotion-check-in"],
            9: ["emotion-check-in"],
            10: ["emotion-check-in", "problem-solving"],
            28: ["emotion-check-in", "problem-solving"],
            29: ["emotion-check-in", "problem-solving", "calm-contract"],
        }

    def test_the_same_exercise_takes_its_own_place(self, session: Session, cast: Cast) -> None:
        look(session, cast, 7)

        first, second = list_assignments(session, cast.morgan.identity)
        assert (first.times_a_week, first.due_on) == (2, date(2026, 11, 8))
        assert first.closed_at is not None
        assert (second.times_a_week, second.due_on) == (3, date(2026, 11, 15))

    def test_where_nobody_looked_it_counts_from_the_day_it_should_have_opened(
        self, session: Session, cast: Cast
    ) -> None:
        look(session, cast, 12)

        talk = course(session, cast.alex_and_sam).steps[2]
        assert talk.opened_on == date(2026, 11, 12)
        assert talk.assignment is not None
        assert talk.assignment.starts_on == date(2026, 11, 12)

    def test_looking_again_changes_nothing(self, session: Session, cast: Cast) -> None:
        look(session, cast, 7)
        before = [(row.state, row.opened_on) for row in course(session, cast.alex_and_sam).steps]

        assert look(session, cast, 7) == ["emotion-check-in"]
        with clock.at(MONDAY + timedelta(days=7)):
            release_due(session, [course(session, cast.alex_and_sam).id])

        after = [(row.state, row.opened_on) for row in course(session, cast.alex_and_sam).steps]
        assert after == before

    def test_it_is_looked_at_once_a_day_and_by_its_own_people(
        self, session: Session, cast: Cast
    ) -> None:
        assert list_all_unlooked(session, cast.practice_id) == []
        with clock.at(MONDAY + timedelta(days=1)):
            assert list_unlooked(session, cast.kim.identity) == []
            assert list_unlooked(session, cast.lee.identity) == []
            assert len(list_unlooked(session, cast.sam.identity)) == 1
            assert len(list_unlooked(session, cast.morgan.identity)) == 1


def test_two_at_the_same_moment_open_a_step_once(fresh_database: Engine) -> None:
    with Session(for_writing(fresh_database)) as session, session.begin():
        cast = invite_cast(session)
        stock_library(session, session.get_one(Practice, cast.practice_id))
        shelve(session, cast, programme(STEPS))
        enrol(session, "small-steps", cast.alex_and_sam)
        enrolment_id = session.scalar(select(Enrolment.id))
        assert enrolment_id is not None
    start = Barrier(4)

    def work(_number: int) -> None:
        start.wait()
        with (
            clock.at(MONDAY + timedelta(days=30)),
            Session(for_writing(fresh_database)) as own,
            own.begin(),
        ):
            release_due(own, [enrolment_id])

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))

    with Session(fresh_database) as session:
        assert session.scalar(select(func.count()).select_from(Assignment)) == 4
        states = [row.state for row in course(session, cast.alex_and_sam).steps]
        assert states == [StepState.OPEN] * 4
