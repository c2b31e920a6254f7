"""The rules of a definition, held when something is handed in; the draft is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence
from couples.submissions import handing_in
from couples.submissions.drafts import typed_in
from couples.submissions.queries import find_draft, list_answers
from couples.submissions.typed import InvalidAnswersError
from tests.cast import Cast
from tests.homework import give, hand_in
from tests.own_exercises import BOUNDARY, give_own


@pytest.fixture
def boundary(session: Session, cast: Cast) -> Assignment:
    return give_own(session, cast, BOUNDARY)


@pytest.mark.parametrize(
    ("answers", "problems"),
    [
        ({"crossed": "yes"}, {"then": "Write an answer for ‘What you did then’."}),
        (
            {"crossed": "yes", "then": "I took the phone"},
            {
                "then": (
                    "‘What you did then’ speaks of phones and messages. Leave that out, and write"
                    " what you yourself will do to grow calm or to step away."
                )
            },
        ),
        (
            {"crossed": "no", "willing": "4"},
            {"willing": "‘How willing you are’: Find a smaller step that you would gladly take."},
        ),
    ],
)
def test_work_that_a_rule_holds_back_stays_a_draft(
    session: Session,
    cast: Cast,
    boundary: Assignment,
    answers: dict[str, str],
    problems: dict[str, str],
) -> None:
    with pytest.raises(InvalidAnswersError) as refusal:
        hand_in(session, cast.alex, boundary, answers)

    draft = find_draft(session, cast.alex.identity, boundary)
    assert refusal.value.problems == problems
    assert draft is not None
    assert typed_in(draft).answers == answers


@pytest.mark.parametrize("willing", ["5", "6", ""])
def test_at_the_edge_and_above_it_it_goes_through(
    session: Session, cast: Cast, boundary: Assignment, willing: str
) -> None:
    submission = hand_in(session, cast.alex, boundary, {"crossed": "no", "willing": willing})

    assert submission.attempt == 1


def test_what_does_not_apply_is_neither_asked_nor_kept(
    session: Session, cast: Cast, boundary: Assignment
) -> None:
    stray = {"crossed": "no", "then": "I took the phone"}

    submission = hand_in(session, cast.alex, boundary, stray)

    answers = list_answers(session, cast.alex.identity, [submission])[submission.id]
    assert [answer.field for answer in answers] == ["crossed"]


def test_what_applies_is_kept(session: Session, cast: Cast, boundary: Assignment) -> None:
    answers = {"crossed": "yes", "then": "I went for a walk"}

    submission = hand_in(session, cast.alex, boundary, answers)

    kept = list_answers(session, cast.alex.identity, [submission])[submission.id]
    assert [answer.words for answer in kept if answer.words] == ["I went for a walk"]


class TestADayThatLiesTooFar:
    """Counted from the day of handing in, where the couple lives."""

    @pytest.mark.parametrize(
        ("days", "is_taken"), [(-1, False), (0, True), (28, True), (29, False)]
    )
    def test_an_argument_waits_four_weeks_at_most(
        self, session: Session, cast: Cast, days: int, is_taken: bool
    ) -> None:
        parked = give(session, cast.alex_and_sam, "parked-argument")
        today = clock.today(parked.couple.time_zone)
        answers = {
            "topic": "Money",
            "heat": "6",
            "status": "parked",
            "parked_until": (today + timedelta(days=days)).isoformat(),
        }

        def note() -> None:
            handing_in.check_in(
                session, cast.alex.identity, parked.public_id, answers=answers, key="one"
            )

        if is_taken:
            note()
            return
        with pytest.raises(InvalidAnswersError) as refusal:
            note()
        assert list(refusal.value.problems) == ["parked_until"]
        assert "‘The day until which it can wait’" in refusal.value.problems["parked_until"]

    def test_a_plan_to_look_at_too_late_stays_a_draft(self, session: Session, cast: Cast) -> None:
        plan = give(session, cast.alex_and_sam, "problem-solving", cadence=Cadence.ONCE)
        today = clock.today(plan.couple.time_zone)
        answers = {
            "problem": "We never know who cooks",
            "options": ["A list", "Sundays together", "Order on Fridays"],
            "chosen": "1",
            "steps": [{"who": "author", "what": "Buys the list"}],
            "review_on": (today + timedelta(days=22)).isoformat(),
            "confidence": "8",
        }

        with pytest.raises(InvalidAnswersError) as refusal:
            hand_in(session, cast.alex, plan, answers)

        draft = find_draft(session, cast.alex.identity, plan)
        assert list(refusal.value.problems) == ["review_on"]
        assert draft is not None
        assert typed_in(draft).answers == answers
