"""What is handed in while the records cannot be written is on the page, and is kept once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from tests.cast import Cast
from tests.databases import Databases, PostgresDatabases
from tests.homework import FEELINGS
from tests.page import Page, Visitor
from tests.portal.partner.conftest import Desk

pytestmark = pytest.mark.on_both("each database fails in its own way")

READ_ONLY = {
    "sqlite": "PRAGMA query_only=ON",
    "postgresql": "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
}


@contextmanager
def only_to_be_read(database: Engine) -> Iterator[None]:
    """Nothing can be written, as on a disk that was taken away or on a copy of the database."""

    def let_it_be_read(connection: Any, _record: object) -> None:
        connection.cursor().execute(READ_ONLY[database.dialect.name])
        connection.commit()

    database.dispose()
    event.listen(database, "connect", let_it_be_read)
    yield
    event.remove(database, "connect", let_it_be_read)
    database.dispose()


def about_to_hand_in(alex: Visitor, desk: Desk) -> Page:
    """Alex has written how they feel, and has not pressed the last button yet."""
    draft = alex.open(f"/partner/homework/{desk.give_feelings()}").press("Start")
    return draft.press(
        "Check and send", {f"answer-{key}": str(words) for key, words in FEELINGS.items()}
    )


def test_records_that_can_only_be_read_take_it_once_they_can_be_written_again(
    app: Flask, alex: Visitor, desk: Desk, cast: Cast
) -> None:
    check = about_to_hand_in(alex, desk)

    with only_to_be_read(app.extensions["database"]):
        answer = check.press("Hand in", status=503)
        assert answer.h1 == "Mendwell cannot reach its records just now"
        assert alex.open("/partner/this-week").status == 200, "what is there can still be read"
    assert desk.count(cast.alex) == 0

    check.press("Hand in")
    check.press("Hand in")
    assert desk.count(cast.alex) == 1


def test_words_on_their_way_are_on_the_page_that_says_so(
    app: Flask, alex: Visitor, desk: Desk
) -> None:
    draft = alex.open(f"/partner/homework/{desk.give_feelings()}").press("Start")

    with only_to_be_read(app.extensions["database"]):
        answer = draft.press("Check and send", {"answer-fear": "That you go"}, status=503)

    assert "That you go" in answer.find_all("textarea#typed-words")[0]


@pytest.mark.only_on("postgresql", reason="a file is not away for a while")
def test_a_database_that_is_away_for_a_while_takes_it_once_it_is_back(
    app: Flask,
    alex: Visitor,
    desk: Desk,
    cast: Cast,
    all_databases: Callable[[str], Databases],
) -> None:
    check = about_to_hand_in(alex, desk)
    databases = all_databases("postgresql")
    assert isinstance(databases, PostgresDatabases)
    name = app.extensions["database"].url.database

    databases.cluster.administer(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    databases.cluster.administer(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608 - a name of ours
    )
    check.press("Hand in", status=503)
    databases.cluster.administer(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    check.press("Hand in")
    assert desk.count(cast.alex) == 1
