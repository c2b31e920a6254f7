"""The demo practice, filled once for each database, and read at its own present."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from couples import clock, demo, encryption
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.caseload.models import Couple
from couples.caseload.queries import get_own_couple
from couples.database import create_engine, for_writing
from couples.demo.people import address
from couples.identity import Identity
from couples.people.models import Person
from couples.people.sign_in import identity_of
from tests.databases import Databases

ENDING = datetime(2026, 11, 18, 15, tzinfo=UTC)


@dataclass(frozen=True)
class Demo:
    """The practice as anybody in it finds it, by their short names."""

    session: Session

    def person(self, name: str) -> Person:
        """Somebody, whether they have joined or not."""
        index = encryption.current().blind_index(address(name))
        return self.session.scalars(select(Person).where(Person.email_index == index)).one()

    def identity(self, name: str) -> Identity:
        """Who they are when they read."""
        return identity_of(self.session, self.person(name))

    def couple(self, name: str) -> Couple:
        """The couple that a partner belongs to."""
        return get_own_couple(self.session, self.identity(name))

    def homework(self, name: str, key: str) -> Assignment:
        """What a partner was given last under this key, as they see it."""
        return [
            assignment
            for assignment in list_assignments(self.session, self.identity(name))
            if assignment.definition.id == key
        ][-1]

    def ago(self, name: str, days: int) -> date:
        """So many days ago, where a partner lives."""
        return clock.today(self.couple(name).time_zone) - timedelta(days=days)


def fill(url: str, ending: datetime = ENDING) -> None:
    """Write the demo into the database at `url`."""
    engine = create_engine(url)
    with Session(for_writing(engine)) as session:
        demo.fill(session, ending=ending)
        session.commit()
    # Closing the last connection brings SQLite's log into its file.
    engine.dispose()


@pytest.fixture(scope="session")
def filled(all_databases: Callable[[str], Databases]) -> Iterator[Callable[[str], Engine]]:
    """The database of a dialect with the demo in it, one for all processes of a run."""
    engines: dict[str, Engine] = {}

    def of(dialect: str) -> Engine:
        if dialect not in engines:
            engines[dialect] = create_engine(all_databases(dialect).made_once("demo", fill))
        return engines[dialect]

    yield of
    for engine in engines.values():
        engine.dispose()


@pytest.fixture
def practice(dialect: str, filled: Callable[[str], Engine]) -> Iterator[Demo]:
    """The demo at the hour at which its story ends."""
    with Session(filled(dialect)) as session, clock.at(ENDING):
        yield Demo(session)
