"""The runner as a process of its own: started, killed in the middle, and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session

from couples import clock
from couples.models import Preparation
from couples.preparations.models import Stage
from couples.preparations.services import LEASE
from portal.jobs import do_what_is_due
from portal.settings import ConfigurationError, Settings
from tests.cast import Cast
from tests.source import ROOT

pytestmark = pytest.mark.on_both("each database is locked in its own way")

FLASK = Path(sys.executable).parent / "flask"
Writing = Callable[[], Session]

# A database that did not answer at the start, and then turns out to be one without walls.
_REFUSED_LATER = """
import sys, threading
from flask.cli import ScriptInfo
from sqlalchemy import event
from portal import create_app
from portal.settings import ConfigurationError

app = create_app()

@event.listens_for(app.extensions["database"], "begin")
def look(_connection):
    if threading.current_thread() is not threading.main_thread():
        raise ConfigurationError("Nothing keeps practices apart.")

app.cli.main(args=["jobs", *sys.argv[1:]], obj=ScriptInfo(create_app=lambda: app))
"""


@pytest.fixture
def invoke(app: Flask) -> Callable[..., Result]:
    def invoke(*words: str, ends: int = 0) -> Result:
        result = app.test_cli_runner().invoke(args=words)
        assert result.exit_code == ends, f"{result.output}\n{result.exc_info}"
        return result

    return invoke


def start(settings: Settings, folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """The runner, beside a server that holds the other end of its input."""
    return subprocess.Popen(
        [FLASK, "--app", "portal", "jobs", *words],
        cwd=ROOT,
        env=os.environ | _told(settings, folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _told(settings: Settings, folder: Path) -> dict[str, str]:
    return {
        "MENDWELL_DATABASE_URL": settings.database_url,
        "MENDWELL_KEYS": str(settings.keys),
        "MENDWELL_DATA": str(folder),
    }


def stages(writing: Writing) -> list[Stage]:
    with writing() as session:
        return list(session.scalars(select(Preparation.stage)))


def wait_for(writing: Writing, wanted: set[Stage]) -> None:
    deadline = time.monotonic() + 120
    while not wanted & set(stages(writing)):
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.slow
def test_killed_in_the_middle_it_leaves_one_brief_in_the_end(
    app: Flask, settings: Settings, writing: Writing, soon: str, tmp_path: Path
) -> None:
    runner = start(settings, tmp_path, "once")
    wait_for(writing, {Stage.IN_PREPARATION, Stage.READY})
    os.kill(runner.pid, signal.SIGKILL)
    runner.communicate(timeout=60)
    assert stages(writing) == [Stage.IN_PREPARATION]

    do_what_is_due(app)
    assert stages(writing) == [Stage.IN_PREPARATION]
    with clock.at(clock.now() + LEASE + timedelta(minutes=1)):
        do_what_is_due(app)

    with writing() as session:
        [kept] = session.scalars(select(Preparation)).all()
        assert kept.stage is Stage.READY
        assert kept.pages.startswith(b"%PDF")


@pytest.mark.slow
def test_it_prepares_at_once_and_ends_with_the_server(
    settings: Settings, writing: Writing, soon: str, tmp_path: Path
) -> None:
    runner = start(settings, tmp_path, "run", "--beside-server")
    wait_for(writing, {Stage.READY})

    runner.communicate(timeout=60)

    assert runner.returncode == 0
    assert stages(writing) == [Stage.READY]
    assert [path.name for path in tmp_path.iterdir()] == ["jobs.sqlite"]


def test_a_database_that_is_refused_later_ends_the_runner(
    app: Flask, settings: Settings, writing: Writing, cast: Cast, tmp_path: Path
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _REFUSED_LATER, "run"],
        cwd=ROOT,
        env=os.environ | _told(settings, tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr.endswith("Error: Nothing keeps practices apart.\n")

    @event.listens_for(app.extensions["database"], "begin")
    def look(_connection: Connection) -> None:
        raise ConfigurationError("Nothing keeps practices apart.")

    with pytest.raises(ConfigurationError):
        do_what_is_due(app)


class TestVerifying:
    @pytest.fixture
    def kept(self, app: Flask, writing: Writing, soon: str) -> str:
        do_what_is_due(app)
        with writing() as session:
            return session.scalars(select(Preparation.public_id)).one()

    def test_the_same_data_gives_the_same_pages(
        self, invoke: Callable[..., Result], kept: str
    ) -> None:
        assert kept in invoke("report", "list").output
        assert "Alex" not in invoke("report", "list").output
        assert "byte for byte" in invoke("report", "verify", kept).output

    def test_what_was_changed_since_is_found(
        self, invoke: Callable[..., Result], writing: Writing, kept: str
    ) -> None:
        with writing() as session, session.begin():
            row = session.scalars(select(Preparation)).one()
            whole = row.made_from or ""
            row.made_from = whole.replace('"came_in":0', '"came_in":7')
            assert row.made_from != whole
        assert "not what was kept" in invoke("report", "verify", kept, ends=1).output
        with writing() as session, session.begin():
            row = session.scalars(select(Preparation)).one()
            row.made_from, row.pages = whole, row.pages + b"\n"
        assert "not those that were kept" in invoke("report", "verify", kept, ends=1).output

    def test_what_is_not_there_is_said(self, invoke: Callable[..., Result], cast: Cast) -> None:
        assert "No report is kept." in invoke("report", "list").output
        assert "report list" in invoke("report", "verify", "a" * 26, ends=1).output
