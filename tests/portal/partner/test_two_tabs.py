"""Two tabs at once, and the form that keeps itself: nothing is ever overwritten unseen."""

from __future__ import annotations

from datetime import UTC, datetime

from couples import clock
from tests.cast import Cast
from tests.homework import FEELINGS
from tests.page import Page, Visitor
from tests.portal.partner.conftest import Desk

MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)
FEAR = "answer-fear"
BY_ITSELF = {"X-Mendwell-Autosave": "1"}


def begin(visitor: Visitor, assignment_id: str) -> Page:
    return visitor.open(f"/partner/homework/{assignment_id}").press("Start")


class TestTwoTabs:
    def conflict(self, alex: Visitor, desk: Desk) -> tuple[Page, Page]:
        """One tab saved, the other typed something else meanwhile."""
        one = begin(alex, desk.give_feelings())
        other = alex.open(one.path)
        one.press("Save and leave", {FEAR: "Said in the first tab", "answer-joy": "The same"})
        page = other.press(
            "Save and leave",
            {FEAR: "Said in the second tab", "answer-joy": "The same"},
            status=409,
        )
        return one, page

    def test_nothing_is_overwritten_and_both_are_shown(self, alex: Visitor, desk: Desk) -> None:
        one, page = self.conflict(alex, desk)

        assert page.h1 == "Choose which words to keep"
        assert "Said in the first tab" in page.text
        assert "Said in the second tab" in page.text
        assert page.find_all("main h2") == ["Something you are afraid of at the moment"]
        assert alex.open(one.path).value_of(FEAR) == ["Said in the first tab"]

    def test_one_can_keep_what_was_typed_here(self, alex: Visitor, desk: Desk) -> None:
        one, page = self.conflict(alex, desk)

        page.press("Keep what I typed here")

        again = alex.open(one.path)
        assert again.value_of(FEAR) == ["Said in the second tab"]
        assert again.value_of("answer-joy") == ["The same"]

    def test_one_can_keep_what_was_saved_elsewhere(self, alex: Visitor, desk: Desk) -> None:
        _one, page = self.conflict(alex, desk)

        again = page.click("Keep what was saved elsewhere")

        assert again.value_of(FEAR) == ["Said in the first tab"]

    def test_a_third_tab_makes_one_choose_again(self, alex: Visitor, desk: Desk) -> None:
        one, page = self.conflict(alex, desk)
        alex.open(one.path).press("Save and leave", {FEAR: "Said in the third tab"})

        again = page.press("Keep what I typed here", status=409)

        assert "Said in the second tab" in again.text
        assert "Said in the third tab" in again.text

    def test_two_tabs_with_the_same_words_do_not_quarrel(self, alex: Visitor, desk: Desk) -> None:
        one = begin(alex, desk.give_feelings())
        other = alex.open(one.path)

        one.press("Save and leave", {FEAR: "The same words"})
        page = other.press("Save and leave", {FEAR: "The same words"})

        assert page.path == "/partner/this-week"

    def test_what_was_not_read_back_is_not_handed_in(
        self, alex: Visitor, desk: Desk, cast: Cast
    ) -> None:
        page = begin(alex, desk.give_feelings())
        check = page.press("Check and send", {f"answer-{k}": v for k, v in FEELINGS.items()})
        alex.open(page.path).press("Save and leave", {FEAR: "Changed meanwhile"})

        again = check.press("Hand in", status=409)

        assert "changed somewhere else while you were reading" in again.text
        assert "Changed meanwhile" in again.text
        assert desk.count(cast.alex) == 0
        assert "You handed this in" in again.press("Hand in").text


class TestAutosave:
    def test_it_saves_and_says_when(self, alex: Visitor, desk: Desk) -> None:
        with clock.at(MONDAY):
            page = begin(alex, desk.give_feelings())
            answer = alex.post(page.path, {FEAR: "half a", "revision": "0"}, headers=BY_ITSELF)

        assert answer.response.json == {
            "revision": 1,
            "saved_at": "2026-11-23T15:00:00+00:00",
            "words": "Saved at 10:00\u00a0AM",
        }

    def test_an_older_page_is_told_of_the_conflict(self, alex: Visitor, desk: Desk) -> None:
        page = begin(alex, desk.give_feelings())
        alex.post(page.path, {FEAR: "newer", "revision": "0"}, headers=BY_ITSELF)

        answer = alex.post(
            page.path, {FEAR: "older", "revision": "0"}, status=409, headers=BY_ITSELF
        )

        assert answer.response.json == {"reason": "conflict"}
        assert alex.open(page.path).value_of(FEAR) == ["newer"]

    def test_it_knows_when_it_was_handed_in(self, alex: Visitor, desk: Desk) -> None:
        page = begin(alex, desk.give_feelings())
        check = page.press("Check and send", {f"answer-{k}": v for k, v in FEELINGS.items()})
        check.press("Hand in")

        answer = alex.post(page.path, {FEAR: "late"}, status=409, headers=BY_ITSELF)

        assert answer.response.json == {"reason": "handed-in"}

    def test_a_page_without_a_revision_overwrites_nothing(self, alex: Visitor, desk: Desk) -> None:
        page = begin(alex, desk.give_feelings())

        alex.post(page.path, {FEAR: "from nowhere"}, status=409, headers=BY_ITSELF)

        assert alex.open(page.path).value_of(FEAR) == [""]
