"""
Where Alembic runs a migration: on the connection it is handed, in one transaction.

`portal.schema` hands one over. From the command line (`alembic revision …`) the
settings of the environment say which database is meant.
"""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import Connection, text

import couples.models  # noqa: F401 - completes the metadata that a new revision is compared with
from couples.database import Base, create_engine, for_writing
from couples.walls import building as walls
from portal.settings import Settings

# Any number will do, as long as nothing else here locks it.
_LOCK = 7_304_112


def migrate(connection: Connection) -> None:
    """Run what was asked for on `connection`, one process at a time."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # Both databases undo a half-made schema, although Alembic believes it only of one.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


handed_over: Connection | None = context.config.attributes.get("connection")
if handed_over is not None:
    migrate(handed_over)
else:
    settings = Settings.from_environment(os.environ)
    with for_writing(create_engine(settings.owner_url or settings.database_url)).begin() as own:
        walls.take_down(own)
        migrate(own)
        walls.build(own)
