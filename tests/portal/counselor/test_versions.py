"""What differs between two versions, in words that need no comparing."""

from __future__ import annotations

import pytest

from couples.exercises.loading import builtin_definition, parse
from tests.cast import Cast
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


def test_the_rules_of_a_copy_go_along_unchanged_and_are_listed(morgan: Visitor) -> None:
    shipped = builtin_definition("touch-ladder")
    page = morgan.open("/counselor/library").click(shipped.title).press("Copy and change it")

    assert "It begins only once both answered" in page.text
    assert "rises one step at a time, up to 5" in page.text
    exported = page.press("Publish").click("Export as a file")
    copy = parse(exported.response.get_data(as_text=True))
    assert (copy.ready, copy.ladder) == (shipped.ready, shipped.ladder)
    assert (copy.summaries, copy.fields) == (shipped.summaries, shipped.fields)


def test_a_question_that_a_rule_looks_at_cannot_be_taken_out(morgan: Visitor) -> None:
    shipped = builtin_definition("touch-ladder")
    page = morgan.open("/counselor/library").click(shipped.title).press("Copy and change it")
    asked = shipped.fields[0].label
    moves = page.soup.find("button", attrs={"aria-label": f"Take out: {asked}"})
    form = moves.find_parent("form")  # type: ignore[union-attr]

    refused = morgan.post(str(form["action"]), status=409)  # type: ignore[index]

    assert "A rule looks at this question. Change the rule first." in refused.text


def test_a_form_that_was_kept_as_it_stood_changes_nothing(morgan: Visitor) -> None:
    page = morgan.open("/counselor/library").click("Naming what hurt").press("Copy and change it")
    page = page.press("Publish").press("Write the next version")

    page = page.click("Change what is said about it").press("Keep it and go back")
    for label in page.find_all(".draft-question__label"):
        page = page.click(label).press("Keep it and go back")

    assert "Nothing yet" in page.text
    assert "Nothing in it is different" in page.press("Publish").text


def test_what_there_is_to_choose_is_told_by_what_came_and_went(morgan: Visitor) -> None:
    page = morgan.open("/counselor/library").click("Naming what hurt").press("Copy and change it")
    page = page.press("Publish").press("Write the next version")
    question = page.click("What you would want from your partner")
    lines = question.value_of("options")[0].split("\n")

    page = question.press(
        "Keep it and go back", {"options": "\n".join([*lines[:-1], "Time to think"])}
    )

    assert "now “Time to think”, no longer “Nothing yet”." in page.text


def test_a_couple_goes_on_with_the_new_version_once_their_counselor_says_so(
    morgan: Visitor, cast: Cast
) -> None:
    exercise = written(morgan).press("Publish")
    form = exercise.click("Give this to couples")
    form.press("Check who gets it", {"couples": [cast.alex_and_sam.public_id]}).press(
        "Assign to 1 couple"
    )
    draft = morgan.open(exercise.path).press("Write the next version")
    draft.click("How was it?").press(
        "Keep it and go back", {"The question": "How was the walk?"}
    ).press("Publish")

    offer = morgan.open(exercise.path).click("Offer the newest version")

    assert "Alex and Sam" in offer.text
    assert "The question: from “How was it?” to “How was the walk?”." in offer.text
    assert "Nobody has begun, so the homework itself changes." in offer.text
    done = offer.press("Let them go on with the new version")
    assert "Nobody runs on an older version" in done.text


def test_another_counselor_offers_my_couples_nothing(morgan: Visitor, lee: Visitor) -> None:
    exercise = written(morgan).press("Publish")

    assert "Nobody runs on an older version" in lee.open(f"{exercise.path}/upgrades").text
