"""The storm: browsers that write while processes are killed, and what it was like."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from tests.storm.browser import Browser
from tests.storm.deeds import Turn, do, waves
from tests.storm.hand_ins import Book
from tests.storm.people import Author
from tests.storm.scene import Ground
from tests.storm.server import Server

_WORKER, _SERVER, _DATABASE = "worker", "server", "database"
_TURNS = (_WORKER, _DATABASE, _SERVER, _WORKER, _WORKER, _WORKER, _DATABASE, _WORKER)
"""What is killed, over and over; where the database is no process, a worker in its place."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a storm is. One kill follows each `writes_per_kill` writes."""

    couples: int
    each: int
    browsers: int
    writes_per_kill: int

    @property
    def writes(self) -> int:
        """How much will be written."""
        return self.couples * 2 * self.each

    @property
    def kills(self) -> int:
        """How often something will be killed: never behind the last write."""
        return (self.writes - 1) // self.writes_per_kill


@dataclass(slots=True)
class Weather:
    """What it was like."""

    seconds: float = 0
    workers_killed: int = 0
    servers_killed: int = 0
    databases_killed: int = 0
    repeated: int = 0
    told_to_wait: int = 0

    @property
    def killed(self) -> int:
        """How often something was killed."""
        return self.workers_killed + self.servers_killed + self.databases_killed


def blow(
    server: Server,
    authors: Sequence[Author],
    grounds: Mapping[int, Ground],
    size: Size,
    kill_the_database: Callable[[], bool] | None = None,
) -> tuple[Book, Weather]:
    """Let every author do all of their plan, while processes die."""
    book, weather = Book(), Weather()
    sky = _Sky(server, size, weather, kill_the_database)
    started = time.monotonic()
    browsers = [Browser(server.port) for _ in range(size.browsers)]
    shares = [authors[number :: size.browsers] for number in range(size.browsers)]
    try:
        with ThreadPoolExecutor(size.browsers) as pool:
            for wave in waves(size.each):
                sitting = partial(_sit_down, wave, grounds, book, sky)
                # All of them are through with it before the next begins.
                list(pool.map(sitting, browsers, shares))
    finally:
        for browser in browsers:
            browser.close()
    weather.seconds = time.monotonic() - started
    weather.repeated = sum(browser.repeated for browser in browsers)
    weather.told_to_wait = sum(browser.told_to_wait for browser in browsers)
    return book, weather


def _sit_down(
    wave: Sequence[tuple[str, int]],
    grounds: Mapping[int, Ground],
    book: Book,
    sky: _Sky,
    browser: Browser,
    share: Sequence[Author],
) -> None:
    """One browser, in which some authors take turns."""
    for kind, number in wave:
        for author in share:
            ground = grounds[author.identity.person_id]
            book.enter(do(Turn(browser, author, ground, number, book), kind))
            sky.look(len(book))


@dataclass
class _Sky:
    """
    Where the lightning comes from, and when.

    It strikes in the moment in which a browser has its answer and goes no further, so that
    whatever was acknowledged too early is surely not there; the other browsers are in the
    middle of whatever they do.
    """

    server: Server
    size: Size
    weather: Weather
    kill_the_database: Callable[[], bool] | None
    _chance: random.Random = field(default_factory=lambda: random.Random(4))
    _struck: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def look(self, written: int) -> None:
        """Strike where so much has been acknowledged that it is time to, and not at the end."""
        with self._lock:
            if self._struck < min(written // self.size.writes_per_kill, self.size.kills):
                self._struck += 1
                self._strike(_TURNS[(self._struck - 1) % len(_TURNS)])

    def _strike(self, turn: str) -> None:
        if turn == _SERVER:
            self.server.kill_everything()
            self.weather.servers_killed += 1
        elif turn == _DATABASE and self.kill_the_database:
            self.weather.databases_killed += self.kill_the_database()
        else:
            self.weather.workers_killed += self.server.kill_a_worker(self._chance)
