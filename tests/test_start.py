"""The first minute of a newcomer, and the second start, through what `make run` calls."""

from __future__ import annotations

import stat
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.processes import Running
from tests.source import ROOT

START: list[str | Path] = [sys.executable, ROOT / "deploy/start.py"]


@dataclass(frozen=True)
class Start:
    """What one start showed and left behind."""

    seconds: float
    page: str
    status: int
    printed: str
    keys: dict[str, bytes]


@dataclass(frozen=True)
class Folders:
    """Where it was told to keep things."""

    data: Path
    keys: Path


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    var = tmp_path_factory.mktemp("var")
    return Folders(var / "data", var / "keys")


@pytest.fixture(scope="module")
def first(folders: Folders) -> Start:
    return start(folders)


@pytest.fixture(scope="module")
def second(folders: Folders, first: Start) -> Start:
    return start(folders)


def start(folders: Folders) -> Start:
    """Start it, look at its first page, and end it with Ctrl-C."""
    began = time.monotonic()
    server = Running(START, ROOT, MENDWELL_DATA=str(folders.data), MENDWELL_KEYS=str(folders.keys))
    try:
        seconds = time.monotonic() - began
        _, page = server.get("/sign-in")
    finally:
        status, printed = server.interrupt()
    keys = {path.name: path.read_bytes() for path in folders.keys.iterdir()}
    return Start(seconds, page, status, printed, keys)


@pytest.mark.slow
class TestTheFirstStart:
    def test_it_shows_a_page_to_sign_in_on(self, first: Start) -> None:
        assert "<h1" in first.page

    def test_it_prints_its_address_and_who_can_sign_in(self, first: Start) -> None:
        assert "Mendwell is ready: http://127.0.0.1:" in first.printed
        assert "@demo.mendwell.test" in first.printed

    def test_nothing_goes_wrong_on_the_way(self, first: Start) -> None:
        assert "Traceback" not in first.printed
        assert "Warning" not in first.printed

    def test_ctrl_c_ends_it_cleanly(self, first: Start) -> None:
        assert first.status == 0

    def test_the_keys_lie_apart_from_the_data(self, first: Start, folders: Folders) -> None:
        assert first.keys
        assert not folders.keys.is_relative_to(folders.data)
        # Beside a database may lie its log, which the next start reads.
        kept = {path.name.partition(".sqlite")[0] for path in folders.data.iterdir()}
        assert kept == {"mendwell", "jobs"}

    def test_nobody_else_on_the_machine_can_read_or_change_the_keys(
        self, first: Start, folders: Folders
    ) -> None:
        assert mode(folders.keys) == 0o700
        assert {mode(folders.keys / name) for name in first.keys} == {0o400}

    @pytest.mark.usefixtures("first")
    def test_nobody_else_on_the_machine_can_read_the_data(self, folders: Folders) -> None:
        assert mode(folders.data) == 0o700
        assert {mode(path) for path in folders.data.iterdir()} == {0o600}


@pytest.mark.slow
class TestTheSecondStart:
    def test_it_keeps_the_keys(self, first: Start, second: Start) -> None:
        assert second.keys == first.keys

    def test_it_does_not_live_the_eight_weeks_again(self, first: Start, second: Start) -> None:
        assert second.seconds < first.seconds

    def test_it_tells_the_same_people(self, first: Start, second: Start) -> None:
        assert people_of(second) == people_of(first)

    def test_ctrl_c_ends_it_cleanly(self, second: Start) -> None:
        assert second.status == 0


def people_of(started: Start) -> list[str]:
    """The lines with sign-ins."""
    return [line for line in started.printed.splitlines() if "@" in line]


def mode(path: Path) -> int:
    """Who may do what with the file."""
    return stat.S_IMODE(path.stat().st_mode)
