"""
Hand-ins while processes are killed: each acknowledged one is there, once, word for word.

The long form, `make storm`, hands in ten thousand. A kill cannot show whether
the disk has it: see `test_before_it_answers.py`.
"""

from __future__ import annotations

import faulthandler
import os
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from couples.database import for_writing
from couples.history.models import HistoryEntry
from couples.submissions.models import Answer, Draft, Submission
from couples.submissions.queries import list_answers, list_submissions
from tests.storm.conftest import Place
from tests.storm.hand_ins import Book, Entry
from tests.storm.people import Author, gather
from tests.storm.server import Server
from tests.storm.weather import Size, Weather, blow

IS_FULL = os.environ.get("MENDWELL_STORM") == "full"
SHORT = Size(couples=6, each=13, browsers=8, hand_ins_per_kill=25)
FULL = Size(couples=100, each=50, browsers=16, hand_ins_per_kill=30)
CARELESS = Size(couples=8, each=12, browsers=8, hand_ins_per_kill=10)
SIZE = FULL if IS_FULL else SHORT
ANSWERS_FIRST = "tests.storm.careless:answers_before_it_commits()"
STDERR = 2
HOURS = 2 * 60 * 60

pytestmark = [pytest.mark.storm, *([pytest.mark.slow] if IS_FULL else [])]


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(
    place: Place,
    app: Flask,
    engine: Engine,
    kill_the_database: Callable[[], bool] | None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if IS_FULL:
        # The ten minutes that any other test has at most are too few for this one.
        faulthandler.dump_traceback_later(HOURS, exit=True, file=STDERR)
    with Session(for_writing(engine)) as session, session.begin():
        authors = gather(session, app, SIZE.couples)

    with Server(place.settings, place.folder) as server:
        book, weather = blow(server, authors, SIZE, kill_the_database)

    assert len(book) == SIZE.hand_ins
    assert weather.killed > 0
    check_integrity(place, engine)
    with Session(engine) as session:
        check_each_is_there_once(session, book)
        check_nothing_else_is_there(session, book)
        check_words(session, authors, book)
        kept_unanswered = count_kept_unanswered(session, book)
    if IS_FULL:
        with capsys.disabled():
            tell(place, book, weather, kept_unanswered)


@pytest.mark.skipif(not IS_FULL, reason="part of the long form: make storm")
@pytest.mark.only_on("sqlite", reason="one database is enough to test the test")
def test_a_server_that_answers_before_it_commits_is_found_out(
    place: Place, app: Flask, engine: Engine
) -> None:
    with Session(for_writing(engine)) as session, session.begin():
        authors = gather(session, app, CARELESS.couples)

    def look() -> None:
        with Server(place.settings, place.folder, ANSWERS_FIRST) as server:
            book, _ = blow(server, authors, CARELESS)
        with Session(engine) as session:
            check_each_is_there_once(session, book)

    with pytest.raises(AssertionError):
        look()


def check_integrity(place: Place, engine: Engine) -> None:
    """Ask the database itself whether it is whole."""
    if place.dialect == "sqlite":
        with engine.connect() as connection:
            assert connection.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        return
    with place.superuser() as connection:
        connection.execute("CREATE EXTENSION amcheck")
        connection.execute(
            "SELECT bt_index_check(i.indexrelid, true) FROM pg_index i"
            " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam"
            " WHERE a.amname = 'btree' AND c.relpersistence <> 't'"
        )
        faults = connection.execute(
            "SELECT count(*) FROM pg_class c, LATERAL verify_heapam(c.oid) v"
            " WHERE c.relkind = 'r' AND c.relpersistence = 'p'"
        ).fetchone()
    assert faults == (0,)


def check_each_is_there_once(session: Session, book: Book) -> None:
    """Every acknowledged press of a button made exactly one submission."""
    by_key = Counter(session.scalars(select(Submission.idempotency_key)))
    ids = set(session.scalars(select(Submission.public_id)))

    assert [entry for entry in book.entries if by_key[entry.key] != 1] == []
    assert [e for e in book.entries if e.draft_id is not None and e.draft_id not in ids] == []


def check_nothing_else_is_there(session: Session, book: Book) -> None:
    """No submission without its press, no second history of one, and no draft left over."""
    noted = session.scalars(
        select(HistoryEntry.subject_id).where(HistoryEntry.event == "submission:submit")
    ).all()

    assert session.scalar(select(func.count(Submission.id))) == len(book)
    assert sorted(noted) == sorted(session.scalars(select(Submission.public_id)))
    assert session.scalar(select(func.count(Draft.id))) == 0
    without_answers = select(Submission.id).where(
        Submission.id.not_in(select(Answer.submission_id))
    )
    assert session.scalars(without_answers).all() == []


def check_words(session: Session, authors: list[Author], book: Book) -> None:
    """Its author reads in each exactly what they wrote, through the queries of their pages."""
    entries = {entry.key: entry for entry in book.entries}
    for author in authors:
        mine = [
            submission
            for submission in list_submissions(session, author.identity)
            if submission.author_id == author.identity.person_id
        ]
        answers = list_answers(session, author.identity, mine)
        for submission in mine:
            entry = entries[submission.idempotency_key]
            assert entry.author is author
            assert told(answers[submission.id], entry) == entry.words


def told(answers: list[Answer], entry: Entry) -> dict[str, str]:
    """The answers of a submission, as their author typed them."""
    return {
        answer.field: answer.words if answer.words is not None else f"{answer.number:.0f}"
        for answer in answers
        if answer.field in entry.words
    }


def count_kept_unanswered(session: Session, book: Book) -> int:
    """How many were kept although the answer never arrived, so that the key did its work."""
    kept = dict(session.execute(select(Submission.idempotency_key, Submission.submitted_at)).all())
    return sum(kept[entry.key] < entry.last_tried for entry in book.entries)


def tell(place: Place, book: Book, weather: Weather, kept_unanswered: int) -> None:
    """Say what the storm was like, for the figures in docs/performance.md."""
    print(
        f"\n{place.dialect}: {len(book)} acknowledged in {weather.seconds:.0f} s,"
        f" {weather.workers_killed} workers, {weather.servers_killed} servers and"
        f" {weather.databases_killed} databases killed; {weather.repeated} requests repeated,"
        f" {weather.told_to_wait} told to wait, {kept_unanswered} kept unanswered;"
        " 0 lost, 0 doubled."
    )
