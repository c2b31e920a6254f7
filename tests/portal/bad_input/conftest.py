"""The world of every route, built once and copied for each round."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.database import create_engine, for_writing
from tests.cast import Cast, invite_cast
from tests.databases import Databases
from tests.portal.world import World, build


@dataclass(frozen=True, slots=True)
class Ready:
    """A database to copy, what is in it, and the moment at which it was."""

    template: str
    cast: Cast
    world: World
    at: datetime


@pytest.fixture(scope="session")
def practice_with_world(
    all_databases: Callable[[str], Databases],
) -> Callable[[str], Ready]:
    """Building it takes many times as long as copying it, and each round has one of its own."""

    def fill(url: str) -> tuple[Cast, World, datetime]:
        engine = create_engine(url)
        with Session(for_writing(engine), expire_on_commit=False) as session, session.begin():
            cast = invite_cast(session)
            world = build(session, cast)
        engine.dispose()
        return cast, world, clock.now()

    def ready(dialect: str) -> Ready:
        template, found = all_databases(dialect).prepare(fill)
        return Ready(template, *found)

    return cache(ready)


@pytest.fixture
def ready(dialect: str, practice_with_world: Callable[[str], Ready]) -> Ready:
    """The world on the database of this round."""
    return practice_with_world(dialect)


@pytest.fixture
def prepared(ready: Ready) -> tuple[str, Cast]:
    """Which database the portal of this round has a copy of, and who is in it."""
    return ready.template, ready.cast
