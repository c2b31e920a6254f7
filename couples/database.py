"""
The base of every table, and engines for the two databases.

SQLite is driven with explicit transactions: an engine for reading begins
deferred, one for writing takes the write lock at once (`BEGIN IMMEDIATE`), so
that no transaction reads first and fails on its first write. Write-ahead
logging is used only on a SQLite without the WAL-reset corruption (see
`docs/decisions/0003-two-databases.md`).
"""

from __future__ import annotations

import enum
import secrets
import sqlite3
from datetime import UTC, datetime
from types import ModuleType
from typing import Any, ClassVar

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    ForeignKey,
    MetaData,
    String,
    TypeDecorator,
    Update,
    event,
    text,
)
from sqlalchemy import create_engine as _create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from couples import clock

try:
    import pysqlite3.dbapi2 as bundled_sqlite
except ImportError:  # No wheel for this machine: the system's SQLite serves, without WAL.
    bundled_sqlite = None

PUBLIC_ID_LENGTH = 26
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"

_BUSY_TIMEOUT_SECONDS = 15
_WAL_FIXED_IN: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = (
    # From the first version of a line that has the fix, up to the next line.
    ((3, 44, 6), (3, 45)),
    ((3, 50, 7), (3, 51)),
    ((3, 51, 3), (99,)),
)


def new_public_id() -> str:
    """A name for a row that can stand in a URL: 130 random bits, in letters and digits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, aware of it on the way in and on the way out, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment that does not say its time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """
    Every row: an integer for joins, a public id for URLs, and the practice it belongs to.

    The public id exists from the moment the object does, because encrypted
    columns bind their text to it (see `couples.encryption`).
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=False,
            length=20,
            values_callable=lambda members: [member.value for member in members],
        ),
    }

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(PUBLIC_ID_LENGTH), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    def __init__(self, **values: Any) -> None:
        """Set plain columns first, so that encrypted ones can bind themselves to them."""
        self.public_id = values.pop("public_id", None) or new_public_id()
        sealed = getattr(type(self), "encrypted_names", frozenset[str]())
        for name in sorted(values, key=lambda name: name in sealed):
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no column {name!r}.")
            setattr(self, name, values[name])


class OfPractice:
    """A row that belongs to one practice, which is all rows but the practice itself."""

    practice_id: Mapped[int] = mapped_column(ForeignKey("practice.id"), index=True)


def _sqlite() -> ModuleType:
    return bundled_sqlite or sqlite3


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the WAL-reset corruption (3.7.0 to 3.51.2)."""
    return version < (3, 7) or any(first <= version < end for first, end in _WAL_FIXED_IN)


def create_engine(url: str, **options: Any) -> Engine:
    """An engine for `url` (SQLite or PostgreSQL) that keeps what it acknowledged."""
    if not url.startswith("sqlite"):
        return _create_engine(url, pool_pre_ping=True, **options)

    module = _sqlite()
    engine = _create_engine(
        url, module=module, connect_args={"timeout": _BUSY_TIMEOUT_SECONDS}, **options
    )
    safe = wal_is_safe(module.sqlite_version_info)
    journal = "WAL" if safe else "DELETE"
    # In WAL, FULL syncs the log before it answers; the rollback journal needs EXTRA for the same.
    synchronous = "FULL" if safe else "EXTRA"

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # We say BEGIN ourselves, below.
        for pragma in (
            f"journal_mode={journal}",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def what_may_be_lost(connection: Connection) -> str | None:
    """One sentence about a database that answers before its disk has it; None: all is well."""
    if connection.dialect.name != "postgresql":
        return None  # SQLite was told how to sync, above.
    if connection.scalar(text("SHOW synchronous_commit")) == "off":
        return "PostgreSQL says that something is kept before its disk has it"
    return None


def for_writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take SQLite's write lock from their start."""
    return engine.execution_options(writes=True)


def changes_one(session: Session, statement: Update) -> bool:
    """Whether it changed its row: the database decides which of two at one moment came first."""
    return bool(session.execute(statement).rowcount == 1)  # type: ignore[attr-defined]  # an UPDATE has one
