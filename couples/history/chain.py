"""
The chain of the history: each line is signed together with the mark of the line before.

The last thing that a transaction does before it commits is to give its lines the next
positions of their practice. Whoever does that waits for whoever does it at the same
moment, and for nothing afterwards, so that two can never wait for each other. On SQLite
there is one writer at a time anyway.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby

from sqlalchemy import event, func, inspect, select
from sqlalchemy.orm import Session

from couples import encryption
from couples.history.models import HistoryEntry

_LOCK = 7_304_113
"""Any number will do, as long as nothing else here locks it."""

_UNSEALED = "lines of the history that are not in the chain yet"


def add(session: Session, entry: HistoryEntry) -> None:
    """Write a line; it joins the chain when the transaction commits."""
    session.add(entry)
    session.info.setdefault(_UNSEALED, []).append(entry)


def seal_older(session: Session) -> None:
    """Put lines into the chain that were written before there was one."""
    found = select(HistoryEntry).where(HistoryEntry.position.is_(None)).order_by(HistoryEntry.id)
    _seal(session, list(session.scalars(found)))


def signed_text(entry: HistoryEntry, before: bytes) -> str:
    """All that a line says, and the mark of the line before, in the one way to write it."""
    return json.dumps(
        [
            entry.practice_id,
            entry.position,
            entry.public_id,
            entry.created_at.isoformat(),
            entry.actor_id,
            entry.event,
            entry.subject_id,
            entry.couple_id,
            entry.about_id,
            entry.place,
            before.hex(),
        ]
    )


@event.listens_for(Session, "before_commit")
def _seal_what_was_written(session: Session) -> None:
    # A savepoint is no end: the lines wait for the transaction around it.
    if session.in_nested_transaction() or _UNSEALED not in session.info:
        return
    written: list[HistoryEntry] = session.info.pop(_UNSEALED)
    # Nothing may be waited for once the chain is locked, so that the rest goes first.
    session.flush()
    # Some may be undone since, and some already in the chain (`seal_older`), where they stay.
    _seal(session, [e for e in written if inspect(e).persistent and e.position is None])


def _seal(session: Session, entries: Iterable[HistoryEntry]) -> None:
    by_practice = sorted(entries, key=lambda entry: (entry.practice_id, entry.id))
    for practice_id, of_practice in groupby(by_practice, key=lambda entry: entry.practice_id):
        # Nobody else lengthens it meanwhile.
        if session.get_bind().dialect.name == "postgresql":
            session.execute(select(func.pg_advisory_xact_lock(_LOCK, practice_id)))
        position, mark = end_of(session, practice_id)
        for entry in of_practice:
            position += 1
            entry.position = position
            mark = encryption.current().sign(signed_text(entry, mark))
            entry.mark = mark


def end_of(session: Session, practice_id: int) -> tuple[int, bytes]:
    """Where the chain of a practice ends: its last position and mark."""
    last = session.execute(
        select(HistoryEntry.position, HistoryEntry.mark)
        .where(HistoryEntry.practice_id == practice_id, HistoryEntry.position.is_not(None))
        .order_by(HistoryEntry.position.desc())
        .limit(1)
    ).one_or_none()
    return (last[0] or 0, last[1] or b"") if last else (0, b"")
