"""Telling the counselor of fear so that not one byte changes which reaches the other partner."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments.services import schedule
from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence, Doer, Gate
from couples.models import GateSetting, SafetyFlag
from couples.safety.telling import tell_of_fear
from tests.cast import Cast
from tests.couples.exercises.making import field_of, make_definition
from tests.couples.safety.scene import lift, sealed_for, shelve, write
from tests.courses import course, enrol, programme
from tests.courses import shelve as shelve_course
from tests.homework import begin, give
from tests.page import Page, Visitor, without_tokens
from tests.portal.partner.test_fear import LABEL, WORDS, elsewhere
from tests.portal.partner.test_safety import Writing, everything, open_things

pytestmark = pytest.mark.only_on("sqlite", "Two worlds are two copies of one file.")

_ID = re.compile(r"\b(?:[a-z2-7]{26}|[0-9a-f]{20})\b")
"""A public id, or what the pulse makes of some."""
MISSING = 404
COURSE = """
[[steps]]
key = "first"
week = 1
exercise = "first-word"
doer = "each"

[[steps]]
key = "next"
week = 1
exercise = "after-it"
doer = "together"
release = { when = "handed-in", step = "first", by = "both" }
"""


@pytest.fixture(autouse=True)
def _one_moment() -> Iterator[None]:
    """Pages that offer a time of day are compared at one and the same moment."""
    with clock.at(clock.now()):
        yield


def tell(visitor: Visitor, words: str = WORDS) -> Page:
    """Let the counselor know, with what is chosen beforehand."""
    return visitor.open("/partner/help-now").press("Let my counselor know", {LABEL: words})


@pytest.fixture
def shared_life(writing: Writing, cast: Cast) -> dict[str, str]:
    """What a gate of fear would hold, of every sort, begun and not; the ids of it by names."""
    with writing() as session, session.begin():
        open_things(session, cast)
        pair = cast.alex_and_sam
        rules = give(session, pair, "calm-contract")
        give(session, pair, "shared-ritual", cadence=Cadence.DAILY)
        feelings = give(session, pair, "emotion-check-in", doer=Doer.EACH)
        begin(session, cast.sam, rules, {"signal": "a raised hand"})
        begin(session, cast.sam, feelings, {"joy": "your hand in mine"})
        handed_in = sealed_for(session, cast, "handed-in", gates=[Gate.G1])
        write(session, cast.sam, handed_in)
        to_do = sealed_for(session, cast, "to-do", gates=[Gate.G1])
        found = {"feelings": feelings, "handed in": handed_in, "to do": to_do}
        return {name: given.public_id for name, given in found.items()}


def hand_in_all(writing: Writing, cast: Cast, life: dict[str, str]) -> None:
    """Alex hands in what Sam has handed in, and what Sam will."""
    with writing() as session, session.begin(), clock.at(clock.now() + timedelta(minutes=5)):
        for name in ("handed in", "to do"):
            write(session, cast.alex, given_as(session, life[name]))


def given_as(session: Session, public_id: str) -> Assignment:
    return session.scalars(select(Assignment).where(Assignment.public_id == public_id)).one()


def test_the_counselor_is_told_and_nothing_else_is_held(
    alex: Visitor, morgan: Visitor, cast: Cast, writing: Writing
) -> None:
    assert "Sent to your counselor." in tell(alex).text
    tell(alex)

    with writing() as session:
        flag = session.scalars(select(SafetyFlag)).one()
        gate = session.scalars(select(GateSetting)).one()
    assert (gate.gate, gate.is_quiet, gate.set_by_id) == (Gate.G1, True, None)
    today = morgan.open("/counselor/today")
    assert "Homework goes on until you decide." in today.text
    page = today.click("Something to look at for Alex and Sam")
    assert WORDS in page.text
    assert "Alex asked that nothing changes which the other can see." in page.text
    assert flag.is_quiet


def test_no_page_of_either_changes_by_a_byte(
    app: Flask,
    alex: Visitor,
    sam: Visitor,
    cast: Cast,
    writing: Writing,
    shared_life: dict[str, str],
) -> None:
    """Also once Alex hands in what is sealed: it is as if that had not happened."""
    for visitor in (alex, sam):
        everything(app, writing, visitor)  # Whoever opens each page has begun it by that.
    before = everything(app, writing, sam), elsewhere(writing, cast)
    alexs = everything(app, writing, alex)

    assert "Sent to your counselor." in tell(alex).text
    told = everything(app, writing, sam), elsewhere(writing, cast)
    assert told == before, "What reaches Sam is not as it was."
    assert everything(app, writing, alex) == alexs

    hand_in_all(writing, cast, shared_life)
    held, elsewhere_held = everything(app, writing, sam), elsewhere(writing, cast)
    assert (found_in(held), elsewhere_held) == (found_in(before[0]), before[1])

    with writing() as session, session.begin():
        lift(session, cast.alex_and_sam, Gate.G1)
    assert everything(app, writing, sam) != held
    assert elsewhere(writing, cast) != before[1]


def found_in(pages: dict[str, tuple[int, str]]) -> dict[str, str]:
    """Those that are there: what only Alex has is missing to Sam, whatever becomes of it."""
    return {path: f"{seen[0]} {seen[1]}" for path, seen in pages.items() if seen[0] != MISSING}


class Worlds:
    """Two that begin alike, in which the ids of what comes are told apart by their order alone."""

    def __init__(self, app: Flask, folder: Path) -> None:
        """Keep how it all begins."""
        self.engine = app.extensions["database"]
        self.file, self.kept = Path(self.engine.url.database), folder / "beginning"
        self.engine.dispose()
        shutil.copy(self.file, self.kept)

    def begin_again(self) -> None:
        """Let everything since the beginning not have happened."""
        self.engine.dispose()
        for rest in ("-wal", "-shm", "-journal"):
            Path(f"{self.file}{rest}").unlink(missing_ok=True)
        shutil.copy(self.kept, self.file)

    @staticmethod
    def as_met(pages: list[str]) -> list[str]:
        """These pages with each id by its number, since it is another one in each world."""
        met: dict[str, str] = {}

        def number(found: re.Match[str]) -> str:
            return met.setdefault(found[0], f"id-{len(met)}")

        return [_ID.sub(number, without_tokens(page)) for page in pages]


@pytest.fixture
def course_step(shared_life: dict[str, str], writing: Writing, cast: Cast) -> str:
    """
    The first step of a course, sealed, which Sam handed in ten days ago; its id.

    The second opens once both have, and a session was meanwhile.
    """
    begun = clock.now() - timedelta(days=10)
    with writing() as session, session.begin(), clock.at(begun):
        apart = field_of("short-text", key="words", audience="sealed", required=True)
        for definition in (
            make_definition(apart, id="first-word", doers=["each"]),
            make_definition(id="after-it", doers=["together"]),
        ):
            shelve(session, cast, definition)
        shelve_course(session, cast, programme(COURSE))
        enrol(session, "small-steps", cast.alex_and_sam)
        pair, meets = cast.alex_and_sam, begun + timedelta(days=4)
        schedule(session, pair.counselor.identity, pair.public_id, starts_at=meets)
        [given] = [step.assignment for step in course(session, pair).steps if step.assignment]
        write(session, cast.sam, given)
        return given.public_id


def tell_and_hand_in_before_the_session(writing: Writing, cast: Cast, step: str) -> None:
    """Alex told of fear quietly, and handed in what Sam had handed in."""
    with writing() as session, session.begin(), clock.at(clock.now() - timedelta(days=9)):
        tell_of_fear(session, cast.alex.identity, quietly=True)
        write(session, cast.alex, given_as(session, step))


@pytest.fixture
def worlds(app: Flask, course_step: str, sam: Visitor, alex: Visitor, tmp_path: Path) -> Worlds:
    return Worlds(app, tmp_path)


def body(page: Page) -> str:
    return f"{page.path} {page.status} {page.response.get_data(as_text=True)}"


def what_sam_does(sam: Visitor, life: dict[str, str]) -> list[str]:
    """Sam saves a draft, hands in what Alex may have, and calls a time-out."""
    feelings = sam.open(f"/partner/homework/{life['feelings']}").click("Carry on")
    saved = feelings.press("Save and leave", {"answer-need": "an hour"})
    writing = sam.open(f"/partner/homework/{life['to do']}")
    begun = writing.press("Start")
    check = begun.press("Check and send", {"answer-words": "what Sam wrote"})
    receipt = check.press("Hand in")
    out = sam.open("/partner/ours").click("Time-out").press("Start the time-out")
    return [body(page) for page in (feelings, saved, writing, begun, check, receipt, out)]


def all_that_is_there(app: Flask, writing: Writing, sam: Visitor) -> list[str]:
    return [f"{path} {page}" for path, page in found_in(everything(app, writing, sam)).items()]


def test_whatever_sam_posts_gets_the_same_answer(
    app: Flask,
    alex: Visitor,
    sam: Visitor,
    cast: Cast,
    writing: Writing,
    shared_life: dict[str, str],
    worlds: Worlds,
) -> None:
    """In one world Alex told of fear and handed in what is sealed, in the other did neither."""
    without = what_sam_does(sam, shared_life) + all_that_is_there(app, writing, sam)
    worlds.begin_again()
    tell(alex)
    hand_in_all(writing, cast, shared_life)
    told = what_sam_does(sam, shared_life) + all_that_is_there(app, writing, sam)

    assert worlds.as_met(told) == worlds.as_met(without)


def test_no_course_goes_on_after_the_session_by_what_a_seal_keeps(
    app: Flask, sam: Visitor, cast: Cast, writing: Writing, course_step: str, worlds: Worlds
) -> None:
    """The other part of the homework would be there, beside a seal that still seems to wait."""

    def what_sam_finds() -> tuple[list[str], list[object]]:
        body(sam.open("/partner/this-week"))  # The course is looked at.
        found = elsewhere(writing, cast)
        return worlds.as_met(all_that_is_there(app, writing, sam)), found

    without = what_sam_finds()
    worlds.begin_again()
    tell_and_hand_in_before_the_session(writing, cast, course_step)
    told = what_sam_finds()

    assert told == without
    worlds.begin_again()
    with writing() as session, session.begin(), clock.at(clock.now() - timedelta(days=9)):
        write(session, cast.alex, given_as(session, course_step))
    assert what_sam_finds() != without, "A course that never goes on would show nothing."


def test_a_time_out_that_alex_calls_is_the_same_to_sam(
    app: Flask, alex: Visitor, sam: Visitor, writing: Writing, worlds: Worlds
) -> None:
    def call_it() -> list[str]:
        out = alex.open("/partner/ours").click("Time-out").press("Start the time-out")
        return [body(out), *all_that_is_there(app, writing, sam)]

    without = call_it()
    worlds.begin_again()
    tell(alex)
    told = call_it()

    assert worlds.as_met(told) == worlds.as_met(without)
    assert "Alex asked for it" in "".join(told)
