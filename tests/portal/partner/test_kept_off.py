"""Keeping what was handed in off one's own pages, for whoever has their phone looked through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.exercises.definition import Cadence, Doer, Part
from couples.models import Draft, Submission
from couples.submissions import keeping_off
from tests.cast import Cast, Member
from tests.couples.exercises.making import field_of, make_definition
from tests.couples.safety.scene import shelve
from tests.homework import give
from tests.page import Page, Visitor
from tests.portal.partner.conftest import Desk
from tests.portal.partner.test_safety import everything

Writing = Callable[[], Session]

pytestmark = pytest.mark.only_on("sqlite")

TITLE = "canary-title"
WORDS = {key: f"canary-{key}" for key in ("alone", "told", "later", "sealed")}
SAMS = {key: f"of Sam {key}" for key in WORDS}
REPLY = "canary-reply"
BOX, PASSWORD = "Keep it off my own pages", "The password you have now"
PAGE = "/partner/privacy/kept-off"


@pytest.fixture
def homework(writing: Writing, cast: Cast) -> str:
    """Something for each of the two, every week, with a question for each sort of reader."""
    audiences = {"alone": "me", "told": "counselor", "later": "session", "sealed": "sealed"}
    definition = make_definition(
        *(
            field_of("short-text", key=key, audience=who, required=True)
            for key, who in audiences.items()
        ),
        id="four-questions",
        title=TITLE,
        doers=["each"],
        cadences=["weekly"],
    )
    with writing() as session, session.begin():
        key = shelve(session, cast, definition).id
        return give(session, cast.alex_and_sam, key, doer=Doer.EACH).public_id


def check(visitor: Visitor, homework: str) -> Page:
    """Write all of it, and read it back."""
    typed = {f"answer-{key}": words for key, words in WORDS.items()}
    page = visitor.open(f"/partner/homework/{homework}").press("Start")
    return page.press("Check and send", typed)


def hide(visitor: Visitor, homework: str) -> str:
    """Hand it in and keep it off their own pages; the public id of what was handed in."""
    page = check(visitor, homework)
    done = page.press("Hand in", {BOX: True})
    assert done.path == "/partner/this-week"
    return page.path.split("/")[3]


def show(visitor: Visitor, member: Member) -> Page:
    """What is kept off, after the password."""
    return visitor.open(PAGE).press("Show me", {PASSWORD: member.password})


def told(seen: dict[str, tuple[int, str]], homework: str) -> set[str]:
    """The pages that say anything of it; that it was given stands where both know it."""
    canaries = {*WORDS.values(), REPLY}
    found = {path for path, (_s, text) in seen.items() if any(words in text for words in canaries)}
    of_the_title = {path for path, (_status, text) in seen.items() if TITLE in text}
    return found | {path for path in of_the_title if f"/homework/{homework}" not in path}


def kept_off(writing: Writing) -> list[bool]:
    """Of each thing that was handed in, whether it is kept off its author’s pages."""
    with writing() as session:
        found = session.scalars(select(Submission.kept_off_at).order_by(Submission.id))
        return [at is not None for at in found]


class TestHandingIn:
    def test_it_says_what_it_does_and_tells_nothing_of_it_afterwards(
        self, alex: Visitor, homework: str
    ) -> None:
        page = check(alex, homework)
        assert "It reaches everybody it was written for all the same." in page.text
        assert page.value_of(BOX) == []

        done = page.press("Hand in", {BOX: True})

        assert done.path == "/partner/this-week"
        assert "Handed in." in done.text
        assert TITLE not in done.text

    def test_no_page_of_theirs_says_a_word_of_it(
        self,
        app: Flask,
        writing: Writing,
        alex: Visitor,
        morgan: Visitor,
        desk: Desk,
        homework: str,
    ) -> None:
        submission_id = hide(alex, homework)
        alex.open("/partner/this-week")  # What is said once was said.
        morgan.open(f"/counselor/review/{submission_id}")
        desk.reply(submission_id, REPLY)
        assert told(everything(app, writing, alex), homework) == set()

        desk.give_back(submission_id, REPLY)

        seen = everything(app, writing, alex)
        assert told(seen, homework) == set()
        assert seen[f"GET /partner/submissions/{submission_id}"][0] == 404
        for path in ("", "/check"):
            alex.open(f"/partner/drafts/{submission_id}{path}", status=404)
        with writing() as session:
            assert session.scalars(select(Draft.id)).all() == []

    def test_the_walk_finds_it_where_it_is_not_kept_off(
        self, app: Flask, writing: Writing, alex: Visitor, homework: str
    ) -> None:
        submission_id = check(alex, homework).press("Hand in").path.split("/")[-1]

        seen = told(everything(app, writing, alex), homework)

        assert f"GET /partner/submissions/{submission_id}" in seen
        assert {"GET /partner/this-week", "GET /partner/handed-in"} <= seen

    @pytest.mark.parametrize("sam_too", [False, True])
    def test_the_others_pages_are_the_same_to_the_byte(
        self,
        app: Flask,
        writing: Writing,
        cast: Cast,
        alex: Visitor,
        sam: Visitor,
        desk: Desk,
        homework: str,
        sam_too: bool,
    ) -> None:
        with clock.at(clock.now()):
            submission_id = check(alex, homework).press("Hand in").path.split("/")[-1]
            if sam_too:
                desk.hand_in(cast.sam, homework, SAMS)
            everything(app, writing, sam)  # What it begins has begun.
            before = everything(app, writing, sam)
            with writing() as session, session.begin():
                mine = session.scalars(
                    select(Submission).where(Submission.public_id == submission_id)
                ).one()
                keeping_off.keep_off(session, cast.alex.identity, mine)

            assert everything(app, writing, sam) == before
            assert (WORDS["sealed"] in str(before)) == sam_too

    def test_what_the_other_can_read_stands_where_both_find_it(
        self, app: Flask, writing: Writing, cast: Cast, alex: Visitor, desk: Desk, homework: str
    ) -> None:
        submission_id = hide(alex, homework)
        desk.hand_in(cast.sam, homework, SAMS)
        desk.give_back(submission_id, REPLY)

        both = alex.open("/partner/ours").click(TITLE)

        assert WORDS["sealed"] in both.text
        assert SAMS["sealed"] in both.text
        assert "Try again" not in both.buttons()
        assert TITLE not in alex.open("/partner/handed-in").text
        assert "GET /partner/this-week" not in told(everything(app, writing, alex), homework)
        private = {WORDS[key] for key in ("alone", "told", "later")} | {REPLY}
        seen = str(everything(app, writing, alex))
        assert not {words for words in private if words in seen}

    def test_the_counselor_reads_it_and_that_it_is_kept_off(
        self, alex: Visitor, morgan: Visitor, homework: str
    ) -> None:
        page = morgan.open(f"/counselor/review/{hide(alex, homework)}")

        assert WORDS["told"] in page.text
        assert "kept off their own pages" in page.text
        assert "Alex does not want this to be found on their own pages." in page.text

    def test_the_next_time_comes_as_ever(
        self,
        alex: Visitor,
        cast: Cast,
        sign_in_as: Callable[[Member], Visitor],
        homework: str,
    ) -> None:
        hide(alex, homework)
        assert "Start" not in alex.open(f"/partner/homework/{homework}").buttons()

        with clock.at(clock.now() + timedelta(days=7)):
            assert TITLE in sign_in_as(cast.alex).open("/partner/this-week").text


class TestTwoPresses:
    def test_a_second_press_hands_in_nothing_more(
        self, alex: Visitor, desk: Desk, cast: Cast, homework: str, writing: Writing
    ) -> None:
        page = check(alex, homework)
        for _ in range(2):
            assert page.press("Hand in", {BOX: True}).path == "/partner/this-week"

        assert desk.count(cast.alex) == 1
        assert kept_off(writing) == [True]

    def test_another_tab_finds_nothing_to_hand_in(
        self, alex: Visitor, desk: Desk, cast: Cast, homework: str
    ) -> None:
        one = check(alex, homework)
        other = alex.open(one.path)
        one.press("Hand in", {BOX: True})

        other.press("Hand in", status=404)

        assert desk.count(cast.alex) == 1

    def test_the_choice_stays_where_it_was_changed_elsewhere(
        self, alex: Visitor, homework: str
    ) -> None:
        page = check(alex, homework)
        there = page.path.removesuffix("/check")
        alex.open(there).press("Save and leave", {"answer-told": "another word"})

        again = page.press("Hand in", {BOX: True}, status=409)

        assert again.value_of(BOX) == ["yes"]


class TestWhereItIsNotOffered:
    def test_not_for_what_the_two_do_together(
        self, alex: Visitor, desk: Desk, cast: Cast, writing: Writing
    ) -> None:
        field = field_of("short-text", audience="me")
        with writing() as session, session.begin():
            key = shelve(session, cast, make_definition(field, id="of-both")).id
        page = alex.open(f"/partner/homework/{desk.give(key)}").press("Start")
        page = page.press("Check and send", {"answer-topic": "The evening"})
        assert BOX not in page.text

        forged = {"kept-off": "yes", "key": "k" * 32, "revision": "1"}
        refused = alex.post(page.path, forged, status=409)

        assert "Nothing was handed in, your words are here." in refused.text
        assert kept_off(writing) == []

    def test_not_where_both_read_all_of_it_at_once_nor_in_a_repair(
        self, writing: Writing, cast: Cast
    ) -> None:
        with writing() as session, session.begin():
            wins = give(session, cast.alex_and_sam, "wins", cadence=Cadence.ANY_TIME)
            hurt = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
            ritual = give(session, cast.alex_and_sam, "daily-ritual", doer=Doer.EACH)

            def may(given: Assignment, part: Part, *audiences: Audience) -> bool:
                return keeping_off.may_keep_off(session, given, part, audiences)

            assert not may(wins, Part.LOG, Audience.COUPLE)
            assert not may(hurt, Part.MAIN, Audience.ME)
            assert not may(ritual, Part.MAIN, Audience.COUNSELOR)
            assert may(ritual, Part.LOG, Audience.COUPLE, Audience.COUNSELOR)
