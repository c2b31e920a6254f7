"""Steps that wait for what somebody does, and what their opening may tell the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.programmes.board import Reason, list_positions
from couples.programmes.looking import list_unlooked
from couples.programmes.releasing import release_due
from couples.safety.telling import tell_of_fear
from tests.cast import Cast, Member
from tests.couples.exercises.making import field_of, make_definition
from tests.courses import enrol, programme, shelve
from tests.homework import FEELINGS, hand_in
from tests.own_exercises import publish as publish_own

MONDAY = datetime(2026, 11, 2, 15, tzinfo=UTC)
SAFE = {"safe_at_home": "yes", "pressured_to_use_or_share": "no", "want_contact": "none"}

FIRST = """
[[steps]]
key = "first"
week = 1
exercise = "{exercise}"
doer = "each"
{more}

[[steps]]
key = "next"
week = 1
exercise = "problem-solving"
doer = "together"
release = {release}
"""
AFTER_IT = make_definition(
    field_of("long-text", key="more", label="More", audience="couple"),
    id="after-it",
    title="After it",
    doers=["together"],
)
SEALED = 'cadence = "times-a-week"\ntimes_a_week = 1'
BOTH = '{ when = "handed-in", step = "first", by = "both" }'
ONE = '{ when = "handed-in", step = "first", by = "one" }'


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


def begin(session: Session, cast: Cast, exercise: str, more: str, release: str) -> Assignment:
    """Alex and Sam begin a course; what they were given first."""
    shelve(session, cast, programme(FIRST.format(exercise=exercise, more=more, release=release)))
    enrol(session, "small-steps", cast.alex_and_sam)
    [given] = list_assignments(session, cast.morgan.identity)
    return given


def begin_two_weeks(session: Session, cast: Cast, release: str, rule: str = "") -> None:
    """They begin a course whose second step is of the second week, and names no gate."""
    publish_own(session, cast, AFTER_IT)
    steps = FIRST.format(exercise="wins", more="", release=release)
    steps = steps.replace('"next"\nweek = 1', '"next"\nweek = 2')
    shelve(session, cast, programme(steps.replace("problem-solving", AFTER_IT.id), rule))
    enrol(session, "small-steps", cast.alex_and_sam)


def found_by(session: Session, member: Member) -> list[str]:
    return [a.definition.id for a in list_assignments(session, member.identity)]


@contextmanager
def later(session: Session, cast: Cast, **delta: int) -> Iterator[None]:
    """Some time later, once somebody has opened a page."""
    with clock.at(MONDAY + timedelta(**delta)):
        release_due(session, list_unlooked(session, cast.morgan.identity))
        yield


def why(session: Session, cast: Cast) -> Reason | None:
    [position] = list_positions(session, cast.morgan.identity)
    return position.next.reason if position.next else None


class TestBothHaveHandedIn:
    def test_sealed_work_opens_the_next_step_in_the_moment_that_unseals_it(
        self, session: Session, cast: Cast
    ) -> None:
        given = begin(session, cast, "emotion-check-in", SEALED, BOTH)
        hand_in(session, cast.alex, given, FEELINGS)
        assert "problem-solving" not in found_by(session, cast.alex)
        assert why(session, cast) is Reason.HANDED_IN

        hand_in(session, cast.sam, given, FEELINGS)

        assert "problem-solving" in found_by(session, cast.alex)
        assert "problem-solving" in found_by(session, cast.sam)

    def test_private_work_opens_nothing_before_the_next_session(
        self, session: Session, cast: Cast
    ) -> None:
        appointments.schedule(
            session,
            cast.morgan.identity,
            cast.alex_and_sam.public_id,
            starts_at=MONDAY + timedelta(days=3),
        )
        given = begin(session, cast, "private-safety-check", "", BOTH)
        for member in (cast.alex, cast.sam):
            hand_in(session, member, given, SAFE)
            for partner in (cast.alex, cast.sam):
                assert "problem-solving" not in found_by(session, partner)
        assert why(session, cast) is Reason.QUIET

        with later(session, cast, days=3):
            assert "problem-solving" not in found_by(session, cast.alex)
        with later(session, cast, days=4):
            assert "problem-solving" in found_by(session, cast.alex)
            assert "problem-solving" in found_by(session, cast.sam)

    def test_the_page_of_whoever_was_first_does_not_change_when_the_other_hands_in(
        self, session: Session, cast: Cast
    ) -> None:
        given = begin(session, cast, "private-safety-check", "", BOTH)
        hand_in(session, cast.alex, given, SAFE)
        before = found_by(session, cast.alex)

        hand_in(session, cast.sam, given, SAFE)
        with later(session, cast, days=5):
            assert found_by(session, cast.alex) == before


class TestNothingPrivateWaits:
    @pytest.mark.parametrize("quietly", [False, True])
    def test_a_quiet_word_of_fear_keeps_no_step_away_which_would_tell_of_it(
        self, session: Session, cast: Cast, quietly: bool
    ) -> None:
        begin_two_weeks(session, cast, '{ when = "no-flag" }')
        tell_of_fear(session, cast.sam.identity, quietly=quietly)

        with later(session, cast, days=8):
            assert (AFTER_IT.id in found_by(session, cast.alex)) == quietly


class TestGoingOn:
    @pytest.mark.parametrize("quietly", [False, True])
    def test_a_week_that_needs_the_gate_of_fear_open_comes_as_ever_after_a_quiet_word(
        self, session: Session, cast: Cast, quietly: bool
    ) -> None:
        rule = '[[go_on]]\nweeks = [1, 1]\npercent = 1\nby = "one"\nclear = ["G1"]\n'
        begin_two_weeks(session, cast, '{ when = "week" }', rule)
        tell_of_fear(session, cast.sam.identity, quietly=quietly)

        with later(session, cast, days=8):
            assert (AFTER_IT.id in found_by(session, cast.alex)) == quietly


class TestOneHasHandedIn:
    def test_sealed_work_of_one_tells_the_other_nothing(self, session: Session, cast: Cast) -> None:
        given = begin(session, cast, "emotion-check-in", SEALED, ONE)

        hand_in(session, cast.alex, given, FEELINGS)

        assert "problem-solving" not in found_by(session, cast.sam)
        assert why(session, cast) is Reason.QUIET


class TestTheNextSession:
    def test_a_step_opens_on_the_day_after_it(self, session: Session, cast: Cast) -> None:
        release = '{ when = "next-session" }'
        begin(session, cast, "emotion-check-in", SEALED, release)
        assert why(session, cast) is Reason.SESSION
        appointments.schedule(
            session,
            cast.morgan.identity,
            cast.alex_and_sam.public_id,
            starts_at=MONDAY + timedelta(days=2),
        )

        with later(session, cast, days=2):
            assert "problem-solving" not in found_by(session, cast.alex)
        with later(session, cast, days=3):
            assert "problem-solving" in found_by(session, cast.alex)


class TestNumbers:
    @pytest.mark.parametrize(
        ("release", "alex", "sam", "is_met"),
        [
            ('when = "score", by = "both", at_least = 6', "6", "7", True),
            ('when = "score", by = "both", at_least = 6', "5", "7", False),
            ('when = "score", by = "one", at_most = 5', "5", "7", True),
            ('when = "gap", at_least = 3', "2", "6", True),
            ('when = "gap", at_least = 3', "5", "7", False),
        ],
    )
    def test_a_number_opens_a_step_after_the_next_session_and_not_at_once(
        self, session: Session, cast: Cast, release: str, alex: str, sam: str, is_met: bool
    ) -> None:
        rule = f'{{ {release}, measure = "emotion-check-in", field = "mood" }}'
        given = begin(session, cast, "emotion-check-in", SEALED, rule)
        hand_in(session, cast.alex, given, {**FEELINGS, "mood": alex})
        hand_in(session, cast.sam, given, {**FEELINGS, "mood": sam})

        assert "problem-solving" not in found_by(session, cast.alex)
        assert why(session, cast) is (Reason.QUIET if is_met else Reason.NUMBER)
