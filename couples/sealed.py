"""Going through everything that is sealed, whatever table it lies in."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

import couples.models  # noqa: F401 - completes the mappers
from couples.caseload.models import Practice
from couples.database import Base
from couples.encryption import DecryptionError, EncryptedText, Keyring

AT_ONCE = 200


def sealed_columns() -> Iterator[tuple[type[Base], EncryptedText]]:
    """Every attribute of every table whose words are sealed."""
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        for name in sorted(getattr(mapper.class_, "encrypted_names", ())):
            yield mapper.class_, getattr(mapper.class_, name)


def next_rows(
    session: Session,
    practice_id: int,
    table: type[Base],
    words: EncryptedText,
    *,
    after: int = 0,
    at_once: int = AT_ONCE,
) -> list[Base]:
    """
    The next rows of a practice after this number in which something is sealed.

    It is named here because SQLite has no walls: a session sees every practice of the file.
    """
    columns = table.__table__.c
    whose = columns.id if table is Practice else columns.practice_id
    return list(
        session.scalars(
            select(table)
            .where(whose == practice_id, table.id > after, columns[words.column].is_not(None))
            .options(undefer(getattr(table, words.column)))
            .order_by(table.id)
            .limit(at_once)
        )
    )


def list_unopened(session: Session, ring: Keyring, practice_id: int) -> Iterator[str]:
    """Where a practice's sealed text does not open where it lies: table, column and row."""
    for table, words in sealed_columns():
        after = 0
        while rows := next_rows(session, practice_id, table, words, after=after):
            after = rows[-1].id
            for row in rows:
                try:
                    ring.open(words.purpose, getattr(row, words.column), words.place_of(row))
                except DecryptionError as error:
                    yield str(error)
            session.expunge_all()
