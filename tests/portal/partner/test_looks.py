"""The page of who opened what somebody wrote tells nothing of what the other one did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.exercises.definition import Doer
from couples.submissions import drafts, handing_in, reviewing
from tests.cast import Cast, Member
from tests.homework import give, hand_in
from tests.page import Visitor, without_tokens

SUPPORTS = {"supports": "2", "agreed_limits": "Nothing about the children"}
ONLY_FOR_HER = {"agreed_limits": "counselor"}
LOOKS = "/partner/privacy/looks"

Given = tuple[int, dict[str, str]]
"""What was given to each, by its number, and what is answered there."""


@dataclass
class Practice:
    """Morgan gives to each what only she reads, and comes back two days later."""

    cast: Cast
    writing: Callable[[], Session]
    sign_in_as: Callable[[Member], Visitor]

    def give(self, key: str, answers: dict[str, str] | None = None) -> Given:
        with self.writing() as session, session.begin():
            given = give(session, self.cast.alex_and_sam, key, doer=Doer.EACH)
            fields = given.definition.fields
            return given.id, answers or {f.key: f.options[0].value for f in fields if f.options}

    def hand_in(self, author: Member, given: Given) -> str:
        with self.writing() as session, session.begin():
            assignment = session.get_one(Assignment, given[0])
            words = given[1]
            audiences = {key: who for key, who in ONLY_FOR_HER.items() if key in words}
            return hand_in(session, author, assignment, words, audiences=audiences).public_id

    def give_back(self, submission_id: str, author: Member) -> str:
        """Give it back, and let its author hand it in a second time."""
        with self.writing() as session, session.begin():
            reviewing.return_for_another_attempt(
                session, self.cast.morgan.identity, submission_id, words="Try once more"
            )
            draft = drafts.try_again(session, author.identity, submission_id)
            again = handing_in.submit(
                session, author.identity, draft.public_id, revision=draft.revision, key="k" * 32
            )
            return again.public_id

    def read(self, submission_id: str) -> None:
        self.sign_in_as(self.cast.morgan).open(f"/counselor/review/{submission_id}")

    def page_of(self, member: Member) -> str:
        return without_tokens(self.sign_in_as(member).open(LOOKS).response.get_data(as_text=True))


@pytest.fixture
def practice(
    cast: Cast, writing: Callable[[], Session], sign_in_as: Callable[[Member], Visitor]
) -> Practice:
    return Practice(cast, writing, sign_in_as)


def test_that_the_other_handed_in_alone_changes_no_byte(practice: Practice, cast: Cast) -> None:
    given = practice.give("support-network", SUPPORTS)
    first = practice.hand_in(cast.alex, given)
    practice.read(first)
    second = practice.give_back(first, cast.alex)
    with clock.at(clock.now() + timedelta(days=1)):
        practice.read(second)
    with clock.at(clock.now() + timedelta(days=2)):
        before = practice.page_of(cast.alex)
        assert before.count("read through") == 2

        practice.read(practice.hand_in(cast.sam, given))

        assert practice.page_of(cast.alex) == before
        assert practice.page_of(cast.sam).count("read through") == 1


def test_what_asks_how_safe_somebody_is_stands_on_no_page(practice: Practice, cast: Cast) -> None:
    given = practice.give("private-safety-check")
    before = practice.page_of(cast.alex)

    first = practice.hand_in(cast.alex, given)
    practice.read(first)
    practice.read(practice.give_back(first, cast.alex))
    practice.read(practice.hand_in(cast.sam, given))

    assert practice.page_of(cast.alex) == before
    assert "Nothing yet" in practice.page_of(cast.sam)


def test_a_kind_of_page_about_both_stands_once(practice: Practice, cast: Cast) -> None:
    measures = f"/counselor/couples/{cast.alex_and_sam.public_id}/measures"
    practice.sign_in_as(cast.morgan).open(measures)
    with clock.at(clock.now() + timedelta(days=2)):
        before = practice.page_of(cast.alex)
        assert before.count("what it comes to over time") == 1

        practice.sign_in_as(cast.morgan).open(measures)

        assert practice.page_of(cast.alex) == before
