"""Dr. Morgan writes a programme: from nothing, step by step, until couples can be enrolled."""

from __future__ import annotations

import pytest

from tests.page import Page, Visitor

pytestmark = pytest.mark.usefixtures("library")

HEAD = {
    "What it is called": "Four quiet weeks",
    "What it is for": "A short course for two who hardly talk.",
    "What it is about": "First a talk.\n\nThen a habit.",
    "origin": "Written for this practice.",
    "not_when": "Not while one of them is afraid.",
}


def begin(morgan: Visitor) -> Page:
    """An empty sheet, at its head."""
    page = morgan.open("/counselor/programmes").click("Write a programme")
    return page.press("Begin with an empty sheet")


def with_head(morgan: Visitor) -> Page:
    """The sheet with everything said about the programme, and no step yet."""
    return begin(morgan).press("Keep it and go back", HEAD)


def add(page: Page, exercise: str, week: int = 1, **controls: object) -> Page:
    """Add a step and go back to the sheet."""
    step = page.press(f"Add a step to week {week}")
    return step.press("Keep it and go back", {"exercise": exercise, **controls})


def written(morgan: Visitor) -> Page:
    """A sheet with two sound steps in two weeks."""
    page = add(with_head(morgan), "calm-contract", doer="together")
    return add(
        page,
        "daily-ritual",
        week=2,
        cadence="daily",
        open_end=True,
        when="handed-in",
        step=step_ids(page)[0],
        by="both",
    )


def step_ids(page: Page) -> list[str]:
    """The steps of a sheet, from the top, by their ids."""
    return [str(li["id"]).removeprefix("step-") for li in page.soup.select("li.draft-question")]


def order(page: Page) -> list[str]:
    """The weeks and the steps of a sheet, from the top."""
    found = page.soup.select(".course-week h3, .draft-question__label")
    return [each.get_text(strip=True) for each in found]


CONTRACT, RITUAL = "Our agreement for hard moments", "A small daily ritual"


class TestWriting:
    def test_a_programme_from_nothing_can_be_enrolled_in_once_it_is_published(
        self, morgan: Visitor
    ) -> None:
        page = written(morgan)
        assert "Once both have handed in “Our agreement for hard moments”" in page.text
        page = page.press("Publish")

        assert page.h1 == "Four quiet weeks"
        assert "Version 1 is published." in page.text
        assert "Every day, until you end it" in page.text
        assert page.click("Enrol couples").h1
        assert 'id = "own-four-quiet-weeks"' in (
            page.click("Export as a file").response.get_data(as_text=True)
        )

    def test_what_is_still_to_do_is_said_at_its_control_and_nothing_is_lost(
        self, morgan: Visitor
    ) -> None:
        page = begin(morgan).press(
            "Keep this",
            {**HEAD, "What it is called": "<b>Four</b>", "go_on-0-first": "one"},
        )

        assert "Write this as plain words, without HTML." in page.text
        assert "Rule 1: Write a whole number." in page.text
        assert page.value_of("What it is called") == ["<b>Four</b>"]
        assert page.value_of("go_on-0-first") == ["one"]

    def test_every_fault_of_a_step_leads_there(self, morgan: Visitor) -> None:
        page = add(with_head(morgan), "grievance", doer="one", lasts="many", when="score")

        assert "Before it can be published" in page.text
        page = page.press("Publish")
        assert "A few things still need you before this can be published." in page.text
        page = page.visitor.open(str(page.soup.select("#todo li:last-child a")[0]["href"]))
        for sentence in (
            "Say which of the two it is for.",
            "Write a whole number.",
            "This is still missing.",
        ):
            assert sentence in page.text
        assert page.value_of("lasts") == ["many"]

    def test_what_an_exercise_does_not_offer_is_said(self, morgan: Visitor) -> None:
        page = add(with_head(morgan), "calm-contract", doer="one", who="first", cadence="daily")

        assert "This exercise is not done in this way." in page.text
        assert "This exercise does not come round like this." in page.text

    def test_a_step_moves_by_buttons_over_the_edge_of_its_week(self, morgan: Visitor) -> None:
        page = written(morgan)
        first, second = order(page)[1], order(page)[3]
        assert order(page) == ["Week 1", first, "Week 2", second]

        page = page.press("Up", nth=1)
        assert order(page) == ["Week 1", first, second]
        moved = page.address.partition("#")[2]
        assert page.soup.find(id=moved)["tabindex"] == "-1"  # type: ignore[index]
        page = page.press("Up", nth=1)
        assert order(page) == ["Week 1", second, first]
        assert "This has to be a step that comes before." in page.text
        page = page.press("Down")
        assert order(page) == ["Week 1", first, second]
        page = page.press("Up").press("Up")
        assert order(page) == ["Week 0", first, "Week 1", second]

    def test_a_step_that_was_taken_out_can_be_brought_back(self, morgan: Visitor) -> None:
        page = written(morgan)
        before = order(page)

        page = page.press("Take out")
        assert len(order(page)) == 2
        assert order(page.press("Bring it back")) == before

    def test_rules_and_gates_are_written_with_it(self, morgan: Visitor) -> None:
        page = written(morgan).click("Change what is said about it")
        rule = {
            "entry": ["G1"],
            "go_on-0-first": "1",
            "go_on-0-percent": "60",
            "go_on-0-by": "one",
            "go_on-0-clear": ["G1"],
        }
        page = page.press("Keep it, and make room for another rule", rule)
        assert page.value_of("go_on-0-clear") == ["G1"]
        assert page.value_of("go_on-1-first") == [""]
        page = page.press("Keep it and go back").press("Publish")

        text = page.click("Export as a file").response.get_data(as_text=True)
        assert 'entry = ["G1"]' in text
        assert 'weeks = [1, 1]\npercent = 60\nby = "one"\nclear = ["G1"]' in text


