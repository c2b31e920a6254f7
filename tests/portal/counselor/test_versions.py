"""What differs between two versions, in words that need no comparing."""

from __future__ import annotations

import pytest

from tests.page import Page, Visitor
from tests.portal.counselor.test_authoring import add, written

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def second(morgan: Visitor) -> Page:
    """A draft of the second version, with a question changed, one moved and one added."""
    page = written(morgan).press("Publish").press("Write the next version")
    question = page.click("How was it?")
    page = question.press(
        "Keep it and go back", {"The question": "How was the walk?", "audience": "counselor"}
    )
    return add(page.press("Up", nth=1), "Where did you go?", type="short-text", audience="couple")


def test_a_draft_says_what_it_would_change(second: Page) -> None:
    assert "The question: from “How was it?” to “How was the walk?”." in second.text
    assert "Who reads it: from “Both partners, and you” to" in second.text
    assert "More people can read this than before" not in second.text


def test_two_versions_can_be_compared_in_either_direction(second: Page) -> None:
    exercise = second.press("Publish")

    versions = exercise.click("Versions")

    assert "From version 1 to version 2" in versions.text
    assert "Where did you go?" in versions.text
    assert "Moved from place 2 to place 1." in versions.text
    back = versions.press("Compare", {"from": "2", "to": "1"})
    assert "Asked no more." in back.text
    assert "More people can read this than before" in back.text


def test_one_version_is_compared_with_nothing(morgan: Visitor) -> None:
    versions = written(morgan).press("Publish").click("Versions")

    assert "There is only one version so far." in versions.text


@pytest.mark.parametrize("asked", ["0", "99", "x", "9" * 9, "²"])
def test_versions_that_are_not_there_are_never_a_fault(morgan: Visitor, asked: str) -> None:
    path = written(morgan).press("Publish").path

    morgan.open(f"{path}/versions?from={asked}&to={asked}")


def test_rules_that_no_form_writes_go_along_and_are_listed(morgan: Visitor) -> None:
    page = morgan.open("/counselor/library").click("Naming what hurt").press("Copy and change it")

    assert "Rules that go along" not in page.text
