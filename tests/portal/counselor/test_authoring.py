"""Dr. Morgan writes an exercise: from nothing, question by question, until couples can get it."""

from __future__ import annotations

import pytest

from tests.page import Page, Visitor

pytestmark = pytest.mark.usefixtures("library")

HEAD = {
    "What it is called": "A walk without phones",
    "What it is for": "Gives a couple half an hour that belongs to nobody else.",
    "kind": "exercise",
    "What the partners read first": "Take a walk.\n\nThen say how it was.",
    "minutes_low": "20",
    "minutes_high": "40",
    "doers": ["each", "together"],
    "cadences": ["once"],
    "not_when": "Not while walking together feels unsafe.",
    "origin": "Written for this practice.",
    "summary": "That they walked, and how it was.",
}


def begin(morgan: Visitor) -> Page:
    """An empty sheet, at its head."""
    return (
        morgan.open("/counselor/library")
        .click("Write an exercise")
        .press("Begin with an empty sheet")
    )


def with_head(morgan: Visitor) -> Page:
    """The sheet with everything said about the exercise, and no question yet."""
    return begin(morgan).press("Keep this", HEAD)


def add(page: Page, label: str, **controls: object) -> Page:
    """Add a question and go back to the sheet."""
    question = page.press("Add a question")
    return question.press("Keep it and go back", {"The question": label, **controls})


def order(page: Page) -> list[str]:
    """The questions of a sheet, from the top."""
    return page.find_all(".draft-question__label")


def written(morgan: Visitor) -> Page:
    """A sheet with two sound questions."""
    page = add(with_head(morgan), "How was it?", type="long-text", audience="couple")
    return add(
        page,
        "How near did you feel?",
        type="rating",
        audience="couple",
        low="Far away",
        high="Very near",
        required=True,
    )


class TestWriting:
    def test_an_exercise_from_nothing_can_be_given_once_it_is_published(
        self, morgan: Visitor
    ) -> None:
        page = written(morgan).press("Publish")

        assert page.h1 == "A walk without phones"
        assert "Version 1 is published." in page.text
        assert "How near did you feel?" in page.text
        assert "To whom" in page.click("Give this to couples").text

    def test_what_is_still_to_do_is_said_at_its_control_and_nothing_is_lost(
        self, morgan: Visitor
    ) -> None:
        page = begin(morgan).press(
            "Keep this", {**HEAD, "minutes_low": "twenty", "What it is called": "<b>Walk</b>"}
        )

        assert "Write a whole number." in page.text
        assert "Write this as plain words, without HTML." in page.text
        assert page.value_of("minutes_low") == ["twenty"]
        assert page.value_of("What it is called") == ["<b>Walk</b>"]

    def test_every_fault_of_a_question_leads_there(self, morgan: Visitor) -> None:
        page = add(with_head(morgan), "What next?", type="choice", options="Only one")

        assert "Write from 2 to 30 things to choose from, one on each line." in page.text
        again = page.press("Publish")
        assert "A few things still need you before this can be published." in again.text
        assert again.visitor.open(str(again.soup.select("#todo a")[0]["href"])).value_of(
            "options"
        ) == ["Only one"]

    def test_a_question_moves_by_buttons_and_the_page_opens_at_it(self, morgan: Visitor) -> None:
        page = written(morgan)

        page = page.press("Up", nth=1)

        assert order(page) == ["How near did you feel?", "How was it?"]
        moved = page.address.partition("#")[2]
        assert page.soup.find(id=moved)["tabindex"] == "-1"  # type: ignore[index]
        assert order(page.press("Down")) == ["How was it?", "How near did you feel?"]

    def test_a_question_that_was_taken_out_can_be_brought_back(self, morgan: Visitor) -> None:
        page = written(morgan).press("Take out")

        assert order(page) == ["How near did you feel?"]
        assert order(page.press("Bring it back")) == ["How near did you feel?", "How was it?"]

    def test_the_preview_beside_it_speaks_to_either_partner(self, morgan: Visitor) -> None:
        page = written(morgan)

        assert "You are answering as Avery." in page.text
        second = page.click("As the second partner")
        assert "You are answering as Jordan." in second.text
        assert "Avery and Dr. Morgan see this as soon as you hand in." in second.text

    def test_a_draft_can_be_thrown_away(self, morgan: Visitor) -> None:
        page = written(morgan).press("Throw this draft away")

        assert "The draft is gone." in page.text
        assert "A walk without phones" not in page.click("Write an exercise").text


class TestTwoTabs:
    def test_neither_overwrites_the_other_in_silence(self, morgan: Visitor) -> None:
        page = written(morgan)
        one = page.click("How was it?")
        other = page.click("How was it?")
        one.press("Keep this", {"The question": "How was the walk?"})

        refused = other.press("Keep this", {"The question": "And how was it?"}, status=409)

        assert "This was changed in another tab" in refused.text
        assert "How was the walk?" in refused.text
        assert refused.value_of("The question") == ["And how was it?"]
        kept = refused.press("Keep what I typed here")
        assert order(kept) == ["And how was it?", "How near did you feel?"]

    def test_two_tabs_on_two_questions_are_no_conflict(self, morgan: Visitor) -> None:
        page = written(morgan)
        one, other = page.click("How was it?"), page.click("How near did you feel?")
        one.press("Keep this", {"The question": "How was the walk?"})

        page = other.press("Keep this", {"The question": "How near were you?"})

        assert order(page) == ["How was the walk?", "How near were you?"]


class TestStrangers:
    def test_nobody_else_finds_a_draft(self, morgan: Visitor, lee: Visitor, alex: Visitor) -> None:
        page = written(morgan)
        question = str(page.soup.select(".draft-question__label a")[0]["href"])

        for visitor in (lee, alex):
            for path in (page.path, f"{page.path}/head", question):
                visitor.open(path, status=404)
            for path in (f"{page.path}/publish", f"{page.path}/discard", f"{question}/move"):
                visitor.post(path, status=404)


class TestLive:
    def test_what_is_being_typed_is_kept_and_shown_without_leaving_the_page(
        self, morgan: Visitor
    ) -> None:
        page = written(morgan).click("How was it?")
        typed = {"label": "How was the walk?", "type": "yes-no", "audience": "couple"}

        panel = morgan.client.post(
            f"{page.path}/live",
            data={**typed, "part": "main", "stamp": page.value_of("stamp")[0]},
            headers={"X-CSRFToken": morgan.token()},
        ).get_data(as_text=True)

        assert "How was the walk?" in panel
        assert f'data-stamp="{int(page.value_of("stamp")[0]) + 1}"' in panel
        assert morgan.open(page.path).value_of("The question") == ["How was the walk?"]

    def test_an_older_page_overwrites_nothing(self, morgan: Visitor) -> None:
        page = written(morgan).click("How was it?")

        others = [{"stamp": each} for each in ("0", "-1", "", "²", "9" * 5000)]
        for stamp in (*others, {}):
            answer = morgan.client.post(
                f"{page.path}/live",
                data={"label": "Mine", **stamp, "csrf_token": morgan.token()},
            )
            assert answer.status_code == 409

        assert morgan.open(page.path).value_of("The question") == ["How was it?"]
