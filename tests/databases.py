"""
Databases for tests, on both engines, made by copying one that was made once.

Creating all tables takes much longer than copying a file or a PostgreSQL
template, so the first process of a run creates them and everybody copies.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import pytest
from sqlalchemy import Engine

import couples.models  # noqa: F401 - makes the metadata complete
from couples.database import Base, create_engine
from couples.walls import building as walls
from portal.settings import Settings
from tests.postgres import APP, BACKUP, OWNER, ROLES, Cluster
from tests.source import ROOT

Found = TypeVar("Found")

DIALECTS = ("sqlite", "postgresql")
PRACTICE = 1
"""The practice in which a test's own hands stand: the first that is founded in a database."""

# What a test opens itself stands there from the start. What the portal opens does not.
_STANDING = f"&options=-c%20app.practice_id%3D{PRACTICE}"
_TEMPLATE = "mendwell_template"


def dialects_of(test: pytest.Item, chosen: str) -> list[str]:
    """Which databases `test` runs on when a person chose one, "both" or "turns"."""
    only = test.get_closest_marker("only_on")
    possible = [only.args[0]] if only else list(DIALECTS)
    if chosen in DIALECTS:
        return [dialect for dialect in possible if dialect == chosen]
    if chosen == "turns" and _takes_turns(test):
        return [possible[crc32(test.nodeid.encode()) % len(possible)]]
    return possible


def _takes_turns(test: pytest.Item) -> bool:
    folder, *_inside = test.path.relative_to(ROOT / "tests").parts
    return folder in {"portal", "reports"} and not test.get_closest_marker("on_both")


@dataclass(frozen=True)
class Addresses:
    """One database under the addresses that a practice is told; SQLite has but one."""

    app: str
    owner: str | None = None
    backup: str | None = None

    def settings(self, keys: Path) -> Settings:
        """What a portal on this database is told."""
        return Settings(
            database_url=self.app,
            owner_url=self.owner,
            backup_url=self.backup,
            keys=keys,
            data=keys / "data",
            base_url="http://localhost",
        )


class Databases(ABC):
    """Hands out databases of one kind; names are unique among the processes of a run."""

    def __init__(self, workshop: Path) -> None:
        """Work in `workshop`, which all processes of the run share."""
        self.workshop = workshop
        self._numbers = itertools.count(1)

    def new(self) -> str:
        """The URL of a new database with all tables and no rows."""
        self._ensure_template()
        return self._copy(_TEMPLATE, self._new_name())

    def copy_of(self, template: str) -> str:
        """The URL of a copy of a database that this process has prepared."""
        return self._copy(template, self._new_name())

    def prepare(self, fill: Callable[[str], Found]) -> tuple[str, Found]:
        """A database for `copy_of`, filled once by `fill`, and what that gave."""
        url = self.new()
        found = fill(url)
        return self._name_of(url), found

    def made_once(self, name: str, fill: Callable[[str], None]) -> str:
        """The URL of a database that the first process of the run to ask for it fills."""
        self._ensure_template()
        made = self.workshop / f"{type(self).__name__}-{name}.made"
        once(made, lambda: fill(self._copy(_TEMPLATE, name)))
        return self._url_of(name)

    def new_without_tables(self) -> str:
        """The URL of a new database with nothing in it, for migrations."""
        return self._create(self._new_name())

    def addresses(self, url: str) -> Addresses:
        """How the portal reaches the database at `url`."""
        return Addresses(url)

    @abstractmethod
    def drop(self, url: str) -> None:
        """Remove the database at `url` and whatever is still connected to it."""

    @abstractmethod
    def _create(self, name: str) -> str: ...

    @abstractmethod
    def _copy(self, template: str, name: str) -> str: ...

    @abstractmethod
    def _url_of(self, name: str) -> str: ...

    @abstractmethod
    def _name_of(self, url: str) -> str: ...

    def _new_name(self) -> str:
        return f"mendwell_{os.getpid()}_{next(self._numbers)}"

    def _ensure_template(self) -> None:
        """Create all tables, unless another process of the run has done it."""
        made = self.workshop / f"{type(self).__name__}.made"
        once(made, lambda: create_tables(self._create(_TEMPLATE)))


class SqliteDatabases(Databases):
    """A file each, so that what is tested is what a practice runs."""

    def drop(self, url: str) -> None:
        """Remove the file, and what SQLite keeps beside it."""
        path = Path(url.removeprefix("sqlite:///"))
        for ending in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + ending).unlink(missing_ok=True)

    def _create(self, name: str) -> str:
        return self._url_of(name)

    def _copy(self, template: str, name: str) -> str:
        shutil.copyfile(self._file(template), self._file(name))
        return self._url_of(name)

    def _url_of(self, name: str) -> str:
        return f"sqlite:///{self._file(name)}"

    def _name_of(self, url: str) -> str:
        return Path(url.removeprefix("sqlite:///")).stem

    def _file(self, name: str) -> Path:
        return self.workshop / f"{name}.sqlite"


class PostgresDatabases(Databases):
    """A database each, in the private cluster of the run."""

    def __init__(self, workshop: Path, cluster: Cluster) -> None:
        """Use `cluster`, which may still be starting."""
        super().__init__(workshop)
        self.cluster = cluster
        self.cluster.wait()
        made = self.workshop / "role.made"
        once(made, self._make_roles)

    def _make_roles(self) -> None:
        for statement in ROLES:
            self.cluster.administer(statement)

    def drop(self, url: str) -> None:
        """Remove the database, even from under a connection that a test left open."""
        self.cluster.administer(f"DROP DATABASE IF EXISTS {self._name_of(url)} WITH (FORCE)")

    def addresses(self, url: str) -> Addresses:
        """Without a place to stand in: the portal has to say in which practice it asks."""
        name = self._name_of(url)
        return Addresses(*(self.cluster.url(name, role) for role in (APP, OWNER, BACKUP)))

    def _create(self, name: str) -> str:
        self._create_from("template1", name)
        return self.cluster.url(name, OWNER) + _STANDING

    def _copy(self, template: str, name: str) -> str:
        self._create_from(template, name)
        return self._url_of(name)

    def _url_of(self, name: str) -> str:
        return self.cluster.url(name, APP) + _STANDING

    def _name_of(self, url: str) -> str:
        return url.partition("@/")[2].partition("?")[0]

    def _create_from(self, template: str, name: str) -> None:
        self.cluster.administer(
            # Files are copied faster than logged, as nothing here must survive a crash.
            f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template} STRATEGY file_copy"
        )


def create_tables(url: str) -> None:
    """Create the table of every model of the practice, and the walls around them."""
    engine = create_engine(url)
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        walls.build(connection)
        walls.open_to(connection, app=APP, backup=BACKUP)
    # Closing the last connection brings SQLite's log into the file that is copied.
    engine.dispose()


_dialects: dict[str, Engine] = {}


def share_statements(engine: Engine) -> None:
    """
    Let `engine` use what others of its kind have compiled; call it before it connects.

    Each test has a database and so an engine of its own, and SQLAlchemy keeps compiled
    statements for each engine. Compiling the same ones anew for every test took longer
    than running them.
    """
    first = _dialects.setdefault(engine.dialect.name, engine)
    if first is engine:
        # A dialect asks the server for its version at its first connection.
        engine.connect().close()
    engine.dialect = first.dialect
    # No option reaches it.
    engine._compiled_cache = first._compiled_cache


def once(made: Path, make: Callable[[], object]) -> None:
    """Let the first process of the run that comes here `make` something; `made` tells the rest."""
    with made.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not made.exists():
            make()
            made.touch()
