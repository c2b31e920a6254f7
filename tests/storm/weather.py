"""The storm: browsers that hand in while processes are killed, and what it was like."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

from tests.storm.browser import Browser
from tests.storm.hand_ins import Book, hand_in, plan
from tests.storm.people import Author
from tests.storm.server import Server

_WORKER, _SERVER, _DATABASE = "worker", "server", "database"
_TURNS = (_WORKER, _DATABASE, _SERVER, _WORKER, _WORKER, _WORKER, _DATABASE, _WORKER)
"""What is killed, over and over; where the database is no process, a worker in its place."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a storm is. One kill follows each `hand_ins_per_kill` hand-ins."""

    couples: int
    each: int
    browsers: int
    hand_ins_per_kill: int

    @property
    def hand_ins(self) -> int:
        """How many will be handed in."""
        return self.couples * 2 * self.each


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
    size: Size,
    kill_the_database: Callable[[], bool] | None = None,
) -> tuple[Book, Weather]:
    """Let every author hand in all of their plan, while processes die."""
    book, weather = Book(), Weather()
    started = time.monotonic()
    over = threading.Event()
    killer = threading.Thread(
        target=_kill, args=(server, book, size, weather, over, kill_the_database)
    )
    killer.start()
    try:
        with ThreadPoolExecutor(size.browsers) as pool:
            shares = [authors[number :: size.browsers] for number in range(size.browsers)]
            browsers = list(pool.map(lambda share: _sit_down(server, share, size, book), shares))
    finally:
        over.set()
        killer.join()
    weather.seconds = time.monotonic() - started
    weather.repeated = sum(browser.repeated for browser in browsers)
    weather.told_to_wait = sum(browser.told_to_wait for browser in browsers)
    return book, weather


def _sit_down(server: Server, share: Sequence[Author], size: Size, book: Book) -> Browser:
    """One browser, in which some authors take turns."""
    with closing(Browser(server.port)) as browser:
        for kind, number in plan(size.each):
            for author in share:
                book.enter(hand_in(browser, author, kind, number))
    return browser


def _kill(
    server: Server,
    book: Book,
    size: Size,
    weather: Weather,
    over: threading.Event,
    kill_the_database: Callable[[], bool] | None,
) -> None:
    chance = random.Random(4)
    for number in range(1, size.hand_ins // size.hand_ins_per_kill):
        while len(book) < number * size.hand_ins_per_kill and not over.is_set():
            time.sleep(0.002)
        if over.wait(chance.uniform(0, 0.05)):
            return
        turn = _TURNS[(number - 1) % len(_TURNS)]
        if turn == _SERVER:
            server.kill_everything()
            weather.servers_killed += 1
        elif turn == _DATABASE and kill_the_database:
            weather.databases_killed += kill_the_database()
        else:
            weather.workers_killed += server.kill_a_worker(chance)
