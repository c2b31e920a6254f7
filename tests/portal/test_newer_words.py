"""Asking the two to read newer words of their policy, on the pages of all three."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.erasure.one import close_for_good, erase_person
from couples.partings import services as partings
from tests.cast import TIME_ZONE, Cast
from tests.consents import OLD_PROMISE, on_version_one
from tests.page import Page, Visitor, without_tokens

pytestmark = pytest.mark.only_on("sqlite", "The services are tested on both databases.")

ASKS = "Dr. Morgan asks you to read newer words"


def page_of(visitor: Visitor) -> str:
    """The first page of a partner, without what differs from one opening to the next."""
    return without_tokens(visitor.open("/partner/this-week").response.get_data(as_text=True))


def let_in(page: Page, *, status: int = 200) -> Page:
    day = clock.today(TIME_ZONE) + timedelta(days=7)
    typed = {"Who reads along": "Lee", "The last day": day.isoformat()}
    return page.press("Let them read along", typed, status=status)


def test_a_colleague_is_let_in_once_each_of_the_two_has_agreed_on_their_own(
    morgan: Visitor,
    lee: Visitor,
    alex: Visitor,
    sam: Visitor,
    kim: Visitor,
    cast: Cast,
    writing: Callable[[], Session],
) -> None:
    path = f"/counselor/couples/{cast.alex_and_sam.public_id}/reading-along"
    open_form = morgan.open(path)
    with writing() as session, session.begin():
        on_version_one(session, cast.alex_and_sam)
    assert "do not say yet that a colleague may read along" in let_in(open_form, status=409).text
    before = morgan.open(path)
    assert "agreed to version 1" in before.text
    assert "Let them read along" not in before.buttons()
    assert OLD_PROMISE in sam.open("/partner/privacy").text
    assert all(ASKS not in page_of(each) for each in (alex, sam, kim))

    asked = before.press("Ask them to read the newer words")

    told = asked.soup.get_text()
    assert "this press does not count; nobody is told whether anybody did" in told
    assert "after that, ask once more" in asked.text
    history = morgan.open(path.replace("reading-along", "history"))
    assert "Asked both to read newer words" in history.text
    assert ASKS not in page_of(kim)
    of_sam, privacy = page_of(sam), sam.open("/partner/privacy").text
    of_morgan = morgan.open(path).text
    week = alex.open("/partner/this-week")
    assert ASKS in week.text
    words = week.click("Have a look")
    for said in ("named colleague", "In an emergency", "Sam is told neither"):
        assert said in words.text

    put_away = words.press("Not now")
    assert put_away.path == "/partner/this-week"
    assert ASKS not in put_away.text
    assert morgan.open(path).text == of_morgan
    again = morgan.open(path).press("Ask them to read the newer words").soup.get_text()
    assert again == told, "It is the same whether or not somebody said “not now”."
    assert ASKS not in page_of(alex)
    link = "Read the newer words, which you can agree to if you like"
    agreed = alex.open("/partner/privacy").click(link).press("I agree to these words")
    assert "version 2" in agreed.text
    assert OLD_PROMISE not in agreed.text.partition("You agreed on")[0]
    assert "You have agreed to these words." in alex.open("/partner/policy").text
    # Nothing of this changed a byte of the other's pages.
    assert (page_of(sam), sam.open("/partner/privacy").text) == (of_sam, privacy)
    assert "has agreed to the newer words" in morgan.open(path).text

    alex.post("/partner/policy", {"policy": "no-secrets:1"}, status=409)
    sam.open("/partner/policy").press("I agree to these words")
    assert "Lee reads along from now on." in let_in(morgan.open(path)).soup.get_text()
    for outsider in (lee, kim):
        outsider.post(path.replace("reading-along", "newer-words"), status=404)


def test_where_nobody_can_be_asked_any_more_the_page_says_so(
    morgan: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    apart, erased = cast.alex_and_sam, cast.kim_and_robin
    with writing() as session, session.begin():
        on_version_one(session, apart)
        partings.leave(session, cast.alex.identity)
        close_for_good(session, cast.robin.public_id)
        erase_person(session, cast.robin.public_id)

    for pair, said in ((apart, "a couple ended before"), (erased, "was removed")):
        page = morgan.open(f"/counselor/couples/{pair.public_id}/reading-along")
        assert said in page.text
        assert "nobody new can be let in" in page.text
        assert "on joining" not in page.text
        assert "Ask them to read the newer words" not in page.buttons()
        assert "Let them read along" not in page.buttons()
