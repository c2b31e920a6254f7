"""Many at once on the real server: a partner's page, and hand-ins."""

from __future__ import annotations

import http.client
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from typing import TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.database import for_writing
from couples.exercises.definition import Part
from couples.submissions import drafts, handing_in
from couples.submissions.models import Submission
from couples.submissions.typed import Typed
from tests.benchmarks.timing import Bar, Figure
from tests.benchmarks.workshop import Portal, Workshop
from tests.storm.browser import Browser
from tests.storm.people import WINS, Author, gather
from tests.storm.server import HOST, Server

READERS, WRITERS = 4, 16
SECONDS = 3.0
ROUNDS = 5
HAND_INS = 160
PAGE = "/partner/this-week"

T = TypeVar("T")


def partners_page(workshop: Workshop) -> Iterator[Figure]:
    """Requests a second for a partner’s first page, and for an empty page on the same server."""
    portal = workshop.portal()
    with Session(for_writing(portal.engine)) as session, session.begin():
        authors = gather(session, portal.app, READERS)[:READERS]
    rates: tuple[list[float], list[float]] = ([], [])
    with ExitStack() as servers:
        ours = servers.enter_context(Server(portal.settings, workshop.folder))
        empty = "tests.benchmarks.empty:create_app()"
        theirs = servers.enter_context(Server(portal.settings, workshop.folder, empty))
        for _ in range(ROUNDS + 1):
            rates[0].append(_pages_a_second(ours, PAGE, authors))
            rates[1].append(_pages_a_second(theirs, "/", authors))
    yield Figure(
        what="a partner’s first page",
        against="an empty Flask page on the same server",
        # The first round warms both up.
        ours=tuple(rates[0][1:]),
        theirs=tuple(rates[1][1:]),
        unit="requests/s",
        bar=Bar(0.35, more_is_better=True),
        note=f"{READERS} readers on the same machine",
    )


def _pages_a_second(server: Server, path: str, authors: Sequence[Author]) -> float:
    until = time.monotonic() + SECONDS

    def read(author: Author) -> int:
        count = 0
        with closing(http.client.HTTPConnection(HOST, server.port, timeout=30)) as connection:
            while time.monotonic() < until:
                connection.request("GET", path, headers={"Cookie": author.cookie})
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200, f"{path}: {answer.status}"
                count += 1
        return count

    with ThreadPoolExecutor(len(authors)) as pool:
        return sum(pool.map(read, authors)) / SECONDS


def hand_ins(workshop: Workshop) -> Iterator[Figure]:
    """Hand-ins a second by sixteen clients, beside rows that are merely inserted."""
    for dialect in ("sqlite", "postgresql"):
        with workshop.database(dialect) as portal:
            yield from _hand_ins(workshop, portal, dialect)


def _hand_ins(workshop: Workshop, portal: Portal, dialect: str) -> Iterator[Figure]:
    with Session(for_writing(portal.engine)) as session, session.begin():
        authors = gather(session, portal.app, HAND_INS // 2)
        any_assignment = session.scalars(select(Assignment.id).limit(1)).one()
    rates: dict[str, list[float]] = {"insert": [], "service": [], "http": []}
    with Server(portal.settings, workshop.folder) as server:
        for _ in range(ROUNDS + 1):
            ready = _write_drafts(portal, authors)
            rates["service"].append(_a_second(ready, lambda each: _submit(portal, *each)))
            ready = _write_drafts(portal, authors)
            rates["http"].append(_a_second(ready, lambda each: _press(server, *each)))
            rates["insert"].append(_a_second(authors, lambda a: _insert(portal, a, any_assignment)))
    for how, what in (("service", "by the service alone"), ("http", "over the real route")):
        yield Figure(
            what=f"hand-ins {what}, {WRITERS} clients, {dialect}",
            against="a loop that inserts one row and commits",
            ours=tuple(rates[how][1:]),
            theirs=tuple(rates["insert"][1:]),
            unit="/s",
            bar=Bar(0.7, more_is_better=True),
            note="each ended by a commit that the disk has",
        )


def _a_second(ready: Sequence[T], deed: Callable[[T], object]) -> float:
    started = time.monotonic()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(deed, ready))
    return len(ready) / (time.monotonic() - started)


def _write_drafts(portal: Portal, authors: Sequence[Author]) -> list[tuple[Author, str]]:
    """A draft of each author, ready to be handed in."""
    ready = []
    typed = Typed({"win": "We had breakfast together and nobody looked at a phone"})
    with Session(for_writing(portal.engine)) as session, session.begin():
        for author in authors:
            who = author.identity
            draft = drafts.start(session, who, author.homework[WINS], Part.LOG)
            drafts.save(session, who, draft.public_id, typed=typed, revision=0)
            ready.append((author, draft.public_id))
    return ready


def _submit(portal: Portal, author: Author, draft_id: str) -> None:
    with Session(for_writing(portal.engine)) as session, session.begin():
        key = secrets.token_urlsafe(24)
        handing_in.submit(session, author.identity, draft_id, revision=1, key=key)


def _press(server: Server, author: Author, draft_id: str) -> None:
    with closing(Browser(server.port)) as browser:
        browser.press(
            author,
            f"/partner/drafts/{draft_id}/check",
            {"revision": "1", "key": secrets.token_urlsafe(24)},
            leads_to="/partner/submissions/",
        )


def _insert(portal: Portal, author: Author, assignment_id: int) -> None:
    row = {
        "public_id": secrets.token_hex(13),
        "practice_id": author.identity.practice_id,
        "couple_id": author.identity.couple_id,
        "assignment_id": assignment_id,
        "author_id": author.identity.person_id,
        "part": Part.RECEIVED,
        "occurrence": secrets.token_hex(13),
        "occurs_on": clock.today("UTC"),
        "attempt": 1,
        "submitted_at": clock.now(),
        "idempotency_key": secrets.token_hex(16),
    }
    with for_writing(portal.engine).begin() as connection:
        connection.execute(insert(Submission).values(row))
