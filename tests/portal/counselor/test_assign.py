"""Before an exercise is given: choosing it, choosing the couples, and the rehearsal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.assignments.models import AssignmentBatch
from couples.exercises.loading import builtin_definitions
from couples.measures.definitions import measure_definitions
from tests.cast import Cast
from tests.page import Page, Visitor

pytestmark = pytest.mark.usefixtures("library")

FEELINGS = "A fear, a joy, a need"
HURT = "Naming what hurt"
RITUAL = "A small ritual of your own"


def form_for(morgan: Visitor, title: str) -> Page:
    return morgan.open("/counselor/assign").click(title)


def check(page: Page, *couples: str, fields: dict[str, Any] | None = None) -> Page:
    return page.press("Check who gets it", {"Couples": list(couples)} | (fields or {}))


def count(writing: Callable[[], Session], table: type) -> int:
    with writing() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


class TestChoosing:
    def test_an_exercise_is_found_by_a_word_of_its_title(self, morgan: Visitor) -> None:
        page = morgan.open("/counselor/assign").press("Find", {"Find an exercise": "NAMING"})

        assert page.find_all(".card__title") == [HURT]
        assert page.value_of("Find an exercise") == ["NAMING"]

    def test_nothing_found_offers_a_way_back(self, morgan: Visitor) -> None:
        page = morgan.open("/counselor/assign").press("Find", {"Find an exercise": "xyzzy"})

        assert "Nothing by that name" in page.text
        everything = page.click("Show everything").find_all(".card__title")
        assert len(everything) == len(builtin_definitions()) + len(measure_definitions())

    def test_from_a_couple_s_page_they_are_ticked_already(
        self, morgan: Visitor, cast: Cast
    ) -> None:
        page = morgan.open(f"/counselor/couples/{cast.kim_and_robin.public_id}")

        page = page.click("Give homework").click(FEELINGS)

        assert page.value_of("Couples") == [cast.kim_and_robin.public_id]

    def test_only_the_ways_that_the_exercise_allows_are_offered(self, morgan: Visitor) -> None:
        page = form_for(morgan, HURT)

        assert page.value_of("doer") == ["one"]
        assert page.value_of("cadence") == ["once"]
        assert "On which days" not in page.text


class TestTheRehearsal:
    def test_it_says_who_gets_it_and_changes_nothing(
        self, morgan: Visitor, third_couple: str, writing: Callable[[], Session]
    ) -> None:
        page = check(
            form_for(morgan, FEELINGS), "Alex and Sam", "Kim and Robin", "Charlie and Dana"
        )

        assert page.h1 == "Check who gets it"
        assert "3 couples get it" in page.text
        assert "Assign to 3 couples" in page.buttons()
        assert count(writing, AssignmentBatch) == 0

    def test_before_the_next_session_skips_whoever_has_none(
        self, morgan: Visitor, third_couple: str
    ) -> None:
        page = check(
            form_for(morgan, FEELINGS),
            "Alex and Sam",
            "Charlie and Dana",
            fields={"Until when": "Before their next session"},
        )

        assert "1 couple gets it" in page.text
        assert "Before the session on Wednesday, November 25" in page.text
        assert "1 couple is left out" in page.text
        assert "There is no next session to set it before." in page.text

    def test_when_nobody_gets_it_there_is_nothing_to_press(self, morgan: Visitor) -> None:
        page = check(
            form_for(morgan, FEELINGS),
            "Alex and Sam",
            fields={"Until when": "Before their next session"},
        )

        assert "Nobody would get this as it stands." in page.text
        assert "Assign to" not in " ".join(page.buttons())

    def test_changing_something_finds_everything_as_it_was_typed(self, morgan: Visitor) -> None:
        page = check(
            form_for(morgan, RITUAL),
            "Alex and Sam",
            fields={
                "How often": "On certain days of the week",
                "On which days": ["Monday", "Thursday"],
                "Until when": "Until a day that you choose",
                "The last day": "2026-12-24",
                "A personal line to go with it": "Small is enough.\nReally.",
            },
        )

        page = page.press("Change something")

        assert page.find_all(".error-summary") == []
        assert len(page.value_of("Couples")) == 1
        assert page.value_of("How often") == ["days"]
        assert page.value_of("On which days") == ["mon", "thu"]
        assert page.value_of("Until when") == ["date"]
        assert page.value_of("The last day") == ["2026-12-24"]
        assert page.value_of("note")[0].split() == ["Small", "is", "enough.", "Really."]

    def test_one_partner_does_it_and_is_named(self, morgan: Visitor, cast: Cast) -> None:
        who = f"person_{cast.alex_and_sam.public_id}"

        page = check(form_for(morgan, HURT), "Alex and Sam", fields={who: "Sam"})

        assert page.find_all("#getting td")[0] == "Sam"


class TestWhatDoesNotFit:
    @pytest.mark.parametrize(
        ("title", "fields", "sentence"),
        [
            (FEELINGS, {"Couples": []}, "Choose at least one couple."),
            (HURT, {}, "Choose which of the two it is for."),
            (
                RITUAL,
                {"How often": "On certain days of the week"},
                "Choose at least one day of the week.",
            ),
            (FEELINGS, {"How many times a week": "15"}, "Write a number from 1 to 14."),
            (FEELINGS, {"How many times a week": ""}, "Write a number from 1 to 14."),
            (FEELINGS, {"How many times a week": "often"}, "Write a number from 1 to 14."),
            (
                FEELINGS,
                {"Until when": "Until a day that you choose"},
                "Choose the date, or another way to say until when.",
            ),
            (
                FEELINGS,
                {"Until when": "Until a day that you choose", "The last day": "2026-11-22"},
                "This day has passed already.",
            ),
            (
                FEELINGS,
                {"Until when": "Until a day that you choose", "The last day": "soon"},
                "Write the day like 2026-11-24.",
            ),
            (
                FEELINGS,
                {"Until when": "Until a day that you choose", "The last day": "9999-12-31"},
                "Choose a day within the next two years.",
            ),
            (
                FEELINGS,
                {"A personal line to go with it": "x" * 601},
                "Shorten this to 600 characters. It has 601 now.",
            ),
        ],
    )
    def test_it_is_said_beside_the_field_and_the_rest_is_kept(
        self, morgan: Visitor, title: str, fields: dict[str, Any], sentence: str
    ) -> None:
        typed = {"A personal line to go with it": "For the two of you"} | fields

        page = check(form_for(morgan, title), "Alex and Sam", fields=typed)

        assert any(sentence in error for error in page.find_all(".field__error"))
        assert page.value_of("A personal line to go with it") == [
            typed["A personal line to go with it"]
        ]

    def test_what_does_not_matter_is_not_looked_at(self, morgan: Visitor) -> None:
        page = check(form_for(morgan, RITUAL), "Alex and Sam", fields={"The last day": "soon"})

        assert page.h1 == "Check who gets it"

    def test_couples_of_somebody_else_cannot_be_ticked(
        self, morgan: Visitor, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        path = form_for(morgan, FEELINGS).path
        fields = {
            "couples": cast.noor_and_jo.public_id,
            "doer": "each",
            "cadence": "times-a-week",
            "times_a_week": "3",
            "due": "none",
        }

        page = morgan.post(f"{path}/batches", fields)

        assert "Choose at least one couple." in page.text
        assert count(writing, AssignmentBatch) == 0

    @pytest.mark.parametrize(("name", "value"), [("doer", "one"), ("cadence", "hourly")])
    def test_a_way_that_the_exercise_does_not_allow_is_refused(
        self, morgan: Visitor, cast: Cast, name: str, value: str
    ) -> None:
        path = form_for(morgan, FEELINGS).path
        fields = {
            "couples": cast.alex_and_sam.public_id,
            "doer": "each",
            "cadence": "times-a-week",
            "times_a_week": "3",
            "due": "none",
        }

        page = morgan.post(path, fields | {name: value})

        assert "Choose one of these." in page.text

    def test_somebody_of_another_couple_cannot_be_named(self, morgan: Visitor, cast: Cast) -> None:
        path = form_for(morgan, HURT).path
        fields = {
            "couples": cast.alex_and_sam.public_id,
            f"person_{cast.alex_and_sam.public_id}": cast.kim.public_id,
            "doer": "one",
            "cadence": "once",
            "due": "none",
        }

        page = morgan.post(path, fields)

        assert "Choose which partner this is for." in page.text
