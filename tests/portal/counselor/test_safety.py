"""The counselor’s pages about safety: gates, and what there is to look at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.exercises.definition import Gate
from couples.models import GateOverride, GateSetting, SafetyFlag
from couples.safety import services
from tests.cast import Cast
from tests.couples.safety.scene import answer_check, hold
from tests.homework import give
from tests.page import Visitor
from tests.portal.counselor.test_today import counted

Writing = Callable[[], Session]


@pytest.fixture
def there(cast: Cast) -> str:
    return f"/counselor/couples/{cast.alex_and_sam.public_id}/safety"


def settings(writing: Writing) -> list[GateSetting]:
    with writing() as session:
        return list(session.scalars(select(GateSetting).order_by(GateSetting.id)))


class TestGates:
    def test_the_couple_s_page_leads_there_and_each_gate_says_what_it_means(
        self, morgan: Visitor, cast: Cast
    ) -> None:
        page = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}").click("Safety")

        assert page.find_all(".gate__title") == [
            "Violence, coercion or fear Open",
            "Another relationship Open",
            "An active addiction Open",
            "A risk of suicide Open",
            "Not before you open it Held",
            "A legal dispute Open",
        ]
        assert "Would rest: " in page.text
        assert "Our agreement for hard moments" in page.text
        assert "Held for every couple at first." in page.text

    def test_it_is_held_with_a_word_and_opened_again(
        self, morgan: Visitor, there: str, writing: Writing
    ) -> None:
        held = morgan.open(there).press("Hold this", {"note": "since the call"})

        assert "This is held now." in held.text
        assert "Held by Dr. Morgan" in held.text
        assert "since the call" in held.text

        opened = held.press("Open this", {"note": "she moved out"})
        assert "This is open now." in opened.text
        assert "she moved out" in opened.text
        assert [(one.gate, one.is_held) for one in settings(writing)] == [
            (Gate.G1, True),
            (Gate.G1, False),
        ]

    def test_a_word_that_is_too_long_is_kept_on_the_page(
        self, morgan: Visitor, there: str, writing: Writing
    ) -> None:
        long = "word " * 300

        page = morgan.open(there).press("Hold this", {"note": long})

        assert "Shorten this" in page.text
        assert long.strip() in page.soup.select_one("#g1-note").get_text()  # type: ignore[union-attr]
        assert settings(writing) == []

    @pytest.mark.parametrize("sent", [{"gate": "G7"}, {"gate": "G1", "state": "ajar"}, {}])
    def test_nonsense_sets_nothing(
        self, morgan: Visitor, there: str, writing: Writing, sent: dict[str, str]
    ) -> None:
        morgan.post(f"{there}/gates", {"state": "held", **sent})

        assert settings(writing) == []

    def test_what_an_answer_held_says_so(
        self, morgan: Visitor, there: str, writing: Writing, cast: Cast
    ) -> None:
        with writing() as session, session.begin():
            answer_check(session, cast, cast.alex, safe="no")

        page = morgan.open(there)

        assert "Held by itself after an answer" in page.text
        assert "Alex does not feel safe at home." in page.text


class TestTheNeighbour:
    def test_another_counselor_finds_nothing(
        self, lee: Visitor, there: str, writing: Writing, cast: Cast
    ) -> None:
        with writing() as session, session.begin():
            flag = services.flag_couple(
                session, cast.morgan.identity, cast.alex_and_sam.public_id, word="quiet"
            ).public_id
            given = give(session, cast.alex_and_sam, "calm-contract").public_id
            hold(session, cast.alex_and_sam, Gate.G1)

        for path in (there, f"/counselor/flags/{flag}", f"/counselor/assignments/{given}/override"):
            lee.open(path, status=404)
        lee.post(f"{there}/gates", {"gate": "G1", "state": "open"}, status=404)
        lee.post(f"{there}/flags", {"word": "mine"}, status=404)
        lee.post(f"/counselor/flags/{flag}", {"done": "nothing"}, status=404)
        lee.post(f"/counselor/assignments/{given}/override", {"reason": "so"}, status=404)

        assert "Something to look at" not in lee.open("/counselor/today").text
        with writing() as session:
            assert session.scalars(select(SafetyFlag)).one().acknowledged_at is None
            assert len(session.scalars(select(GateSetting)).all()) == 1
            assert session.scalars(select(GateOverride)).all() == []


class TestFlags:
    def test_today_begins_with_a_neutral_line_that_leads_to_it(
        self, morgan: Visitor, writing: Writing, cast: Cast
    ) -> None:
        with writing() as session, session.begin():
            answer_check(session, cast, cast.alex, safe="no", contact="call")

        today = morgan.open("/counselor/today")
        assert today.find_all("h2")[0] == "First of all"
        assert "safe at home" not in today.text

        page = today.click("Something to look at for Alex and Sam")
        assert page.h1 == "Alex does not feel safe at home."
        assert "Alex" not in page.title
        assert page.click("Read all the answers").is_html

    def test_one_after_another_is_looked_at_until_none_is_left(
        self, morgan: Visitor, writing: Writing, cast: Cast
    ) -> None:
        with writing() as session, session.begin():
            answer_check(session, cast, cast.alex, safe="unsure", contact="call")
        page = morgan.open("/counselor/today").click("Something to look at for Alex and Sam")

        following = page.press("Keep this", {"What you did": "called at noon"})
        assert following.h1 == "Alex asks you to get in touch."
        last = following.press("Keep this", {"What you did": "the same call"})

        assert "Nothing at the moment." in last.text
        assert "Something to look at" not in morgan.open("/counselor/today").text
        looked_at = last.click("Alex is not sure about being safe at home.")
        assert "called at noon" in looked_at.text
        assert "Looked at by Dr. Morgan" in looked_at.text

    def test_a_second_tab_is_told_that_it_was_looked_at(
        self, morgan: Visitor, writing: Writing, cast: Cast
    ) -> None:
        with writing() as session, session.begin():
            answer_check(session, cast, cast.alex, contact="call")
        page = morgan.open("/counselor/today").click("Something to look at for Alex and Sam")
        page.press("Keep this", {"What you did": "called"})

        again = page.press("Keep this", {"What you did": "Waited for a day"}, status=409)

        assert "This was looked at already." in again.text
        assert "called" in again.text
        assert "What you wrote" in again.text
        assert "Waited for a day" in again.text
        assert "What you wrote" not in morgan.open(again.path).text

    def test_nothing_said_is_asked_for(self, morgan: Visitor, writing: Writing, cast: Cast) -> None:
        with writing() as session, session.begin():
            answer_check(session, cast, cast.alex, contact="call")

        page = morgan.open("/counselor/today").click("Something to look at for Alex and Sam")

        assert "Write what you did" in page.press("Keep this").text

    def test_the_counselor_notes_one_of_their_own(self, morgan: Visitor, there: str) -> None:
        page = morgan.open(there).press(
            "Note this", {"About": "Sam", "What you want to look at": "very quiet"}
        )

        assert "You wanted to look at something again." in page.text
        today = morgan.open("/counselor/today")
        assert "very quiet" not in today.text
        assert "very quiet" in today.click("Something to look at for Alex and Sam").text

    def test_many_flags_cost_as_many_statements_as_none(
        self, app: Flask, morgan: Visitor, writing: Writing, cast: Cast
    ) -> None:
        with counted(app) as none:
            morgan.open("/counselor/today")
        with writing() as session, session.begin():
            for pair in (cast.alex_and_sam, cast.kim_and_robin):
                for number in range(3):
                    services.flag_couple(
                        session, cast.morgan.identity, pair.public_id, word=f"{number}"
                    )

        with counted(app) as many:
            page = morgan.open("/counselor/today")

        assert page.text.count("Something to look at") == 2
        assert len(many) == len(none)
