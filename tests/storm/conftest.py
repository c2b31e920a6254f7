"""A practice on a database of its own, which a real server serves."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Engine

from couples import encryption
from portal import create_app
from portal.settings import Settings
from tests.databases import PostgresDatabases, SqliteDatabases
from tests.postgres import APP, Server


@dataclass(frozen=True)
class Place:
    """A database that may be killed, because nobody else's tests run on it."""

    dialect: str
    settings: Settings
    folder: Path
    cluster_folder: Path | None = None

    def kill_the_database(self) -> bool:
        """
        Kill one of the processes in which PostgreSQL serves us.

        It then ends all the others and recovers from its log, as after a crash.
        """
        assert self.cluster_folder is not None
        try:
            with self.superuser() as connection:
                found = connection.execute(
                    "SELECT pid FROM pg_stat_activity WHERE usename = %s LIMIT 1", [APP]
                ).fetchone()
        except psycopg.OperationalError:  # It is recovering from the last time.
            return False
        if found is None:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.kill(found[0], signal.SIGKILL)
        return True

    def superuser(self) -> psycopg.Connection[tuple[int]]:
        """A connection that may look into everything."""
        database = self.settings.database_url.partition("@/")[2].partition("?")[0]
        return psycopg.connect(
            f"host={self.cluster_folder} user=postgres dbname={database}", autocommit=True
        )


@pytest.fixture
def place(dialect: str, tmp_path: Path) -> Iterator[Place]:
    """Keys in files and a new database: a file, or a PostgreSQL of this test's own."""
    keys = tmp_path / "keys"
    keys.mkdir()
    (keys / "secret-key").write_text("only for this storm")
    (keys / "keyset.json").write_text(encryption.current().to_json())

    if dialect == "sqlite":
        files = SqliteDatabases(tmp_path)
        yield Place(dialect, files.addresses(files.new()).settings(keys), tmp_path)
        return
    workshop = Path(tempfile.mkdtemp(prefix="mendwell-storm-"))
    workshop.chmod(0o711)
    server = Server(workshop)
    try:
        databases = PostgresDatabases(workshop, server.cluster)
        settings = databases.addresses(databases.new()).settings(keys)
        yield Place(dialect, settings, tmp_path, server.cluster.folder)
    finally:
        server.stop()
        shutil.rmtree(workshop, ignore_errors=True)


@pytest.fixture
def app(place: Place) -> Iterator[Flask]:
    """The portal in this process, to make cookies with; the server makes its own."""
    app = create_app(place.settings)
    yield app
    app.extensions["database"].dispose()


@pytest.fixture
def engine(app: Flask) -> Engine:
    """An engine with all of the portal's settings."""
    engine: Engine = app.extensions["database"]
    return engine


@pytest.fixture
def kill_the_database(place: Place) -> Callable[[], bool] | None:
    """Kill PostgreSQL; SQLite has no process of its own."""
    return place.kill_the_database if place.cluster_folder else None
