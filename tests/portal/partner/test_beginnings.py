"""What Sam was writing for another attempt, on the pages, when the first one is in doubt."""

from __future__ import annotations

import pytest

from couples.submissions import drafts
from tests.cast import Cast
from tests.homework import FEELINGS
from tests.page import Visitor
from tests.portal.partner.conftest import Desk

ADDED = "I said that I hear you"
CHANGED = "That we never stop talking"


@pytest.fixture
def wrong(desk: Desk, cast: Cast) -> str:
    """Handed in under Sam’s name, and given back."""
    submission = desk.hand_in(cast.sam, desk.give_feelings(), FEELINGS)
    desk.give_back(submission, "Could you say more?")
    return submission


@pytest.fixture
def draft(desk: Desk, cast: Cast, wrong: str, sam: Visitor) -> str:
    """Sam writes on in it; the public id of the draft."""
    with desk.writing() as session, session.begin():
        found = drafts.try_again(session, cast.sam.identity, wrong).public_id
    page = sam.open(f"/partner/drafts/{found}")
    page.press("Save and leave", {"answer-fear": CHANGED, "answer-validation": ADDED})
    return found


def test_it_comes_back_with_what_it_began_from(
    sam: Visitor, alex: Visitor, morgan: Visitor, wrong: str, draft: str
) -> None:
    open_tab = sam.open(f"/partner/drafts/{draft}")
    morgan.open(f"/counselor/review/{wrong}").press("Put it aside")

    kept = open_tab.press("Save and leave", {"answer-joy": "A word of tonight"}, status=409)
    assert "This was put aside meanwhile" in kept.text
    assert "A word of tonight" in kept.text
    for path in (f"/partner/drafts/{draft}", f"/partner/drafts/{draft}/check"):
        page = sam.open(path)
        assert "puts it back" in page.text
        assert ADDED not in page.text
    assert "begun another attempt" in morgan.open(f"/counselor/set-aside/{wrong}").text
    assert "Nothing of it is lost" in sam.open(f"/partner/set-aside/{wrong}").text
    assert alex.client.get(f"/partner/beginnings/{draft}").status_code == 404

    morgan.open(f"/counselor/set-aside/{wrong}").press("Put it back")

    assert ADDED in sam.client.get(f"/partner/drafts/{draft}").get_data(as_text=True)


def test_said_not_mine_what_was_added_comes_back_and_nothing_else(
    sam: Visitor, wrong: str, draft: str, desk: Desk, cast: Cast
) -> None:
    page = sam.open(f"/partner/drafts/{draft}")
    page.press("Check and send").press("Hand in")
    desk.give_back(draft, "And a little more?")
    with desk.writing() as session, session.begin():
        third = drafts.try_again(session, cast.sam.identity, draft).public_id
    sam.open(f"/partner/drafts/{third}").press("Save and leave", {"answer-mood": "6"})

    asked = sam.open(f"/partner/submissions/{draft}").press("Put it aside, I did not write it")
    back = asked.press("What was added was mine, bring it back")

    said = str(back.soup)
    assert CHANGED not in said
    assert ADDED not in said
    assert back.soup.select_one("input[name=answer-mood][value='6'][checked]")
    assert "What you added is here again." in back.text


def test_a_newer_one_and_the_older_one_change_places(
    sam: Visitor, morgan: Visitor, wrong: str, draft: str
) -> None:
    morgan.open(f"/counselor/review/{wrong}").press("Put it aside")
    homework = sam.open(f"/partner/beginnings/{draft}").click("About this homework")
    newer = homework.press("Start")
    newer.press("Save and leave", {"answer-fear": "Silence"})
    morgan.open(f"/counselor/set-aside/{wrong}").press("Put it back")

    page = sam.open(f"/partner/beginnings/{draft}")
    assert ADDED in page.text
    page = page.press("Go on with this one instead")

    assert "The other is kept beside it." in page.text
    link = page.click("About this homework").soup.select_one("a[href*='/beginnings/']")
    assert link is not None
    older = sam.open(str(link["href"]))
    assert "Silence" in older.text
