"""Days on which a gate held homework: on neither side of a count, like any other break."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.calendar import load_calendar
from couples.assignments.models import Assignment
from couples.assignments.spans import Span
from couples.breaks import services as breaks
from couples.exercises.definition import Cadence, Gate
from couples.progress.status import partner_status
from couples.progress.times import Period
from couples.progress.work import load_work
from couples.safety import services
from reports.gathering import gather_for_period
from reports.progress import ProgressReport
from reports.states import Copy
from tests.cast import Cast, invite_cast
from tests.couples.safety.scene import gated, hold, lift, shelve
from tests.homework import give, note

START = datetime(2026, 11, 2, 15, tzinfo=UTC)
"""A Monday morning in New York."""


def on(day: int, hour: int = 0) -> datetime:
    """So many days after the start."""
    return START + timedelta(days=day, hours=hour)


def november(day: int) -> date:
    return date(2026, 11, day)


@pytest.fixture
def cast(session: Session) -> Cast:
    with clock.at(START):
        return invite_cast(session)


@pytest.fixture
def ritual(session: Session, cast: Cast) -> Assignment:
    """A daily ritual that fear holds."""
    with clock.at(START):
        return give(session, cast.alex_and_sam, "shared-ritual", cadence=Cadence.DAILY)


def set_at(session: Session, cast: Cast, moment: datetime, gate: Gate, *, held: bool) -> None:
    """Hold or open a gate at a moment, as the database will remember it."""
    with clock.at(moment):
        (hold if held else lift)(session, cast.alex_and_sam, gate)


def rests(session: Session, cast: Cast, assignment: Assignment) -> tuple[Span, ...]:
    calendar = load_calendar(session, cast.morgan.identity, [assignment.couple])
    return calendar.rests(assignment)


def done_of_due(session: Session, cast: Cast, assignment: Assignment) -> tuple[int, int]:
    couple, today = assignment.couple, november(12)
    with clock.at(on(10)):
        work = load_work(session, cast.morgan.identity, [couple], since=START)
        period = Period(november(2), today, today)
        status = partner_status(work, assignment, cast.alex.id, period)
    return status.done, status.due


class TestTheDays:
    def test_they_go_from_the_day_it_closes_to_the_day_before_it_opens(
        self, session: Session, cast: Cast, ritual: Assignment
    ) -> None:
        set_at(session, cast, on(2), Gate.G1, held=True)
        set_at(session, cast, on(5), Gate.G1, held=False)

        assert rests(session, cast, ritual) == (Span(november(4), november(6)),)

    def test_they_go_on_while_it_is_held(
        self, session: Session, cast: Cast, ritual: Assignment
    ) -> None:
        set_at(session, cast, on(2), Gate.G1, held=True)

        assert rests(session, cast, ritual) == (Span(november(4)),)

    def test_a_gate_that_opens_on_the_same_day_takes_no_day(
        self, session: Session, cast: Cast, ritual: Assignment
    ) -> None:
        set_at(session, cast, on(2), Gate.G1, held=True)
        set_at(session, cast, on(2, hour=3), Gate.G1, held=False)

        assert rests(session, cast, ritual) == ()

    def test_a_reason_ends_them_and_a_gate_that_closes_later_begins_them_again(
        self, session: Session, cast: Cast, ritual: Assignment
    ) -> None:
        set_at(session, cast, on(1), Gate.G1, held=True)
        with clock.at(on(3)):
            services.override(session, cast.morgan.identity, ritual.public_id, reason="So.")
        set_at(session, cast, on(6), Gate.G1, held=False)
        set_at(session, cast, on(7), Gate.G1, held=True)

        found = rests(session, cast, ritual)

        assert found == (Span(november(3), november(4)), Span(november(9)))

    @pytest.mark.parametrize("gate", [Gate.G2, Gate.G6])
    def test_another_gate_takes_none(
        self, session: Session, cast: Cast, ritual: Assignment, gate: Gate
    ) -> None:
        set_at(session, cast, on(2), gate, held=True)

        assert rests(session, cast, ritual) == ()

    def test_what_is_locked_at_first_rests_from_its_beginning(
        self, session: Session, cast: Cast
    ) -> None:
        with clock.at(START):
            given = give(
                session,
                cast.alex_and_sam,
                shelve(session, cast, gated(Gate.G5)).id,
                reasons={cast.alex_and_sam.public_id: "They are ready."},
            )
        assert rests(session, cast, given) == ()

        set_at(session, cast, on(1), Gate.G5, held=False)
        set_at(session, cast, on(4), Gate.G5, held=True)
        assert rests(session, cast, given) == (Span(november(6)),)


class TestCounting:
    def test_nobody_is_missing_what_was_not_scheduled(
        self, session: Session, cast: Cast, ritual: Assignment
    ) -> None:
        with clock.at(on(0)):
            note(session, cast.alex, ritual, {"done": "yes"})
        before = done_of_due(session, cast, ritual)

        set_at(session, cast, on(1), Gate.G1, held=True)
        set_at(session, cast, on(5), Gate.G1, held=False)

        done, due = done_of_due(session, cast, ritual)
        assert (done, due) == (before[0], before[1] - 4)

    def test_a_copy_for_both_counts_a_held_gate_like_a_break(
        self, session: Session, cast: Cast, ritual: Assignment
    ) -> None:
        with clock.at(on(0)):
            note(session, cast.alex, ritual, {"done": "yes"})
        with clock.at(on(3)):
            resting = breaks.enter(
                session,
                cast.morgan.identity,
                cast.alex_and_sam.public_id,
                first_on=november(5),
                last_on=None,
                token=uuid4().hex,
                assignment_id=ritual.public_id,
            )
        paused = self.couples_copy(session, cast)

        resting.cancelled_at = on(3)
        session.flush()
        set_at(session, cast, on(3), Gate.G1, held=True)

        assert self.couples_copy(session, cast) == paused

    @staticmethod
    def couples_copy(session: Session, cast: Cast) -> ProgressReport:
        with clock.at(on(10)):
            return gather_for_period(
                session,
                cast.morgan.identity,
                cast.alex_and_sam.public_id,
                november(2),
                november(12),
                Copy.COUPLE,
            )
