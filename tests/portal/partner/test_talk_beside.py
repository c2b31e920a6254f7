"""What stands in a draft is decided by its author alone, whoever holds the phone in a talk."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cast import Cast, Member
from tests.page import Page, Visitor
from tests.portal.partner.test_handing_over import SAMS, needs, talked

SignIn = Callable[[Member], Visitor]
HOME = {"answer-need": "To be asked first", "answer-topic": "Mornings"}
LETTER = "A long letter that Sam wrote alone"
THERE = "Please hand the phone back to Alex"
COVER = "Not now, cover this page"

__all__ = ["needs"]


def write_alone(sam: Visitor, talk: str) -> Page:
    """A letter that Sam wrote in the own draft after the talk, and saved."""
    draft = sam.open(talk).click("My last questions")
    draft.press("Save and leave", {"answer-private_note": LETTER})
    return draft


@pytest.mark.on_both("words are laid beside a draft that is held meanwhile")
def test_a_talk_on_the_others_phone_replaces_nothing_that_was_written_at_home(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    home = alex.open(f"/partner/homework/{needs}").press("We talked without it, I write my part")
    home.press("Save and leave", HOME)

    talk = talked(sam, needs)

    mine = alex.open(talk).click("My last questions")
    assert mine.value_of("answer-need") == ["To be asked first"]
    assert mine.value_of("answer-topic") == ["Mornings"]
    assert mine.value_of("answer-reflection") == ["You come home and I look at a screen"]
    assert "Other words from your talk are kept here beside your draft" in mine.text
    assert "Sleep" in mine.text
    assert "Evenings" in mine.text
    assert "Other words" not in alex.open(talk).text, "Both may be looking at this page."
    theirs = sam.open(talk).click("My last questions")
    assert "Other words" not in theirs.text
    for page in (sam.open(talk), sam.open(f"{talk}/hand-over"), theirs):
        assert "To be asked first" not in page.text
        assert "Mornings" not in page.text

    mine.press("Check and send", {"answer-accuracy": "8", "answer-heard": "3"}).press("Hand in")
    handed_in = alex.open("/partner/handed-in").click("Fifteen minutes about a need")
    assert "To be asked first" in handed_in.text
    assert "written as well in your talk, and was not handed in" in handed_in.text
    assert "Sleep" in handed_in.text


def test_nothing_that_is_typed_on_the_others_phone_replaces_what_its_author_saved(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = talked(alex, needs)
    draft = write_alone(sam, talk)
    before = alex.open(f"{talk}/hand-over?open=1")

    for words in ("x", "Something else again"):
        form = alex.open(f"{talk}/hand-over?open=1")
        assert form.text == before.text
        assert THERE in form.press(COVER, {"answer-private_note": words}).text

    mine = sam.open(draft.path)
    assert mine.value_of("answer-private_note") == [LETTER]
    assert "from your talk or from the phone of Alex" in mine.text
    assert "Something else again" in mine.text
    assert "x" in mine.find_all(".words__text")
    for path in (talk, f"{talk}/hand-over?open=1", f"/partner/homework/{needs}"):
        page = alex.open(path)
        assert LETTER not in page.text
        assert "Something else again" not in page.text
        assert "Other words" not in page.text


def test_who_hands_in_on_the_others_phone_keeps_what_they_had_written_alone(
    cast: Cast, sign_in_as: SignIn, needs: str
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    talk = talked(alex, needs)
    draft = write_alone(sam, talk)

    form = alex.open(f"{talk}/hand-over?open=1")
    assert THERE in form.press("Hand in and cover", SAMS).text

    handed_in = sam.open("/partner/handed-in").click("Fifteen minutes about a need")
    assert SAMS["answer-private_note"] in handed_in.text
    assert sam.open(draft.path).value_of("answer-private_note") == [LETTER]
    this_week = sam.open("/partner/this-week")
    assert draft.path in [link.get("href") for link in this_week.soup.select("a")]
