"""Agreeing on the next homework in the room, in front of both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from couples.exercises.definition import Cadence, Gate
from couples.exercises.loading import builtin_definition
from couples.models import Assignment
from couples.safety import services as safety
from reports.gathering import gather_for_period
from reports.states import Copy
from tests.cast import Cast, Member
from tests.homework import exercise, give
from tests.page import Visitor
from tests.portal.counselor.test_session_mode import morgan, room

__all__ = ["morgan"]

Writing = Callable[[], Session]

pytestmark = pytest.mark.usefixtures("library")


def exercise_id(writing: Writing, cast: Cast, key: str) -> str:
    with writing() as session:
        return exercise(session, cast.morgan, key).exercise.public_id


def given(writing: Writing) -> list[tuple[str, bool]]:
    with writing() as session:
        return [(a.definition.id, a.given_in_session) for a in session.query(Assignment)]


def test_what_is_agreed_in_the_room_is_on_both_phones_and_says_so(
    morgan: Visitor, writing: Writing, cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    beats = [phone.client.get("/partner/pulse").data for phone in (alex, sam)]
    choose = morgan.open(room(cast)).click("Agree on what comes next")
    assert "The one who was hurt" not in choose.text
    form = choose.click("Questions you have not asked yet")

    agreed = form.press("Agree on this", {"note": "On the balcony"})
    again = form.press("Agree on this", {"note": "On the balcony"})

    assert "“Questions you have not asked yet” is on both phones now." in agreed.text
    assert "Agreed today: “Questions you have not asked yet”, 2 times a week." in again.text
    assert given(writing) == [("open-questions", True)], "The second press gave nothing more."
    after = [phone.client.get("/partner/pulse").data for phone in (alex, sam)]
    assert all(one != other for one, other in zip(beats, after, strict=True))
    homework = sam.open("/partner/this-week").click("Open")
    assert "Agreed in your session on Monday, November 23." in homework.text
    assert "On the balcony" in homework.text
    theirs = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")
    assert "Agreed in session on" in theirs.click("Questions you have not asked yet").text
    with writing() as session:
        id_, today = cast.alex_and_sam.public_id, date(2026, 11, 23)
        brief = gather_for_period(session, cast.morgan.identity, id_, today, today, Copy.COUPLE)
    assert [work.doer for work in brief.homework] == ["together, agreed in session, 2 times a week"]


def test_what_is_typed_stays_where_it_does_not_fit(morgan: Visitor, cast: Cast) -> None:
    form = morgan.open(f"{room(cast)}/next").click("Questions you have not asked yet")

    again = form.press("Agree on this", {"times_a_week": "99", "note": "On the balcony"})

    assert "Write a number from 1 to 14." in again.text
    assert again.value_of("A line to go with it, in your own words") == ["On the balcony"]


def test_the_room_does_not_tell_that_a_gate_is_held(
    morgan: Visitor, writing: Writing, cast: Cast
) -> None:
    contract = exercise_id(writing, cast, "calm-contract")
    form = morgan.open(f"{room(cast)}/next/{contract}")
    with writing() as session, session.begin():
        couple_id = cast.alex_and_sam.public_id
        safety.set_gate(session, cast.morgan.identity, couple_id, Gate.G1, held=True, note="Fear")

    refused = form.press("Agree on this", status=409)

    assert "This cannot be given from here." in refused.text
    assert "violence" not in refused.text.casefold()
    assert form.h1 in morgan.open(f"{room(cast)}/next").text, "The list tells nothing either."
    assert given(writing) == []


def test_the_room_does_not_tell_what_only_one_of_them_has(
    morgan: Visitor, writing: Writing, cast: Cast
) -> None:
    with writing() as session, session.begin():
        for key in ("support-network", "boundary-for-one", "grievance"):
            give(session, cast.alex_and_sam, key, to=cast.alex)
    choose = morgan.open(f"{room(cast)}/next")

    agreed = choose.click("Questions you have not asked yet").press("Agree on this")
    title = builtin_definition("support-network").title
    for_both = choose.click(title).press("Agree on this")

    assert "is on both phones now" in agreed.text, "It is a lot only beside what Sam may not know."
    assert f"“{title}” is on both phones now." in for_both.text
    assert title not in morgan.open(f"{room(cast)}/next").text
    assert given(writing)[-2:] == [("open-questions", True), ("support-network", True)]

    with writing() as session, session.begin():
        give(session, cast.alex_and_sam, "season-review", cadence=Cadence.ONCE)
    heavy = choose.click("Our agreement for hard moments").press("Agree on this", status=409)
    assert "This may be a lot at once" in heavy.text


def test_what_is_for_one_of_them_is_not_given_in_front_of_the_other(
    morgan: Visitor, writing: Writing, cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    for key in ("grievance", "private-safety-check", "impact-statement"):
        morgan.open(f"{room(cast)}/next/{exercise_id(writing, cast, key)}", status=404)
    for_both = exercise_id(writing, cast, "wins")
    sign_in_as(cast.lee).open(f"{room(cast)}/next/{for_both}", status=404)
    fields = {"couples": cast.alex_and_sam.public_id, "doer": "one", "cadence": "any-time"}
    morgan.post(f"{room(cast)}/next/{for_both}", {**fields, "due": "none"})
    assert given(writing) == []
