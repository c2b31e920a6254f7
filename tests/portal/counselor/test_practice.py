"""The practice for whoever owns it, and a couple that goes to a colleague, on their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Couple
from couples.caseload.queries import get_practice
from couples.caseload.services import add_person
from couples.identity import Role
from couples.partings import services as partings
from tests.cast import Cast
from tests.homework import FEELINGS, give_feelings, hand_in
from tests.page import Visitor

pytestmark = pytest.mark.only_on("sqlite", "The services are tested on both databases.")


def test_the_owner_finds_names_and_no_words_and_nobody_else_finds_the_page(
    morgan: Visitor, lee: Visitor, alex: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        hand_in(session, cast.noor, give_feelings(session, cast.noor_and_jo), FEELINGS)

    page = morgan.open("/counselor/today").click("Practice")

    assert "Noor and Jo" in page.text
    assert FEELINGS["fear"] not in page.text
    assert "Practice" not in lee.open("/counselor/today").find_all("nav a")
    for visitor in (lee, alex):
        visitor.open("/counselor/practice", status=404)
        visitor.post(f"/counselor/practice/counselors/{cast.morgan.public_id}/close", status=404)
        visitor.post("/counselor/practice", {"name": "Rio", "email": "r@example.org"}, status=404)
    kept = page.press("Add them and make a link", {"Name, as couples read it": "Rio"}, status=422)
    assert kept.value_of("Name, as couples read it") == ["Rio"]
    link = kept.press("Add them and make a link", {"Email address": "rio@example.org"})
    assert "A link for Rio" in link.h1

    closed = link.click("Go to the practice").press("Close it")

    assert "Hand their couples over" in closed.soup.get_text()
    empty = closed.press("Close it").soup.get_text()
    assert "Closed." in empty
    assert "Hand their couples over" not in empty
    assert lee.open("/counselor/today").path == "/sign-in"


def test_the_owner_says_how_long_words_are_kept_and_reads_whose_time_has_come(
    morgan: Visitor, lee: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        couple = session.get_one(Couple, cast.kim_and_robin.id)
        couple.created_at = clock.now() - timedelta(days=6 * 366)
    page = morgan.open("/counselor/practice")
    assert page.value_of("How many years") == ["7"]
    assert "Their time has come" not in page.text

    refused = page.press("Save", {"How many years": "0"}, status=422)
    assert "Choose between 1 and 100 years." in refused.text
    assert refused.value_of("How many years") == ["0"]
    saved = refused.press("Save", {"How many years": "5"})

    assert "Nothing is erased by itself." in saved.soup.get_text()
    assert "Their time has come: Kim and Robin" in saved.text
    assert str(couple.created_at.year) not in saved.text
    assert saved.value_of("How many years") == ["5"]
    lee.post("/counselor/practice/keeping", {"years": "1"}, status=404)
    assert morgan.open("/counselor/practice").value_of("How many years") == ["5"]


def test_a_couple_goes_to_a_colleague_and_is_told_until_each_says_they_have_read_it(
    morgan: Visitor, lee: Visitor, alex: Visitor, sam: Visitor, kim: Visitor, cast: Cast
) -> None:
    couple = f"/counselor/couples/{cast.alex_and_sam.public_id}"
    page = morgan.open(couple).click("Hand them over to a colleague")
    assert "They are with you now." in page.text
    assert "You read nothing of theirs any more" in page.text
    page.press("Hand them over", status=422)

    done = page.press("Hand them over", {"Who works with them from now on": cast.lee.public_id})

    assert "Lee works with them from now on." in done.soup.get_text()
    morgan.open(couple, status=404)
    assert "They have been with you since" in lee.open(couple).text
    told = "the two of you went from Dr. Morgan to Lee."
    first, second = (visitor.open("/partner/this-week") for visitor in (alex, sam))
    assert told in first.text
    assert "Lee reads what Dr. Morgan could read. Dr. Morgan reads nothing more." in first.text
    assert told in second.text
    assert "the two of you went" not in kim.open("/partner/this-week").text
    assert "Dr. Morgan handed Alex and Sam over to you." in lee.open("/counselor/today").text
    assert "Handed over" not in morgan.open("/counselor/today").text
    assert told not in first.press("I have read this").text
    assert told in sam.open("/partner/this-week").text
    assert "Handed over" not in lee.open("/counselor/today").press("I have read this").text
    assert told in alex.open("/partner/privacy").text
    with clock.at(clock.now() + timedelta(minutes=12)):
        assert morgan.open(f"{couple}/hand-over").path == "/account/confirm"
    lee.open(f"/counselor/couples/{cast.kim_and_robin.public_id}/hand-over", status=404)


def test_two_who_have_parted_read_that_they_went_to_somebody_else_too(
    morgan: Visitor, alex: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        partings.leave(session, cast.sam.identity)
    couple = f"/counselor/couples/{cast.alex_and_sam.public_id}/hand-over"
    lee = {"Who works with them from now on": cast.lee.public_id}
    morgan.open(couple).press("Hand them over", lee)

    told = alex.open("/partner/this-week")

    assert told.path == "/partner/afterwards"
    assert "the two of you went from Dr. Morgan to Lee." in told.text
    read = told.press("I have read this")
    assert read.path == "/partner/afterwards"
    assert "the two of you went" not in read.text
    assert "the two of you went" in alex.open("/partner/privacy").text


def test_the_owner_passes_the_practice_on_and_tells_two_of_one_name_apart(
    morgan: Visitor, lee: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    lee.open("/counselor/practice/owner", status=404)
    with writing() as session, session.begin():
        practice = get_practice(session, cast.morgan.identity)
        twin = add_person(
            *(session, practice),
            role=Role.COUNSELOR,
            name="Rio",
            email="rio@example.org",
            time_zone="UTC",
        )
        twin.name, twin.joined_at = "Lee", clock.now() - timedelta(days=900)
    page = morgan.open("/counselor/practice").click("Pass it on")
    offered = page.find_all("select option")
    assert len([each for each in offered if each.startswith("Lee, here since")]) == 2
    assert len(set(offered)) == len(offered)
    page.press("Pass it on", status=422)

    done = page.press("Pass it on", {"Who owns the practice from now on": cast.lee.public_id})

    assert "Lee owns the practice from now on." in done.soup.get_text()
    morgan.open("/counselor/practice", status=404)
    assert "Practice" in lee.open("/counselor/today").find_all("nav a")
    morgan.post("/counselor/practice/owner", {"to": cast.lee.public_id}, status=404)
