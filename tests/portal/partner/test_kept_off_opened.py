"""Having back what is kept off one's own pages: after the password, and once at a time."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from couples import clock
from couples.submissions import attribution
from couples.submissions.models import Submission
from tests.cast import Cast
from tests.page import Visitor
from tests.portal.partner.conftest import Desk
from tests.portal.partner.test_kept_off import (
    BOX,
    PAGE,
    PASSWORD,
    REPLY,
    SAMS,
    TITLE,
    WORDS,
    Writing,
    check,
    hide,
    homework,
    kept_off,
    show,
)

__all__ = ["homework"]

pytestmark = pytest.mark.only_on("sqlite")

BACK = "Bring it back to my pages"


def set_aside(writing: Writing, cast: Cast, submission_id: str) -> None:
    """As Morgan, who is not sure whose it is."""
    with writing() as session, session.begin():
        attribution.quarantine(session, cast.morgan.identity, submission_id)


def put_back(writing: Writing, cast: Cast, submission_id: str) -> None:
    """As Morgan, who knows by now that it was theirs."""
    with writing() as session, session.begin():
        attribution.restore(session, cast.morgan.identity, submission_id)


class TestThePageBehindThePassword:
    def test_privacy_leads_there_whether_or_not_there_is_anything(
        self, alex: Visitor, sam: Visitor, cast: Cast, homework: str
    ) -> None:
        hide(alex, homework)
        for visitor in (alex, sam):
            page = visitor.open("/partner/privacy").click("What you keep off your pages")
            assert page.path == PAGE
            assert TITLE not in page.text

        assert "There is nothing here." in show(sam, cast.sam).text

    def test_it_shows_all_of_it_and_asks_anew_for_each_look(
        self, alex: Visitor, cast: Cast, desk: Desk, homework: str
    ) -> None:
        desk.reply(hide(alex, homework), REPLY)

        page = show(alex, cast.alex)

        assert page.find_all("main h2") == [TITLE]
        assert all(words in page.text for words in (*WORDS.values(), REPLY))
        assert page.response.headers["Cache-Control"] == "no-store"
        again = alex.open(PAGE)
        assert TITLE not in again.text
        assert "Show me" in again.buttons()

    def test_a_wrong_password_shows_nothing(self, alex: Visitor, homework: str) -> None:
        hide(alex, homework)
        page = alex.open(PAGE)

        wrong = page.press("Show me", {PASSWORD: "a guess"}, status=422)

        assert TITLE not in wrong.text
        assert TITLE not in alex.open(PAGE).text

    def test_a_proof_that_is_not_used_at_once_is_none(
        self, alex: Visitor, cast: Cast, homework: str
    ) -> None:
        hide(alex, homework)
        token = {"csrf_token": alex.token(), "password": cast.alex.password}
        assert alex.client.post(PAGE, data=token).status_code == 302

        with clock.at(clock.now() + timedelta(minutes=2)):
            assert TITLE not in alex.open(PAGE).text

    def test_their_record_has_it(self, alex: Visitor, cast: Cast, homework: str) -> None:
        hide(alex, homework)

        page = alex.open("/account/record")
        data = page.press("Save it as data", {PASSWORD: cast.alex.password})

        text = json.dumps(json.loads(data.response.data))
        assert all(words in text for words in (TITLE, *WORDS.values()))


class TestBringingBack:
    def test_it_is_on_their_pages_again_as_everything_else(
        self, alex: Visitor, cast: Cast, homework: str, writing: Writing
    ) -> None:
        hide(alex, homework)

        page = show(alex, cast.alex).press(BACK)

        assert page.h1 == TITLE
        assert WORDS["alone"] in page.text
        assert TITLE in alex.open("/partner/handed-in").text
        assert kept_off(writing) == [False]
        assert "There is nothing here." in show(alex, cast.alex).text

    def test_what_was_given_back_can_be_tried_again_after_it(
        self, alex: Visitor, cast: Cast, desk: Desk, homework: str, writing: Writing
    ) -> None:
        submission_id = hide(alex, homework)
        desk.give_back(submission_id, REPLY)
        alex.post(f"/partner/submissions/{submission_id}/try-again", status=404)
        page = show(alex, cast.alex)
        assert "To begin one, bring it back to your pages first." in page.text

        draft = page.press(BACK).press("Try again")

        assert draft.value_of("answer-alone") == [WORDS["alone"]]
        draft.press("Check and send").press("Hand in", {BOX: True})
        assert kept_off(writing) == [True, True]
        assert TITLE not in alex.open("/partner/handed-in").text
        assert show(alex, cast.alex).text.count(WORDS["alone"]) == 2
        desk.hand_in(cast.sam, homework, SAMS)
        both = alex.open("/partner/ours").click(TITLE).text
        assert WORDS["sealed"] in both
        assert "Earlier attempts" not in both

    def test_of_several_attempts_all_come_back_whichever_was_kept_off(
        self, alex: Visitor, cast: Cast, desk: Desk, homework: str, writing: Writing
    ) -> None:
        first = hide(alex, homework)
        desk.give_back(first, REPLY)
        set_aside(writing, cast, first)
        second = check(alex, homework).press("Hand in").path.rpartition("/")[2]
        desk.give_back(second, REPLY)
        put_back(writing, cast, first)
        assert kept_off(writing) == [True, False]

        page = show(alex, cast.alex).press(BACK)

        assert "It is on your pages again." in page.text
        assert kept_off(writing) == [False, False]
        assert "There is nothing here." in show(alex, cast.alex).text

    def test_what_was_begun_with_its_words_comes_back_with_it_and_not_before(
        self, alex: Visitor, cast: Cast, desk: Desk, homework: str, writing: Writing
    ) -> None:
        first = check(alex, homework).press("Hand in").path.rpartition("/")[2]
        desk.give_back(first, REPLY)
        draft = alex.open(f"/partner/submissions/{first}").press("Try again").path
        set_aside(writing, cast, first)
        desk.give_back(hide(alex, homework), REPLY)

        put_back(writing, cast, first)

        assert TITLE not in alex.open("/partner/this-week").text
        assert alex.client.get(draft).status_code == 404
        show(alex, cast.alex).press(BACK)
        assert TITLE in alex.open("/partner/this-week").text
        assert alex.open(draft).value_of("answer-alone") == [WORDS["alone"]]

    def test_nobody_presses_it_without_the_page_that_was_shown(
        self, alex: Visitor, cast: Cast, homework: str, writing: Writing
    ) -> None:
        submission_id = hide(alex, homework)
        there = f"/partner/submissions/{submission_id}/bring-back"
        for key in ({}, {"key": ""}, {"key": "a guess"}):
            alex.post(there, key, status=404)
        page = show(alex, cast.alex)
        alex.post(there, {"key": "a guess"}, status=404)
        with clock.at(clock.now() + timedelta(minutes=11)):
            page.press(BACK, status=404)

        assert kept_off(writing) == [True]

    def test_it_brings_back_nothing_of_somebody_else(
        self, alex: Visitor, sam: Visitor, cast: Cast, homework: str, writing: Writing
    ) -> None:
        theirs = hide(sam, homework)
        hide(alex, homework)
        key = show(alex, cast.alex).value_of("key")

        alex.post(f"/partner/submissions/{theirs}/bring-back", {"key": key[0]}, status=404)

        assert kept_off(writing) == [True, True]

    def test_what_was_set_aside_is_asked_about_only_after_it(
        self, alex: Visitor, cast: Cast, homework: str, writing: Writing
    ) -> None:
        submission_id = hide(alex, homework)
        set_aside(writing, cast, submission_id)
        assert "Was this yours?" not in alex.open("/partner/this-week").text
        alex.open(f"/partner/set-aside/{submission_id}", status=404)
        page = show(alex, cast.alex)
        assert WORDS["told"] not in page.text

        asked = page.press(BACK)

        assert asked.path == f"/partner/set-aside/{submission_id}"
        assert "Was this yours?" in alex.open("/partner/this-week").text
        with writing() as session:
            assert session.scalars(select(Submission.kept_off_at)).all() == [None]
