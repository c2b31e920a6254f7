"""Two tabs, or two counselors, over the same words: neither replaces what it did not see."""

from __future__ import annotations

import pytest

from tests.page import Visitor

pytestmark = pytest.mark.only_on("sqlite")
LETTERHEAD = "/counselor/design/letterhead"
SAVE = "Save for all papers"


def test_a_letterhead_that_a_colleague_kept_meanwhile_is_shown_before_it_is_replaced(
    morgan: Visitor, lee: Visitor
) -> None:
    hers, his = morgan.open(LETTERHEAD), lee.open(LETTERHEAD)
    hers.press(SAVE, {"Letterhead": "Harbor Street 4", "A note on every paper": "Be gentle."})

    told = his.press(SAVE, {"Letterhead": "Harbor Street 5"}, status=422)

    assert "Somewhere else this was kept meanwhile: “Harbor Street 4”." in told.text
    assert "“Be gentle.”" in told.text
    assert told.value_of("Letterhead") == ["Harbor Street 5"]
    assert morgan.open(LETTERHEAD).value_of("Letterhead") == ["Harbor Street 4"]
    told.press(SAVE, {"A note on every paper": "Be gentle."})
    after = morgan.open(LETTERHEAD)
    assert after.value_of("Letterhead") == ["Harbor Street 5"]
    assert after.value_of("A note on every paper") == ["Be gentle."]


def test_only_what_is_newer_is_said_and_the_same_press_twice_is_no_trouble(
    morgan: Visitor, lee: Visitor
) -> None:
    his = lee.open(LETTERHEAD)
    morgan.open(LETTERHEAD).press(SAVE, {"A note on every paper": "Be gentle."})
    typed = {"Letterhead": "Harbor Street 5", "A note on every paper": "Be kind."}

    told = his.press(SAVE, typed, status=422)

    assert told.text.count("“Be gentle.”") == 2, "In the summary and at its field,"
    assert "“”" not in told.text
    assert "emptied" not in told.text, "and nothing is said of the letterhead."
    told.press(SAVE)
    told.press(SAVE)


def test_how_it_went_is_not_replaced_unseen_from_a_second_tab(
    morgan: Visitor, feelings: str
) -> None:
    page = morgan.open(f"/counselor/review/{feelings}").click("Note how it went, for your own file")
    second = morgan.open(page.path)
    page.press("Keep it", {"of-1-in_the_way": "The trip, and a sick child"})

    told = second.press("Keep it", {"of-1-in_the_way": "Too long a week"}, status=422)

    assert "Alex: Somewhere else this was kept meanwhile: “The trip, and a sick child”" in told.text
    told.press("Keep it")
    assert morgan.open(page.path).value_of("of-1-in_the_way") == ["Too long a week"]


def test_a_note_on_one_brief_is_not_replaced_unseen_either(morgan: Visitor, soon: str) -> None:
    there = f"/counselor/appointments/{soon}/brief-design?copy=counselor"
    first, second = morgan.open(there), morgan.open(there)
    first.press("Save for this brief", {"A note on this copy": "Begin with the kitchen"})

    told = second.press("Save for this brief", status=422)

    assert "Somewhere else this was kept meanwhile: “Begin with the kitchen”" in told.text
    told.press("Save for this brief")
    assert morgan.open(there).value_of("A note on this copy") == [""]
