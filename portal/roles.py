"""
In which role PostgreSQL is used for what, and the refusal of one that no wall would hold.

The server and nearly every command use the app's role, which owns nothing. Tables are made
and changed as their owner, and copied as a role that may read past the walls.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Connection, Engine, event, make_url, text

from couples.database import create_engine, what_may_be_lost
from couples.walls.checking import what_is_wrong
from portal import schema
from portal.database import UNAVAILABLE, engine
from portal.settings import ConfigurationError, current_settings

_WHERE = "docs/operations.md says how, under “Three roles”"


@contextmanager
def as_owner() -> Iterator[Engine]:
    """The database in the hands of whoever may change its tables."""
    with _as(current_settings().owner_url, "MENDWELL_DATABASE_OWNER_URL", "owns its tables") as own:
        yield own


@contextmanager
def as_backup() -> Iterator[Engine]:
    """The database in the hands of whoever may read all of it, and write nothing."""
    with _as(
        current_settings().backup_url, "MENDWELL_DATABASE_BACKUP_URL", "may read it all"
    ) as own:
        yield own


def bring_tables_up() -> None:
    """Bring the tables to the newest form, open them to the other roles, and look at those."""
    with as_owner() as owner:
        schema.upgrade(owner, app=_role(engine()), backup=_backup_role())
    with engine().connect() as connection:
        _refuse(what_is_wrong(connection))


def look_at_our_own(app: Flask) -> None:
    """
    Refuse to work in a role that no wall would hold, or where a power cut takes words along.

    Where the database does not answer yet, it is looked at when it does; whatever asks it then
    is refused, and the runner ends.
    """
    own: Engine = app.extensions["database"]
    if own.dialect.name != "postgresql":
        return
    seen = False

    @event.listens_for(own, "begin")
    def look(connection: Connection) -> None:
        nonlocal seen
        if not seen:
            _refuse(what_is_wrong(connection))
            _refuse_to_lose(what_may_be_lost(connection))
            seen = True

    try:
        with own.begin():
            pass
    except UNAVAILABLE as error:
        app.logger.warning("The database does not answer yet: %s", type(error).__name__)
    except ConfigurationError:
        own.dispose()
        raise


def _refuse(wrong: str | None) -> None:
    if wrong:
        raise ConfigurationError(f"{wrong}. Mendwell needs a role that the walls hold: {_WHERE}.")


def _refuse_to_lose(lost: str | None) -> None:
    if lost:
        raise ConfigurationError(f"{lost}: set “synchronous_commit” to “on” for its role.")


@contextmanager
def _as(url: str | None, setting: str, which: str) -> Iterator[Engine]:
    if engine().dialect.name != "postgresql":
        yield engine()
        return
    if url is None:
        raise ConfigurationError(
            f"PostgreSQL is used in three roles: set {setting} to the one that {which}. {_WHERE}, "
            "also for an installation that has had one."
        )
    own = create_engine(url, hide_parameters=True)
    try:
        yield own
    finally:
        own.dispose()


def _role(own: Engine) -> str:
    if own.dialect.name != "postgresql":
        return ""
    with own.connect() as connection:
        return str(connection.scalar(text("SELECT current_user")))


def _backup_role() -> str | None:
    url = current_settings().backup_url
    return make_url(url).username if url else None
