"""
Sealed until both: while one writes, the other's pages do not change by a byte.

Only the tokens that are new on every page are masked before two pages are compared.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from couples import clock
from tests.cast import Cast
from tests.homework import FEELINGS
from tests.page import Visitor, without_tokens
from tests.portal.partner.conftest import Desk

MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)
ANSWERS = {f"answer-{key}": words for key, words in FEELINGS.items()}


def sams_pages(sam: Visitor, homework: str, more: tuple[str, ...] = ()) -> dict[str, str]:
    """Everything of Sam's that could give something away."""
    paths = (
        "/partner/this-week",
        "/partner/ours",
        "/partner/privacy",
        "/partner/handed-in",
        f"/partner/homework/{homework}",
        *more,
    )
    return {path: without_tokens(sam.open(path).response.get_data(as_text=True)) for path in paths}


def test_before_one_writes_the_other_cannot_tell_that_they_did(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    with clock.at(MONDAY):
        homework = desk.give_feelings()
        before = sams_pages(sam, homework)

        draft = alex.open(f"/partner/homework/{homework}").press("Start")
        assert sams_pages(sam, homework) == before, "Sam can tell that Alex began."

        draft.press("Save and leave", {"answer-fear": FEELINGS["fear"]})
        assert sams_pages(sam, homework) == before, "Sam can tell that Alex wrote."

        alex.open(draft.path).press("Check and send", ANSWERS).press("Hand in")
        assert sams_pages(sam, homework) == before, "Sam can tell that Alex handed in."
        assert desk.count(cast.alex) == 1


def test_while_both_write_neither_draft_tells_of_the_other(
    alex: Visitor, sam: Visitor, desk: Desk
) -> None:
    with clock.at(MONDAY):
        homework = desk.give_feelings()
        own = sam.open(f"/partner/homework/{homework}").press("Start")
        own.press("Check and send", ANSWERS)
        pages = (own.path, f"{own.path}/check")
        before = sams_pages(sam, homework, pages)

        draft = alex.open(f"/partner/homework/{homework}").press("Start")
        draft.press("Check and send", ANSWERS).press("Hand in")

        assert sams_pages(sam, homework, pages) == before


def test_whoever_handed_in_first_is_told_the_same_whatever_the_other_does(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    with clock.at(MONDAY):
        homework = desk.give_feelings()
        handed_in = desk.hand_in(cast.sam, homework, FEELINGS)
        receipt = (f"/partner/submissions/{handed_in}",)
        before = sams_pages(sam, homework, receipt)

        draft = alex.open(f"/partner/homework/{homework}").press("Start")
        draft.press("Save and leave", ANSWERS)

        assert sams_pages(sam, homework, receipt) == before
        assert "Sealed until you have both handed in" in before["/partner/this-week"]


def test_both_open_at_once(alex: Visitor, sam: Visitor, desk: Desk, cast: Cast) -> None:
    homework = desk.give_feelings()
    alexs = desk.hand_in(cast.alex, homework, {**FEELINGS, "fear": "What Alex fears"})
    sams = desk.hand_in(cast.sam, homework, {**FEELINGS, "fear": "What Sam fears"})

    for visitor, own in ((alex, alexs), (sam, sams)):
        page = visitor.open(f"/partner/submissions/{own}")
        assert "What Alex fears" in page.text
        assert "What Sam fears" in page.text
        assert "sealed" not in page.text
        ours = visitor.open("/partner/ours")
        assert "from both of you" in ours.text


def test_the_others_homework_is_not_found_before_both_handed_in(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    alexs = desk.hand_in(cast.alex, homework, FEELINGS)

    sam.open(f"/partner/submissions/{alexs}", status=404)
    desk.hand_in(cast.sam, homework, FEELINGS)

    assert FEELINGS["fear"] in sam.open(f"/partner/submissions/{alexs}").text


def test_what_goes_to_the_counselor_alone_stays_there_when_the_rest_opens(
    sam: Visitor, desk: Desk, cast: Cast
) -> None:
    homework = desk.give_feelings()
    alexs = desk.hand_in(
        cast.alex, homework, {**FEELINGS, "mood": "2", "validation": "You listened on Sunday"}
    )
    desk.hand_in(cast.sam, homework, FEELINGS)

    page = sam.open(f"/partner/submissions/{alexs}")

    assert "How you are today" not in page.find_all(".receipt--theirs")[0]
    assert "You listened on Sunday" not in page.text


@pytest.mark.parametrize(
    "change",
    [
        lambda desk, ids: desk.reply(ids[0], "A word from Dr. Morgan"),
        lambda desk, ids: desk.give_back(ids[0], "Try once more"),
    ],
    ids=["replied", "given back"],
)
def test_what_passes_between_one_partner_and_the_counselor_is_theirs(
    sam: Visitor,
    desk: Desk,
    cast: Cast,
    change: Callable[[Desk, tuple[str, str]], None],
) -> None:
    with clock.at(MONDAY):
        homework = desk.give_feelings()
        ids = (
            desk.hand_in(cast.alex, homework, FEELINGS),
            desk.hand_in(cast.sam, homework, FEELINGS),
        )
        pages = tuple(f"/partner/submissions/{each}" for each in ids)
        before = sams_pages(sam, homework, pages)

        change(desk, ids)

        assert sams_pages(sam, homework, pages) == before
