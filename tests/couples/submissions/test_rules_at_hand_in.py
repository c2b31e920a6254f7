"""The rules of a definition, held when something is handed in; the draft is kept."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.submissions.drafts import typed_in
from couples.submissions.queries import find_draft, list_answers
from couples.submissions.typed import InvalidAnswersError
from tests.cast import Cast
from tests.homework import hand_in
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
