"""Copying a database while it is in use, and bringing a copy back, on both kinds."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from sqlalchemy import Connection, Engine, inspect, text

from couples.database import Base, create_engine
from portal.settings import ConfigurationError


@contextmanager
def copied(engine: Engine, into: Path) -> Iterator[Connection]:
    """A copy at `into`, and a connection that sees exactly what is in it."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            # Outside of a transaction, into a file of its own: one moment of the database,
            # without anything that was deleted from it.
            raw = connection.connection.driver_connection
            assert raw is not None  # noqa: S101 - for the types: it is connected
            raw.execute("VACUUM INTO ?", [str(into)])
        yield from _looking_at(into)
        return
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        words = ["--format=custom", f"--snapshot={snapshot}", f"--file={into}"]
        _run("pg_dump", _environment(engine), *words)
        yield connection


def bring_back(engine: Engine, copy: Path) -> None:
    """Put a copy into an empty PostgreSQL database: all of it, or nothing."""
    words = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    whose = _environment(engine)
    _run("pg_restore", whose, *words, f"--dbname={engine.url.database}", str(copy))


def refuse_unless_readable(dialect: str, copy: Path) -> None:
    """Read a copy to its end; an SQLite was looked through when it was made."""
    if dialect == "postgresql":
        _run("pg_restore", {}, f"--file={os.devnull}", str(copy))


def rows_in(connection: Connection) -> dict[str, int]:
    """How many rows each table has, whichever tables there are."""
    names = sorted(inspect(connection).get_table_names())
    quote = connection.dialect.identifier_preparer.quote
    return {
        name: connection.scalar(text(f"SELECT count(*) FROM {quote(name)}")) or 0  # noqa: S608 - a table's own name
        for name in names
    }


def is_empty(engine: Engine) -> bool:
    """Whether nothing at all is there yet."""
    if engine.dialect.name == "sqlite":
        path = Path(engine.url.database or "")
        return not path.exists() or path.stat().st_size == 0
    return not set(inspect(engine).get_table_names()) & set(Base.metadata.tables)


def left_beside(engine: Engine) -> list[str]:
    """
    The logs of an SQLite that was killed, by their names.

    SQLite takes what is in them for the newest words of whatever file comes to lie there.
    """
    if engine.dialect.name != "sqlite":
        return []
    path = Path(engine.url.database or "")
    logs = [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]
    return [log.name for log in logs if log.exists() and log.stat().st_size]


def _looking_at(path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _environment(engine: Engine) -> dict[str, str]:
    url = engine.url
    where = {
        "PGHOST": url.host or url.query.get("host"),
        "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    return {name: str(value) for name, value in where.items() if value}


def _run(program: str, where: dict[str, str], *words: str) -> None:
    """Run a program of PostgreSQL; the password goes by its environment and nowhere else."""
    found = which(program)
    if found is None:
        raise ConfigurationError(f"“{program}” is missing: install PostgreSQL’s client programs.")
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own program, with words of our own
        [found, "--no-password", *words], env=os.environ | where, check=False, capture_output=True
    )
    if done.returncode != 0:
        raise ConfigurationError(f"“{program}” did not finish: nothing of it counts.")
