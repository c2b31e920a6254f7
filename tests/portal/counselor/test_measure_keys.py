"""The measures of the practice: whose they are, what counts as a change, and words it brings."""

from __future__ import annotations

import pytest

from tests.page import Visitor

pytestmark = pytest.mark.usefixtures("library")

KMSS = {
    "instructions": "Answer for yourself.",
    "texts": "First question\nSecond question\n\nThird question",
    "labels_0": "One\nTwo\nThree\nFour\nFive\nSix\nSeven",
}


def test_every_measure_says_whose_it_is_and_under_which_terms(morgan: Visitor) -> None:
    page = morgan.open("/counselor/library").click("About the measures")

    csi = page.click("CSI-16: satisfaction with the relationship")
    rdas = page.click("RDAS: agreement, satisfaction, time together")

    assert "© Janette L. Funk and Ronald D. Rogge" in csi.text
    assert "Bring the wording" not in csi.text
    assert "No general permission was found." in rdas.text
    assert "Bring the wording" in rdas.text


def test_another_basis_is_kept_and_can_be_let_go(morgan: Visitor) -> None:
    page = morgan.open("/counselor/measures/csi-16")

    kept = page.press("Count by these", {"reliability": "0.90", "source": "A retest of ours"})

    assert "15 points or more" in kept.text
    assert "Set by your practice." in kept.text
    again = kept.press("Go back to what comes along")
    assert "7 points or more" in again.text


def test_numbers_that_cannot_be_are_refused_and_stay_as_typed(morgan: Visitor) -> None:
    page = morgan.open("/counselor/measures/csi-16")

    refused = page.press("Count by these", {"reliability": "2"}, status=409)

    assert "a reliability lies between 0 and 1" in refused.text
    assert refused.value_of("reliability") == ["2"]


def test_words_are_kept_only_with_the_statement(morgan: Visitor) -> None:
    page = morgan.open("/counselor/measures/kmss/wording")

    refused = page.press("Put it into the library", KMSS, status=409)
    kept = refused.press("Put it into the library", {"stated": True})

    assert "State that you may use the wording" in refused.text
    assert "First question" in "".join(refused.value_of("texts"))
    assert "It is in your library now" in kept.text
    assert "Third question" in kept.text


@pytest.mark.parametrize("slug", ["das", "wast", "nothing-here"])
def test_what_is_not_here_is_not_found(morgan: Visitor, slug: str) -> None:
    morgan.open(f"/counselor/measures/{slug}", status=404)
    morgan.open(f"/counselor/measures/{slug}/wording", status=404)
