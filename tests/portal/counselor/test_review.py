"""Reading what was handed in, answering it, and giving it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence
from couples.submissions.models import Reply
from couples.submissions.queries import list_replies, list_submissions
from tests.cast import Cast
from tests.homework import FEELINGS, give, give_feelings, hand_in
from tests.page import Page, Visitor
from tests.portal.counselor.conftest import MONDAY_MORNING


def sam_hands_in(cast: Cast, writing: Callable[[], Session]) -> str:
    with writing() as session, session.begin():
        assignment = session.scalars(select(Assignment)).one()
        answers = FEELINGS | {"fear": "That I am too late"}
        return hand_in(session, cast.sam, assignment, answers).public_id


def opened(morgan: Visitor, submission_id: str) -> Page:
    return morgan.open(f"/counselor/review/{submission_id}")


class TestTheQueue:
    def test_it_is_empty_at_first(self, morgan: Visitor) -> None:
        page = morgan.open("/counselor/review")

        assert "You have read everything" in page.text

    def test_both_partners_of_one_time_are_one_thing_to_read(
        self, morgan: Visitor, feelings: str, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        before = morgan.open("/counselor/review")
        sam_hands_in(cast, writing)
        after = morgan.open("/counselor/review")

        assert "1 thing to read" in before.text
        assert "handed in by Alex" in before.text
        assert "1 thing to read" in after.text
        assert "handed in by Alex and Sam" in after.text

    def test_the_oldest_comes_first_and_leads_on(
        self, morgan: Visitor, feelings: str, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        with clock.at(MONDAY_MORNING + timedelta(minutes=5)), writing() as session, session.begin():
            assignment = give_feelings(session, cast.kim_and_robin)
            hand_in(session, cast.kim, assignment, FEELINGS)

        first = morgan.open("/counselor/review").click("Begin with the oldest j")
        second = first.click("Next j")

        assert "1 of 2 to read" in first.text
        assert "Alex" in first.text
        assert "2 of 2 to read" in second.text
        assert "Kim" in second.text
        assert second.click("Previous k").path == first.path

    def test_somebody_else_s_couples_are_not_in_it(self, lee: Visitor, feelings: str) -> None:
        assert "You have read everything" in lee.open("/counselor/review").text
        lee.open(f"/counselor/review/{feelings}", status=404)


class TestReading:
    def test_an_answer_stands_with_who_else_reads_it(self, morgan: Visitor, feelings: str) -> None:
        page = opened(morgan, feelings)

        assert page.title == "Review – Mendwell"
        assert "That we stop talking" in page.text
        assert "Sam reads this once both have handed in." in page.text
        assert "Not handed in yet" in page.text

    def test_both_sides_stand_beside_each_other_once_both_are_in(
        self, morgan: Visitor, feelings: str, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        sams = sam_hands_in(cast, writing)

        for id_ in (feelings, sams):
            page = opened(morgan, id_)
            assert "That we stop talking" in page.text
            assert "That I am too late" in page.text
            assert "Both have handed in, so Sam reads this too." in page.text
            assert "Both have handed in, so Alex reads this too." in page.text

    def test_what_was_kept_is_neither_shown_nor_counted(self, morgan: Visitor, hurt: str) -> None:
        page = opened(morgan, hurt)

        assert "You left the dinner" in page.text
        assert "9 of 10" not in page.text
        assert "How much it hurt then" not in page.text
        assert "In this exercise some answers may be kept private." in page.text

    def test_an_exercise_that_keeps_nothing_says_nothing_about_it(
        self, morgan: Visitor, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        with writing() as session, session.begin():
            ritual = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
            chosen = {"ritual": "note", "title": "A note on the kettle"}
            submission_id = hand_in(session, cast.alex, ritual, chosen).public_id

        assert "kept private" not in opened(morgan, submission_id).text

    def test_only_the_one_who_was_asked_has_a_side(self, morgan: Visitor, hurt: str) -> None:
        page = opened(morgan, hurt)

        assert page.find_all(".side-head .person__name") == ["Sam"]


class TestAnswering:
    def test_only_the_author_gets_the_reply(
        self, morgan: Visitor, feelings: str, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        sam_hands_in(cast, writing)
        page = opened(morgan, feelings)

        page = page.press("Send to Alex", {"Your words to Alex": "Thank you for saying this."})

        assert "Sent. Of the two, only Alex reads it." in page.text
        assert "Thank you for saying this." in page.text
        with writing() as session:
            for member, count in ((cast.alex, 1), (cast.sam, 0)):
                known = list_submissions(session, member.identity)
                replies = list_replies(session, member.identity, known)
                assert sum(map(len, replies.values())) == count

    @pytest.mark.parametrize("words", ["", "   ", "\u200b\u3164", "\r\n\t"])
    def test_nothing_is_not_sent(
        self, morgan: Visitor, feelings: str, words: str, writing: Callable[[], Session]
    ) -> None:
        page = opened(morgan, feelings)

        page = page.press("Send to Alex", {"Your words to Alex": words})

        assert "Write something before you send it." in page.text
        with writing() as session:
            assert session.scalars(select(Reply)).all() == []

    def test_too_much_is_kept_on_the_page(self, morgan: Visitor, feelings: str) -> None:
        words = "word " * 900

        page = opened(morgan, feelings).press("Send to Alex", {"Your words to Alex": words})

        assert "Shorten this to 4000 characters. It has 4500 now." in page.text
        assert page.value_of("Your words to Alex") == [words]

    def test_the_same_words_pressed_twice_are_one_reply(
        self, morgan: Visitor, feelings: str, writing: Callable[[], Session]
    ) -> None:
        page = opened(morgan, feelings)

        page.press("Send to Alex", {"Your words to Alex": "Thank you."})
        page.press("Send to Alex", {"Your words to Alex": "Thank you."})

        with writing() as session:
            assert len(session.scalars(select(Reply)).all()) == 1


class TestGivingBack:
    def test_the_author_begins_again_and_both_attempts_stay(
        self, morgan: Visitor, feelings: str, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        page = opened(morgan, feelings)
        page = page.press(
            "Give back for another attempt", {"Your words to Alex": "Could you say more?"}
        )
        assert "Given back. Alex begins again from what they wrote." in page.text
        assert "You have read everything" in morgan.open("/counselor/review").text

        with writing() as session, session.begin():
            assignment = session.scalars(select(Assignment)).one()
            answers = FEELINGS | {"fear": "That silence is the end of us"}
            second = hand_in(session, cast.alex, assignment, answers).public_id

        page = opened(morgan, second)
        assert "attempt 2" in page.text
        assert "That silence is the end of us" in page.text
        assert "Attempt 1, handed in on" in page.text
        assert "That we stop talking" in page.text
        assert "Could you say more?" in page.text

    def test_it_takes_words(self, morgan: Visitor, feelings: str) -> None:
        page = opened(morgan, feelings).press("Give back for another attempt")

        assert "Write something before you send it." in page.text

    def test_what_was_given_back_cannot_be_given_back_again(
        self, morgan: Visitor, feelings: str
    ) -> None:
        page = opened(morgan, feelings)
        page.press("Give back for another attempt", {"Your words to Alex": "Could you say more?"})

        again = page.press(
            "Give back for another attempt", {"Your words to Alex": "And this?"}, status=409
        )

        assert "This was already given back for another attempt." in again.text
        assert again.value_of("Your words to Alex") == ["And this?"]
