"""Bringing the tables of a database to the form that this version needs."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from couples.database import for_writing

_ROOT = Path(__file__).parent.parent


def upgrade(engine: Engine, to: str = "head") -> None:
    """Go forward to revision `to`, or not at all: a failed step leaves nothing behind."""
    with for_writing(engine).begin() as connection:
        command.upgrade(_config(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    """Go back to revision `to`; `base` is the empty database."""
    with for_writing(engine).begin() as connection:
        command.downgrade(_config(connection), to)


def _config(connection: object) -> Config:
    config = Config(toml_file=_ROOT / "pyproject.toml")
    config.set_main_option("script_location", str(_ROOT / "migrations"))
    config.attributes["connection"] = connection
    return config
