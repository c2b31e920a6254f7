"""Referring to what was written before: only what one can read, told by title and day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.agreements.queries import list_agreements
from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.exercises.definition import Part
from couples.submissions.asked import asked_of
from couples.submissions.models import Submission
from couples.submissions.references import referred_by
from couples.submissions.typed import InvalidAnswersError
from tests.cast import Cast, Member
from tests.homework import RULES, give, hand_in
from tests.own_exercises import PLAN, give_own

MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)
HURT = {"what_happened": "You left without a word", "hurts_now": "7", "ask_of_partner": "hear"}


@pytest.fixture
def steps(session: Session, cast: Cast) -> Assignment:
    return give_own(session, cast, PLAN)


def grieve(session: Session, cast: Cast, author: Member, audience: str = "me") -> Submission:
    pair = cast.alex_and_sam if author in cast.alex_and_sam.partners else cast.kim_and_robin
    with clock.at(MONDAY):
        given = give(session, pair, "grievance", to=author)
        return hand_in(session, author, given, HURT, audiences={"what_happened": audience})


def offered(session: Session, member: Member, steps: Assignment, key: str) -> dict[str, str]:
    asked = asked_of(session, member.identity, steps, Part.MAIN, "once")
    return dict(asked.offered[key])


def test_one_is_offered_what_one_wrote_by_title_and_day(
    session: Session, cast: Cast, steps: Assignment
) -> None:
    mine = grieve(session, cast, cast.alex)
    title = mine.assignment.definition.title

    known = offered(session, cast.alex, steps, "about")

    assert known == {mine.public_id: f"{title}, November 23, 2026"}
    assert not any("word" in words for words in known.values())
    hand_in(session, cast.alex, steps, {"about": mine.public_id})


def test_two_of_one_day_are_told_apart(session: Session, cast: Cast, steps: Assignment) -> None:
    first = grieve(session, cast, cast.alex)
    first.assignment.open_key = None
    second = grieve(session, cast, cast.alex)

    known = offered(session, cast.alex, steps, "about")

    assert list(known) == [second.public_id, first.public_id]
    assert known[first.public_id].endswith("(1)")
    assert known[second.public_id].endswith("(2)")


@pytest.mark.parametrize("audience", ["me", "couple"])
def test_what_the_other_wrote_is_offered_only_if_it_can_be_read(
    session: Session, cast: Cast, steps: Assignment, audience: str
) -> None:
    theirs = grieve(session, cast, cast.alex, audience)

    known = offered(session, cast.sam, steps, "about")

    assert (theirs.public_id in known) is (audience == Audience.COUPLE)


def test_whatever_is_not_offered_is_refused_by_the_name_of_the_question(
    session: Session, cast: Cast, steps: Assignment
) -> None:
    hidden = grieve(session, cast, cast.alex)
    neighbours = grieve(session, cast, cast.kim, "couple")
    feelings = give(session, cast.alex_and_sam, "wins")

    for named in (hidden.public_id, neighbours.public_id, feelings.public_id, "a" * 26, "x"):
        with pytest.raises(InvalidAnswersError) as refusal:
            hand_in(session, cast.sam, steps, {"about": named})
        assert refusal.value.problems == {
            "about": "Choose one from the list for ‘What it is about’."
        }


def test_an_agreement_is_named_by_itself(session: Session, cast: Cast, steps: Assignment) -> None:
    contract = give(session, cast.alex_and_sam, "calm-contract")
    proposed = hand_in(session, cast.alex, contract, RULES)
    [agreement] = list_agreements(session, cast.sam.identity)

    known = offered(session, cast.sam, steps, "held")

    assert set(known) == {agreement.id}
    assert proposed.public_id not in known
    assert agreement.title in known[agreement.id]


def test_whoever_may_not_know_of_it_is_not_told_what_it_was(
    session: Session, cast: Cast, steps: Assignment
) -> None:
    mine = grieve(session, cast, cast.alex)
    questions = PLAN.fields

    told = {
        member.name: referred_by(session, member.identity, steps.couple, questions)
        for member in (cast.alex, cast.sam, cast.morgan)
    }

    assert mine.public_id in told["Alex"]
    assert mine.public_id in told["Dr. Morgan"]
    assert told["Sam"] == {}
