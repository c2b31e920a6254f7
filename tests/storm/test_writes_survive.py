"""
Writes of every kind while processes are killed: each acknowledged one is there, once.

The long form, `make storm`, writes ten thousand. A kill cannot show whether
the disk has it: see `test_before_it_answers.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.walls.entering import within
from tests.databases import PRACTICE
from tests.patience import is_at_length, wait_for_hours
from tests.storm.aftermath import (
    Before,
    check_each_is_there_once,
    check_integrity,
    check_nothing_else_is_there,
    check_the_counselors,
    check_what_both_do,
    check_words,
    count_kept_unanswered,
    look_before,
    not_there_once,
)
from tests.storm.conftest import Place
from tests.storm.hand_ins import Book
from tests.storm.people import Author, gather
from tests.storm.scene import Ground, lay_ready
from tests.storm.server import Server
from tests.storm.weather import Size, Weather, blow

IS_FULL = is_at_length()
SHORT = Size(couples=2, each=18, browsers=4, writes_per_kill=18)
FULL = Size(couples=100, each=50, browsers=16, writes_per_kill=30)
CARELESS = Size(couples=1, each=13, browsers=1, writes_per_kill=12)
SIZE = FULL if IS_FULL else SHORT
ANSWERS_FIRST = "tests.storm.careless:answers_before_it_commits()"

pytestmark = [pytest.mark.storm, *([pytest.mark.slow] if IS_FULL else [])]


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(
    place: Place,
    app: Flask,
    engine: Engine,
    kill_the_database: Callable[[], bool] | None,
    record_property: Callable[[str, object], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    if IS_FULL:
        wait_for_hours()
    authors, grounds, before = set_the_scene(app, engine, SIZE)

    with Server(place.settings, place.folder) as server:
        book, weather = blow(server, authors, grounds, SIZE, kill_the_database)

    assert len(book) == SIZE.writes
    assert weather.killed > 0
    check_integrity(place, engine)
    with within(Session(engine), PRACTICE) as session:
        check_each_is_there_once(session, book)
        check_nothing_else_is_there(session, book, before)
        check_words(session, authors, book, before)
        check_what_both_do(session, book, before)
        check_the_counselors(session, book, before)
        kept_unanswered = count_kept_unanswered(session, book)
    told = tell(place, book, weather, kept_unanswered)
    record_property("storm", {"on": place.dialect, "acknowledged": len(book), "told": told})
    if IS_FULL:
        with capsys.disabled():
            print(f"\n{told}")


@pytest.mark.only_on("sqlite", reason="one database is enough to test the test")
def test_a_server_that_answers_before_it_commits_is_found_out(
    place: Place, app: Flask, engine: Engine
) -> None:
    authors, grounds, _before = set_the_scene(app, engine, CARELESS)

    with Server(place.settings, place.folder, ANSWERS_FIRST, workers=1) as server:
        book, weather = blow(server, authors, grounds, CARELESS)

    assert weather.killed == CARELESS.kills
    with within(Session(engine), PRACTICE) as session:
        assert not_there_once(session, book) == [book.entries[CARELESS.writes_per_kill - 1]]


def set_the_scene(
    app: Flask, engine: Engine, size: Size
) -> tuple[list[Author], dict[int, Ground], Before]:
    """Everybody is here, and what they need for each of their deeds."""
    with Session(for_writing(engine)) as session, session.begin():
        authors = gather(session, app, size.couples)
        grounds = lay_ready(session, app, authors)
        return authors, grounds, look_before(session)


def tell(place: Place, book: Book, weather: Weather, kept_unanswered: int) -> str:
    """What the storm was like, for `make prove` and the figures in docs/performance.md."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(book.kinds).items())
    return (
        f"{place.dialect}: {len(book)} acknowledged in {weather.seconds:.0f} s ({kinds}),"
        f" {weather.workers_killed} workers, {weather.servers_killed} servers and"
        f" {weather.databases_killed} databases killed; {weather.repeated} requests repeated,"
        f" {weather.told_to_wait} told to wait, {kept_unanswered} kept unanswered;"
        " 0 lost, 0 doubled."
    )
