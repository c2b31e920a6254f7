"""Telling the counselor of fear, at any time, and letting what could hurt rest as well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, func, select

from couples import clock
from couples.assignments.models import Assignment
from couples.exercises.definition import Gate
from couples.models import Draft, GateSetting, SafetyFlag
from couples.notices.waiting import is_waiting
from couples.partings.services import leave
from couples.records.whose import own_record
from reports.gathering import gather_for_period
from reports.record.gathering import gather_record
from reports.states import Copy
from tests.cast import Cast
from tests.couples.safety.scene import hold, lift, sealed_for, write
from tests.homework import give
from tests.page import Visitor
from tests.portal.partner.test_safety import NOW, Writing, everything, open_things

pytestmark = pytest.mark.only_on("sqlite")
WORDS = "He reads my phone at night"
LABEL = "What your counselor should know, if anything"


@pytest.fixture(autouse=True)
def _one_moment() -> Iterator[None]:
    """Pages that offer a time of day are compared at one and the same moment."""
    with clock.at(clock.now()):
        yield


def tell(visitor: Visitor, words: str = WORDS) -> str:
    """Let the counselor know, and what could hurt rest; give what the page says then."""
    chosen = {LABEL: words, "change": "rest"}
    return visitor.open("/partner/help-now").press("Let my counselor know", chosen).text


def test_the_counselor_finds_it_and_what_would_be_dangerous_rests(
    alex: Visitor, morgan: Visitor, cast: Cast, writing: Writing
) -> None:
    assert "Sent to your counselor." in tell(alex)
    tell(alex)

    with writing() as session:
        flag = session.scalars(select(SafetyFlag)).one()
        gate = session.scalars(select(GateSetting)).one()
    assert (gate.gate, gate.is_held, gate.is_quiet, gate.set_by_id) == (Gate.G1, True, False, None)
    page = morgan.open(f"/counselor/flags/{flag.public_id}")
    assert "Alex does not feel safe at home." in page.text
    assert WORDS in page.text
    assert "Alex" in morgan.open("/counselor/today").text


def test_not_a_byte_of_it_reaches_the_other(
    app: Flask, alex: Visitor, sam: Visitor, cast: Cast, writing: Writing
) -> None:
    """Sam cannot tell fear from a gate that the counselor holds for any other reason."""
    with writing() as session, session.begin():
        open_things(session, cast)
        give(session, cast.alex_and_sam, "calm-contract")
        hold(session, cast.alex_and_sam, Gate.G1, "for another reason")
    before = everything(app, writing, sam)

    with writing() as session, session.begin():
        lift(session, cast.alex_and_sam, Gate.G1)
    tell(alex)

    assert everything(app, writing, sam) == before
    assert WORDS not in alex.open("/partner/help-now").response.get_data(as_text=True)


def test_what_it_is_said_to_show_stands_before_the_button(alex: Visitor) -> None:
    form = alex.open("/partner/help-now").soup.select_one("form[action$='/help-now']")
    assert form is not None
    before = form.get_text().partition("Let my counselor know")[0]

    assert "The other can see that it rests, and is not told why." in before
    assert "talk to your counselor first" in before


def test_where_the_two_have_parted_nothing_rests_and_nothing_is_said_of_it(
    alex: Visitor, cast: Cast, writing: Writing
) -> None:
    with writing() as session, session.begin():
        leave(session, cast.sam.identity)

    page = alex.open("/partner/help-now")

    assert "Let my counselor know" in page.buttons()
    assert "rests for both of you" not in page.text
    assert page.soup.select("input[type=radio]") == []
    page.press("Let my counselor know")
    with writing() as session:
        assert not session.scalars(select(GateSetting)).one().is_quiet


def test_next_to_nothing_told_the_other_can_see_that_homework_rests_and_nothing_else(
    app: Flask, alex: Visitor, sam: Visitor, cast: Cast, writing: Writing
) -> None:
    """Two pages differ, and the draft on one of them can only be read: no other page does."""
    with writing() as session, session.begin():
        open_things(session, cast)
        resting = give(session, cast.alex_and_sam, "calm-contract").public_id
    everything(app, writing, sam)  # Whoever opens each page has begun it by that.
    before = everything(app, writing, sam)

    tell(alex)
    told = everything(app, writing, sam)

    with writing() as session:
        draft = session.scalars(select(Draft).join(Draft.assignment).where(of_it(resting))).one()
        draft_id = draft.public_id
    differing = {path for path in told if told[path] != before[path]}
    assert told.keys() == before.keys()
    assert differing == {
        "GET /partner/this-week",
        f"GET /partner/homework/{resting}",
        f"GET /partner/drafts/{draft_id}",
        f"GET /partner/drafts/{draft_id}/check",
    }
    assert all(NOW in told[path][1] for path in differing if "/drafts/" not in path)
    assert not any("afraid" in told[path][1] for path in differing)


def of_it(resting: str) -> ColumnElement[bool]:
    return Assignment.public_id == resting


def test_where_no_homework_rests_for_it_the_other_can_see_nothing(
    app: Flask, alex: Visitor, sam: Visitor, cast: Cast, writing: Writing
) -> None:
    with writing() as session, session.begin():
        open_things(session, cast)
    everything(app, writing, sam)  # Whoever opens each page has begun it by that.
    before = everything(app, writing, sam)

    tell(alex)

    assert everything(app, writing, sam) == before


def test_a_seal_that_stays_closed_for_it_changes_not_a_byte(
    app: Flask, alex: Visitor, sam: Visitor, cast: Cast, writing: Writing
) -> None:
    """
    Sam has handed in something sealed. Whether Alex tells of fear and hands it in as well, or
    does neither, is the same on every page, in the couple's copy, in Sam's record and for
    what Sam is reminded of.
    """
    with writing() as session, session.begin():
        open_things(session, cast)
        given = sealed_for(session, cast)
        write(session, cast.sam, given)
        assignment_id = given.id
    before = everything(app, writing, sam), elsewhere(writing, cast)

    tell(alex)
    with writing() as session, session.begin(), clock.at(clock.now() + timedelta(minutes=5)):
        write(session, cast.alex, session.get_one(Assignment, assignment_id))
    held, elsewhere_held = everything(app, writing, sam), elsewhere(writing, cast)

    assert ({path: held[path] for path in before[0]}, elsewhere_held) == before
    assert {held[path][0] for path in held.keys() - before[0].keys()} == {404}

    with writing() as session, session.begin():
        lift(session, cast.alex_and_sam, Gate.G1)
    assert elsewhere(writing, cast) != before[1]


def elsewhere(writing: Writing, cast: Cast) -> list[object]:
    """What reaches Sam on other ways than the pages of this side."""
    today = clock.today("America/New_York")
    pair = cast.alex_and_sam.public_id
    sam = cast.sam.identity
    with writing() as session:
        return [
            gather_for_period(session, cast.morgan.identity, pair, today, today, Copy.COUPLE),
            is_waiting(session, sam),
            gather_record(session, own_record(session, sam)),
        ]


def test_nobody_else_finds_it(
    alex: Visitor, sam: Visitor, kim: Visitor, lee: Visitor, writing: Writing
) -> None:
    tell(alex)
    with writing() as session:
        flag_id = session.scalars(select(SafetyFlag.public_id)).one()

    for visitor in (alex, sam, kim, lee):
        visitor.open(f"/counselor/flags/{flag_id}", status=404)


def test_too_many_words_stay_on_the_page_and_an_empty_form_tells_nothing(
    alex: Visitor, writing: Writing
) -> None:
    page = alex.open("/partner/help-now")
    typed = {LABEL: "a" * 1001, "change": "rest"}
    refused = page.press("Let my counselor know", typed, status=422)
    alex.post("/partner/help-now", {}, status=422)
    alex.post("/partner/help-now", {"sure": "yes", "words": "I chose nothing"}, status=422)

    assert refused.value_of(LABEL) == ["a" * 1001]
    assert refused.value_of("change") == ["rest"]
    with writing() as session:
        assert session.scalar(select(func.count()).select_from(SafetyFlag)) == 0


def test_a_word_is_not_needed(alex: Visitor, writing: Writing) -> None:
    assert "Sent to your counselor." in tell(alex, "")

    with writing() as session:
        assert session.scalars(select(SafetyFlag)).one().word is None
