"""Bringing the tables of a database to the form that this version needs."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from couples.database import for_writing
from couples.walls import building as walls

_ROOT = Path(__file__).parent.parent


def upgrade(
    engine: Engine, to: str = "head", *, app: str | None = None, backup: str | None = None
) -> None:
    """
    Go forward to revision `to`, or not at all: a failed step leaves nothing behind.

    On PostgreSQL, what is new gets its wall and is opened to the roles that are named.
    """
    with for_writing(engine).begin() as connection:
        _make_way(connection, to)
        command.upgrade(_config(connection), to)
        walls.build(connection)
        if app:
            walls.open_to(connection, app=app, backup=backup)


def downgrade(engine: Engine, to: str) -> None:
    """Go back to revision `to`; `base` is the empty database."""
    with for_writing(engine).begin() as connection:
        _make_way(connection, to)
        command.downgrade(_config(connection), to)
        walls.build(connection)


def _make_way(connection: Connection, to: str) -> None:
    """A step changes rows of every practice; where there is none, nobody is kept waiting."""
    there = MigrationContext.configure(connection).get_current_heads()
    goal = ScriptDirectory.from_config(_config(connection)).get_revisions(to)
    if set(there) != {script.revision for script in goal}:
        walls.take_down(connection)


def _config(connection: object) -> Config:
    config = Config(toml_file=_ROOT / "pyproject.toml")
    config.set_main_option("script_location", str(_ROOT / "migrations"))
    config.attributes["connection"] = connection
    return config