class TestVersions:
    def test_what_ships_is_copied_and_one_s_own_gets_a_next_version(self, morgan: Visitor) -> None:
        page = morgan.open("/counselor/programmes").click("Keep it alive")
        assert "Write the next version" not in page.text
        page = page.press("Copy and change it").click("Change what is said about it")
        page = page.press("Keep it and go back", {"What it is called": "Kept alive"})
        page = page.press("Publish")
        assert page.h1 == "Kept alive"

        page = page.press("Write the next version")
        assert "after version 1" in page.text
        unchanged = page.press("Publish")
        assert "Nothing in it is different" in unchanged.text
        page = page.press("Take out").press("Publish")
        assert "Version 2 is published." in page.text
        assert "Keep it alive" in morgan.open("/counselor/programmes").text

    def test_a_draft_can_be_thrown_away(self, morgan: Visitor) -> None:
        page = written(morgan).press("Throw this draft away")

        assert "The draft is gone." in page.text
        assert "Four quiet weeks" not in page.click("Write a programme").text


class TestTwoTabs:
    def test_neither_overwrites_the_other_in_silence(self, morgan: Visitor) -> None:
        page = written(morgan)
        ritual = order(page)[3]
        one, other = page.click(ritual), page.click(ritual)
        one.press("Keep this", {"note": "Ask on Friday."})

        refused = other.press("Keep this", {"note": "Ask on Monday."}, status=409)

        assert "This was changed in another tab" in refused.text
        assert "Ask on Friday." in refused.text
        assert refused.value_of("note") == ["Ask on Monday."]
        assert "Ask on Monday." in refused.press("Keep what I typed here").text

    def test_the_same_press_begins_one_draft(self, morgan: Visitor) -> None:
        page = morgan.open("/counselor/programmes/new")
        first, second = (page.press("Begin with an empty sheet") for _press in range(2))

        assert first.path == second.path


class TestStrangers:
    def test_nobody_else_finds_a_draft(self, morgan: Visitor, lee: Visitor, alex: Visitor) -> None:
        page = written(morgan)
        step = str(page.soup.select(".draft-question__label a")[0]["href"])

        for visitor in (lee, alex):
            for path in (page.path, f"{page.path}/head", step):
                visitor.open(path, status=404)
            for path in (f"{page.path}/publish", f"{page.path}/discard", f"{step}/move"):
                visitor.post(path, status=404)
