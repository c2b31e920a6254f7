"""Two practices in one PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from couples.caseload.services import add_person, found_practice
from couples.database import create_engine
from couples.identity import Role
from couples.walls.entering import within
from tests.cast import Cast, invite_cast
from tests.databases import Databases


@dataclass(frozen=True)
class Town:
    """Two practices in one database, which is reached as the app reaches it."""

    app: Engine
    owner: Engine
    backup: Engine
    riverside: Cast
    lakeside: int

    def session(self, practice_id: int | None) -> Session:
        """A session that stands there, or nowhere."""
        own = Session(self.app)
        return own if practice_id is None else within(own, practice_id)


@pytest.fixture(scope="module")
def founded(all_databases: Callable[[str], Databases]) -> tuple[str, tuple[Cast, int]]:
    """A database with two practices in it, made once and copied for each test."""
    return all_databases("postgresql").prepare(_found)


def _found(url: str) -> tuple[Cast, int]:
    engine = create_engine(url)
    with Session(engine) as session, session.begin():
        riverside = invite_cast(session)
    with Session(engine) as session, session.begin():
        other = found_practice(session, name="Lakeside", time_zone="UTC")
        person = add_person(
            session,
            other,
            role=Role.COUNSELOR,
            name="Dr. Okafor",
            email="okafor@example.org",
            time_zone="UTC",
        )
        person.password_hash = "-"
        lakeside = other.id
    engine.dispose()
    return riverside, lakeside


@pytest.fixture
def town(
    founded: tuple[str, tuple[Cast, int]], all_databases: Callable[[str], Databases], dialect: str
) -> Iterator[Town]:
    databases = all_databases(dialect)
    template, (riverside, lakeside) = founded
    url = databases.copy_of(template)
    addresses = databases.addresses(url)
    app, owner, backup = (
        create_engine(each or "") for each in (addresses.app, addresses.owner, addresses.backup)
    )
    yield Town(app, owner, backup, riverside, lakeside)
    for engine in (app, owner, backup):
        engine.dispose()
    databases.drop(url)
