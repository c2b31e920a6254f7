"""What somebody finds who has the database and not the keys."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from couples.database import Base, create_engine
from tests.postgres import BACKUP


def readable_bytes(engine: Engine) -> bytes:
    """All that somebody sees who has the database and not the keys."""
    if engine.dialect.name == "sqlite":
        path = Path(engine.url.database or "")
        beside = [path.with_name(path.name + ending) for ending in ("", "-wal", "-journal")]
        return b"".join(each.read_bytes() for each in beside if each.exists())
    found = []
    # The app's own role sees one practice at a time.
    all_of_it = create_engine(engine.url.set(username=BACKUP).render_as_string())
    with all_of_it.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(table.select()):
                found += [c if isinstance(c, bytes) else str(c).encode() for c in row]
    all_of_it.dispose()
    return b"\n".join(found)
