"""Whether the keys at hand open what is sealed in a database."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from couples.caseload.models import Practice
from couples.encryption import DecryptionError, Purpose, current
from couples.sealed import sealed_columns

_TRIED = 5
"""Of one column: a row that somebody moved must not make good keys look wrong."""


def purposes_that_do_not_open(session: Session, practice: Practice) -> frozenset[Purpose]:
    """
    The purposes for which this practice has sealed something and nothing of it opens.

    A keyset opens nothing of another purpose, so that a name that opens says nothing about
    what people wrote. Nobody is told of what was opened here, because nobody reads it.
    """
    found, opened = set[Purpose](), set[Purpose]()
    for purpose, opens in _tried_in(session, practice, opened):
        found.add(purpose)
        if opens:
            opened.add(purpose)
    return frozenset(found - opened)


def _tried_in(
    session: Session, practice: Practice, enough: set[Purpose]
) -> Iterator[tuple[Purpose, bool]]:
    for table, words in sealed_columns():
        if words.purpose in enough:
            continue
        columns = table.__table__.c
        whose = columns.id if table is Practice else columns.practice_id
        rows = session.scalars(
            select(table)
            .where(whose == practice.id, columns[words.column].is_not(None))
            .options(undefer(getattr(table, words.column)))
            .limit(_TRIED)
        )
        for row in rows.all():
            try:
                current().open(words.purpose, getattr(row, words.column), words.place_of(row))
            except DecryptionError:
                yield words.purpose, False
            else:
                yield words.purpose, True
