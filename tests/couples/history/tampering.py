"""Somebody who holds the database, and can take down what it keeps itself, but not the keys."""

from __future__ import annotations

from sqlalchemy import Engine, text

from couples.database import create_engine, for_writing
from tests.databases import PRACTICE
from tests.postgres import OWNER


def tamper(engine: Engine, statement: str) -> None:
    """Change the history behind the back of everything that keeps it."""
    url = engine.url.set(username=OWNER) if engine.dialect.name == "postgresql" else engine.url
    mighty = create_engine(url.render_as_string(hide_password=False))
    with for_writing(mighty).begin() as connection:
        if mighty.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL app.practice_id = '{PRACTICE}'"))
            connection.execute(text("ALTER TABLE history_entry DISABLE TRIGGER USER"))
        else:
            for name in ("history_stays", "history_is_as_written"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        connection.execute(text(statement))
    mighty.dispose()
