"""
Lives that are lived once in a run, for all tests that look at them.

Living one takes far longer than looking at it, and the same lives are looked at for the
numbers of pages, for what homework adds up to, and for papers.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from random import Random

import pytest
from sqlalchemy.orm import Session

from couples.database import create_engine, for_writing
from tests.cast import Cast
from tests.databases import Databases, share_statements
from tests.lives import Life, live


@pytest.fixture
def lived(
    dialect: str, all_databases: Callable[[str], Databases]
) -> Iterator[Callable[[int], Life]]:
    """Open a life by its seed, to look at it: what is written meanwhile is undone."""
    with ExitStack() as opened:
        yield lambda seed: opened.enter_context(_opened(all_databases(dialect), seed))


@contextmanager
def _opened(databases: Databases, seed: int) -> Iterator[Life]:
    name = f"life_{seed}"
    who = databases.workshop / f"{type(databases).__name__}-{name}.cast"

    def fill(url: str) -> None:
        engine = create_engine(url)
        share_statements(engine)
        with Session(for_writing(engine), expire_on_commit=False) as session, session.begin():
            who.write_bytes(pickle.dumps(live(session, seed).cast))
        engine.dispose()

    engine = create_engine(databases.made_once(name, fill))
    share_statements(engine)
    cast: Cast = pickle.loads(who.read_bytes())  # noqa: S301 - written above, by this run
    with Session(engine) as session:
        yield Life(session, cast, cast.alex_and_sam, Random(seed))
    engine.dispose()
