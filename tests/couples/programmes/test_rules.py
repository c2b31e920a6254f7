"""Release rules over what a questionnaire came to, what waits for a look, and what was done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.programmes.board import Reason
from couples.safety import services as safety
from couples.safety.queries import list_flags
from tests.cast import Cast, Member
from tests.couples.measures.measuring import CSI16_38, CSI16_52, answers
from tests.couples.programmes.test_conditions import MONDAY, begin, found_by, later, why
from tests.couples.safety.scene import answer_check
from tests.courses import enrol, programme, shelve
from tests.homework import hand_in, note

RITUAL = """
[[steps]]
key = "first"
week = 1
exercise = "daily-ritual"
doer = "each"
cadence = "daily"

[[steps]]
key = "other"
week = 1
exercise = "gratitude-act"
doer = "each"
cadence = "daily"

[[steps]]
key = "next"
week = 2
exercise = "problem-solving"
doer = "together"
release = {{ when = "share-done", step = "first", percent = 50, by = "{by}" }}
"""


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


class TestWhatAQuestionnaireCameTo:
    RULE = '{{ when = "{when}", {by} {limit}, measure = "csi-16", field = "total" }}'

    @pytest.mark.parametrize(
        ("when", "by", "limit", "is_met"),
        [
            ("score", 'by = "one",', "at_least = 50", True),
            ("score", 'by = "both",', "at_least = 50", False),
            ("score", 'by = "both",', "at_most = 52", True),
            ("score", 'by = "both",', "at_most = 51", False),
            ("gap", "", "at_least = 14", True),
            ("gap", "", "at_least = 15", False),
            ("gap", "", "at_most = 14", True),
            ("gap", "", "at_most = 13", False),
        ],
    )
    def test_its_total_is_held_to_the_limit_and_opens_after_the_session(
        self, session: Session, cast: Cast, when: str, by: str, limit: str, *, is_met: bool
    ) -> None:
        given = begin(session, cast, "csi-16", "", self.RULE.format(when=when, by=by, limit=limit))
        hand_in(session, cast.alex, given, answers(CSI16_52))
        hand_in(session, cast.sam, given, answers(CSI16_38))

        assert why(session, cast) is (Reason.QUIET if is_met else Reason.NUMBER)
        appointments.schedule(
            session,
            cast.morgan.identity,
            cast.alex_and_sam.public_id,
            starts_at=MONDAY + timedelta(days=1),
        )
        with later(session, cast, days=2):
            assert ("problem-solving" in found_by(session, cast.alex)) is is_met

    def test_one_that_is_not_complete_has_no_total_and_opens_nothing(
        self, session: Session, cast: Cast
    ) -> None:
        rule = self.RULE.format(when="score", by='by = "one",', limit="at_most = 81")
        given = begin(session, cast, "csi-16", "", rule)

        hand_in(session, cast.alex, given, answers([*CSI16_52[:-1], None]))

        assert why(session, cast) is Reason.NUMBER


class TestNoFlag:
    STEP = """
[[steps]]
key = "next"
week = 1
exercise = "problem-solving"
doer = "together"
release = { when = "no-flag" }
"""

    def begin(self, session: Session, cast: Cast) -> None:
        shelve(session, cast, programme(self.STEP))
        enrol(session, "small-steps", cast.alex_and_sam)

    def test_it_opens_on_its_day_where_nothing_waits_for_a_look(
        self, session: Session, cast: Cast
    ) -> None:
        answer_check(session, cast, cast.kim, safe="no")

        self.begin(session, cast)

        assert "problem-solving" in found_by(session, cast.sam)

    def test_once_something_waits_it_stays_closed_and_is_the_counselors_to_open(
        self, session: Session, cast: Cast
    ) -> None:
        answer_check(session, cast, cast.alex, safe="no")
        self.begin(session, cast)
        assert "problem-solving" not in found_by(session, cast.sam)
        assert why(session, cast) in {Reason.FLAG, Reason.HELD}

        for flag in list_flags(session, cast.morgan.identity, open_only=True):
            safety.acknowledge(session, cast.morgan.identity, flag.public_id, done="We talked.")
        with later(session, cast, days=1):
            assert "problem-solving" not in found_by(session, cast.sam)
            assert why(session, cast) is Reason.HELD


class TestShareOfOneStep:
    @pytest.mark.parametrize(
        ("by", "alex", "sam", "opens"),
        [("both", 4, 4, True), ("both", 4, 3, False), ("one", 4, 0, True), ("one", 3, 3, False)],
    )
    def test_only_what_was_done_of_the_named_step_counts(
        self, session: Session, cast: Cast, by: str, alex: int, sam: int, *, opens: bool
    ) -> None:
        shelve(session, cast, programme(RITUAL.format(by=by)))
        enrol(session, "small-steps", cast.alex_and_sam)
        for day in range(7):
            with clock.at(MONDAY + timedelta(days=day)):
                for member, times in ((cast.alex, alex), (cast.sam, sam)):
                    thanks, ritual = given(session, member)
                    note(session, member, thanks, {"gratitude": "The lights left on"})
                    if day < times:
                        note(session, member, ritual, {"done": "yes"})

        with later(session, cast, days=7):
            assert ("problem-solving" in found_by(session, cast.alex)) is opens
            assert ("problem-solving" in found_by(session, cast.sam)) is opens
            if not opens:
                assert why(session, cast) in {Reason.SHARE, Reason.HELD}


def given(session: Session, member: Member) -> tuple[Assignment, Assignment]:
    """Thanks and the ritual, as this week brought them."""
    found = {a.definition.id: a for a in list_assignments(session, member.identity)}
    return found["gratitude-act"], found["daily-ritual"]
