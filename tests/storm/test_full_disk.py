"""A disk that is full keeps what it had, says so, and shows the words that it could not take."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.submissions.models import Submission
from couples.submissions.queries import list_answers, list_submissions
from portal.forms.questions import ANSWER
from tests.storm.people import WINS, Author, gather

LONG = "We walked home the long way. " * 3
MANY = 60

pytestmark = pytest.mark.only_on("sqlite", reason="PostgreSQL's disk is not ours to fill")


class Disk:
    """A limit that SQLite keeps as if the disk ended there."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.pages = 2**30
        event.listen(engine, "connect", self._limit)

    def let_it_be_full(self, after_pages: int) -> None:
        with self.engine.connect() as connection:
            used = connection.execute(text("PRAGMA page_count")).scalar_one()
        self.pages = used + after_pages
        self.engine.dispose()

    def make_room(self) -> None:
        self.pages = 2**30
        self.engine.dispose()

    def _limit(self, connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={self.pages}")


@pytest.fixture
def disk(engine: Engine) -> Disk:
    return Disk(engine)


@pytest.fixture
def author(app: Flask, engine: Engine) -> Author:
    with Session(for_writing(engine)) as session, session.begin():
        return gather(session, app, 1)[0]


@pytest.fixture
def client(app: Flask, author: Author) -> FlaskClient:
    client = app.test_client()
    name, _, value = author.cookie.partition("=")
    client.set_cookie(name, value)
    return client


def write(client: FlaskClient, author: Author, words: str) -> int:
    """Start, save and hand in; the status of the first answer that is not a good one, or 302."""
    path, fields = f"/partner/homework/{author.homework[WINS]}/start", {"part": "log"}
    for then in (
        {ANSWER + "win": words, "revision": "0", "action": "check"},
        {"revision": "1"},
        {},
    ):
        answer = client.post(path, data={**fields, "csrf_token": author.csrf_token})
        if answer.status_code >= 400:
            return answer.status_code
        path, fields = answer.location, then
    assert path.startswith("/partner/submissions/")
    return 302


def kept(engine: Engine, author: Author) -> list[str | None]:
    with Session(engine) as session:
        mine: list[Submission] = list_submissions(session, author.identity)
        answers = list_answers(session, author.identity, mine)
        return [answer.words for submission in mine for answer in answers[submission.id]]


def test_nothing_that_was_acknowledged_is_lost_and_it_goes_on_when_there_is_room(
    client: FlaskClient, author: Author, engine: Engine, disk: Disk
) -> None:
    disk.let_it_be_full(after_pages=8)
    acknowledged = []
    for number in range(MANY):
        words = f"{number}: {LONG}".strip()
        status = write(client, author, words)
        if status != 302:
            break
        acknowledged.append(words)
    looked = client.get("/account/").status_code
    disk.make_room()
    again = write(client, author, words)

    assert status == 503
    assert acknowledged
    assert looked == 200
    assert again == 302
    assert kept(engine, author) == [*acknowledged, words]


def test_the_words_that_were_not_kept_are_on_the_page(
    client: FlaskClient, author: Author, disk: Disk
) -> None:
    begun = client.post(
        f"/partner/homework/{author.homework[WINS]}/start",
        data={"part": "log", "csrf_token": author.csrf_token},
    )
    disk.let_it_be_full(after_pages=0)
    words = LONG * 200
    answer = client.post(
        begun.location,
        data={ANSWER + "win": words, "revision": "0", "csrf_token": author.csrf_token},
    )

    typed = BeautifulSoup(answer.get_data(as_text=True), "html.parser").find("textarea")
    assert answer.status_code == 503
    assert typed is not None
    assert words.strip() in typed.get_text()
