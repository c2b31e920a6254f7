"""Noting how homework went: from where it stands, for the counselor's file alone."""

from __future__ import annotations

import pytest

from tests.page import Visitor, without_tokens
from tests.portal.pdf_words import words_of_pdf

pytestmark = pytest.mark.only_on("sqlite")
THEIRS = ("/partner/this-week", "/partner/handed-in", "/partner/ours", "/partner/privacy")


def test_it_is_noted_beside_the_homework_and_stands_in_the_counselors_brief_alone(
    feelings: str,
    soon: str,
    morgan: Visitor,
    alex: Visitor,
    lee: Visitor,
) -> None:
    before = [without_tokens(alex.open(path).response.text) for path in THEIRS]
    page = morgan.open(f"/counselor/review/{feelings}").click("Note how it went, for your own file")
    names = [" ".join(each.text.split()) for each in page.soup.select("main label")]
    assert names == [
        "How well it went for Alex, as you see it (optional)",
        "What got in the way for Alex, as you heard it (optional)",
        "How well it went for Sam, as you see it (optional)",
        "What got in the way for Sam, as you heard it (optional)",
    ], "A list of fields alone tells them apart."
    typed = {
        "of-1-how_well": "7",
        "of-2-in_the_way": "<b>canary</b> of the trip",
    }
    refused = page.press("Keep it", {**typed, "of-1-in_the_way": "a" * 201}, status=422)
    assert "Alex: Shorten this to 200 characters." in refused.text
    assert refused.value_of("of-2-in_the_way") == ["<b>canary</b> of the trip"]
    both = {"of-1-in_the_way": "a" * 201, "of-2-in_the_way": "b" * 201}
    [summary] = page.press("Keep it", both, status=422).soup.select(".error-summary")
    assert {(str(each["href"]), each.text) for each in summary.select("a")} == {
        ("#of-1-in_the_way", "Alex: Shorten this to 200 characters. It has 201 now."),
        ("#of-2-in_the_way", "Sam: Shorten this to 200 characters. It has 201 now."),
    }
    for wrong in ("11", "seven"):
        morgan.post(page.path, {**typed, "of-1-how_well": wrong}, status=422)
    assert "Kept." in page.press("Keep it", typed).text
    again = morgan.open(page.path)
    assert again.value_of("of-1-how_well") == ["7"]
    assert again.value_of("of-2-in_the_way") == ["<b>canary</b> of the trip"]

    there = f"/counselor/appointments/{soon}/brief.pdf"
    words = words_of_pdf(morgan.open(there).response.data)
    assert "went 7 of 10, as you see it" in words
    assert "in the way: <b>" in words
    assert "canary" in words
    theirs = words_of_pdf(morgan.open(f"{there}?copy=couple").response.data)
    assert "canary" not in theirs
    assert "7 of 10" not in theirs
    assert [without_tokens(alex.open(path).response.text) for path in THEIRS] == before
    for stranger in (alex, lee):
        stranger.open(page.path, status=404)
        stranger.post(page.path, typed, status=404)
