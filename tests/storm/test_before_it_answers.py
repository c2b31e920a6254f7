"""
What reaches the disk before an answer leaves.

Killing processes cannot show it, because the kernel still has what was written.
So the order of the server's own calls to the kernel is read.
"""

from __future__ import annotations

import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from couples import database
from couples.database import for_writing, wal_is_safe
from tests.storm.browser import Browser
from tests.storm.conftest import Place
from tests.storm.hand_ins import hand_in
from tests.storm.people import SEALED, gather
from tests.storm.server import Server
from tests.storm.trace import Answer, answers_in, tracing

HAND_INS = 6
CAREFUL = "portal:create_app()"
CARELESS = "tests.storm.careless:answers_before_the_disk_has_it()"

pytestmark = pytest.mark.storm
sqlite_only = pytest.mark.only_on("sqlite", reason="PostgreSQL syncs in processes of its own")


@pytest.fixture
def strace(tmp_path: Path) -> Path:
    """Where a trace can be written."""
    if shutil.which("strace") is None:
        pytest.fail("strace is missing: run `make test`, which installs it.")
    tried = subprocess.run(["strace", "-qq", "true"], capture_output=True, check=False)
    if tried.returncode != 0:
        pytest.skip("This machine lets no process be traced.")
    return tmp_path / "trace"


def traced_answers(
    place: Place, app: Flask, engine: Engine, trace: Path, served: str
) -> list[Answer]:
    """Hand in some things at a server that is watched."""
    with Session(for_writing(engine)) as session, session.begin():
        author = gather(session, app, 1)[0]
    # SQLite syncs its log less often while another process has it open to read.
    engine.dispose()
    with (
        Server(
            place.settings, place.folder, served, wrapped_in=tracing(trace), workers=1
        ) as server,
        closing(Browser(server.port)) as browser,
    ):
        for number in range(HAND_INS):
            hand_in(browser, author, SEALED, number)
    with trace.open(encoding="utf-8", errors="replace") as lines:
        return answers_in(lines, engine.url.database or "")


@sqlite_only
class TestSqlite:
    def test_the_disk_has_everything_before_an_answer_leaves(
        self, place: Place, app: Flask, engine: Engine, strace: Path
    ) -> None:
        answers = traced_answers(place, app, engine, strace, CAREFUL)

        assert len(answers) > HAND_INS
        assert [answer for answer in answers if answer.unsynced or not answer.synced] == []

    def test_a_server_that_does_not_wait_is_found_out(
        self, place: Place, app: Flask, engine: Engine, strace: Path
    ) -> None:
        answers = traced_answers(place, app, engine, strace, CARELESS)

        assert len(answers) > HAND_INS
        assert all(answer.unsynced for answer in answers)

    def test_every_connection_of_the_portal_waits_for_the_disk(self, engine: Engine) -> None:
        in_wal = wal_is_safe(database._sqlite().sqlite_version_info)
        with engine.connect() as reading, for_writing(engine).connect() as writing:
            found = {
                (
                    connection.scalar(text("PRAGMA journal_mode")),
                    connection.scalar(text("PRAGMA synchronous")),
                )
                for connection in (reading, writing)
            }

        assert found == {("wal", 2) if in_wal else ("delete", 3)}


@pytest.mark.only_on("postgresql", reason="SQLite has its own settings for it")
class TestPostgresql:
    def test_every_connection_of_the_portal_waits_for_the_log(self, engine: Engine) -> None:
        with for_writing(engine).connect() as connection:
            assert connection.scalar(text("SHOW synchronous_commit")) == "on"
