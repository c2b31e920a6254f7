"""Several people who act at the same moment, each in a transaction of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from sqlalchemy.orm import Session

from couples.errors import DomainError

ROUNDS = range(4)
"""How often each story is told, since a race is lost only now and then."""

T = TypeVar("T")


def at_once(begin: Callable[[], Session], *acts: Callable[[Session], T]) -> list[T | Exception]:
    """Let everybody act at the same moment, each in a transaction of their own."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[Session], T]) -> T | Exception:
        barrier.wait()
        try:
            with begin() as session, session.begin():
                return act(session)
        except DomainError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
