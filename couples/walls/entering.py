"""
Which practice a session stands in, as the database is told it.

PostgreSQL shows a session the rows of the practice that it stands in, and none at all as
long as it stands in none. It is told at the beginning of each transaction, for that
transaction only, so that no connection carries it to whoever uses it next. SQLite has no
walls; there, the conditions of each query are all there is.
"""

from __future__ import annotations

import enum

from sqlalchemy import Connection, event, func, select, text
from sqlalchemy.orm import Session, SessionTransaction

_PRACTICE = "the practice that the session stands in"


class Door(enum.StrEnum):
    """A table by which somebody is found before their practice is known, by a fingerprint."""

    DEVICE = "user_session"
    INVITATION = "invitation"
    RESET = "password_reset"
    PASSKEY = "passkey"
    ACCOUNT = "person"


def within(session: Session, practice_id: int) -> Session:
    """Let `session`, which has not begun yet, stand in this practice in all it does."""
    session.info[_PRACTICE] = practice_id
    return session


def enter(session: Session, practice_id: int) -> None:
    """Let `session` stand in this practice from now on, and in no other."""
    session.info[_PRACTICE] = practice_id
    if session.in_transaction() and _has_walls(session):
        _tell(session.connection(), practice_id)


def enter_by(session: Session, door: Door, fingerprint: str) -> None:
    """
    Enter the practice of whoever this fingerprint lets in; where it lets nobody in, stay.

    The database shows the one row that has it, to whoever can name it.
    """
    if _has_walls(session):
        found = session.scalar(select(func.enter_by(door.value, fingerprint)))
        if found is not None:
            session.info[_PRACTICE] = found


def enter_new(session: Session) -> int | None:
    """Enter a practice that is about to be founded, and give its number; None: any will do."""
    if not _has_walls(session):
        return None
    number: int = session.scalars(
        text("SELECT nextval(pg_get_serial_sequence('practice', 'id'))")
    ).one()
    enter(session, number)
    return number


def list_practices(session: Session) -> list[int]:
    """The number of every practice, for what is done for each of them in turn."""
    if _has_walls(session):
        return list(session.scalars(select(func.every_practice())))
    return list(session.scalars(text("SELECT id FROM practice ORDER BY id")))


def _has_walls(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


@event.listens_for(Session, "after_begin")
def _tell_at_the_beginning(
    session: Session, transaction: SessionTransaction, connection: Connection
) -> None:
    practice_id = session.info.get(_PRACTICE)
    # A savepoint stands where the transaction around it does.
    if practice_id is None or transaction.nested or connection.dialect.name != "postgresql":
        return
    _tell(connection, practice_id)


def _tell(connection: Connection, practice_id: int) -> None:
    # LOCAL ends with the transaction, whichever way that ends.
    connection.exec_driver_sql(f"SET LOCAL app.practice_id = '{practice_id:d}'")
