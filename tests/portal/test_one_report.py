"""A report that is to look otherwise than all others of the practice."""

from __future__ import annotations

import pytest

from couples.submissions.models import Submission
from tests.cast import Cast
from tests.page import Visitor
from tests.portal.pdf_words import words_of_pdf
from tests.portal.test_copies import list_of, make, told

__all__ = ["told"]

pytestmark = pytest.mark.only_on("sqlite")


def test_one_report_can_have_its_own_sections_and_a_note_and_the_next_one_has_neither(
    cast: Cast, told: Submission, morgan: Visitor
) -> None:
    page = morgan.open(list_of(cast))
    note = {"A note on this copy": "See you on <Tuesday>."}
    moved = page.press("Down", note)
    assert "A few things still need you" not in moved.text
    assert moved.value_of("A note on this copy") == ["See you on <Tuesday>."]
    assert [str(each["value"]) for each in moved.soup.select("input[name=order]")][:2] == [
        "safety",
        "openers",
    ]
    wanted = {"copy": "couple", "shown": ["handed-in", "measures"]}
    made = moved.press("Make the pages", wanted)
    words = words_of_pdf(morgan.open(f"{made.path}/pages.pdf").response.data)
    assert "See you on <Tuesday>." in words
    assert "canary-alex-sealed" in words
    for gone in ("Rituals", "Measures", "What stands out", "Where things stand"):
        assert gone not in words

    refused = morgan.open(list_of(cast)).press(
        "Make the pages", {"copy": "couple", "A note on this copy": "a\n" * 9}, status=422
    )
    assert "at most 3 lines of 120 characters" in refused.text
    assert refused.value_of("A note on this copy")[0].count("a") == 9
    long = {"A note on this copy": "a\n" * 9}
    nobody = morgan.open(list_of(cast)).press("Make the pages", long, status=422)
    [summary] = nobody.soup.select(".error-summary")
    assert "Choose who it is for." in summary.text
    assert "at most 3 lines of 120 characters" in summary.text, "Both lead to where they belong."
    usual = make(morgan, cast, "couple")
    words = words_of_pdf(morgan.open(f"{usual.path}/pages.pdf").response.data)
    assert "Where things stand" in words
    assert "See you on" not in words
