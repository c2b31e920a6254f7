"""
One database session per request, and one commit, at its edge.

A view reads and changes through `session`. When its answer is a good one
(below 400) and the request may change something, everything is committed before
the answer leaves; otherwise nothing is. Reading requests never commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

from flask import Flask, Response, current_app, g, has_request_context, request
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import (
    DisconnectionError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from werkzeug.local import LocalProxy

from couples.database import create_engine, for_writing
from couples.walls import entering as walls
from portal.settings import ConfigurationError

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

UNAVAILABLE = (
    *(OperationalError, InterfaceError, InternalError),
    *(DisconnectionError, PoolTimeoutError),
)
"""What it looks like when the database is locked, full, gone or only to be read."""


def init_app(app: Flask, url: str) -> None:
    """Open the engine of `app`, and end every request's session at its edge."""
    connect(app, url)
    app.after_request(_commit)
    app.teardown_appcontext(_close)


def connect(app: Flask, url: str) -> None:
    """Let `app` use the database at `url` from now on."""
    # An error of the database quotes what was sent to it, unless it is told not to.
    app.extensions["database"] = create_engine(url, hide_parameters=True)


def engine() -> Engine:
    """The engine of the current app."""
    return cast("Engine", current_app.extensions["database"])


def refuse_without_tables(table: str) -> None:
    """Tell whoever runs a command before the tables are there how to make them."""
    if not inspect(engine()).has_table(table):
        raise ConfigurationError("Begin with “flask --app portal setup”.")


def stand_in(practice_id: int) -> None:
    """Let all that this request asks from now on be asked in this practice."""
    g.practice_id = practice_id
    own: Session | None = g.get("database_session")
    if own is not None:
        walls.enter(own, practice_id)


def each_practice() -> list[int]:
    """Every practice by its number, for what is done in each of them in turn."""
    with Session(engine()) as own:
        return walls.list_practices(own)


@contextmanager
def reading(practice_id: int | None = None) -> Iterator[Session]:
    """
    A short look at the database, apart from the request's own session.

    It stands in the practice of whoever asks, where none is named.
    """
    with _opened(engine(), practice_id) as own:
        yield own


@contextmanager
def writing(practice_id: int | None = None) -> Iterator[Session]:
    """
    A small transaction of its own, committed whatever the request's answer will be.

    Use it before the request's `session` is touched: SQLite has one writer at a time.
    """
    waiting_for_us: Session | None = g.get("database_session") if has_request_context() else None
    if waiting_for_us is not None and waiting_for_us.in_transaction():
        raise RuntimeError("The request's session is open already and would never let this write.")
    with _opened(for_writing(engine()), practice_id) as own, own.begin():
        yield own


def let_go() -> None:
    """End what this request was reading, so that somebody else may write while it waits."""
    own: Session | None = g.get("database_session")
    if own is not None:
        own.rollback()


def after_commit(act: Callable[[], object]) -> None:
    """Do `act` once the request's changes are kept, and not at all if they are not."""
    g.setdefault("after_commit", []).append(act)


def _session_of_request() -> Session:
    if "database_session" not in g:
        reads = request.method in READING_METHODS
        g.database_session = _opened(engine() if reads else for_writing(engine()))
    return cast("Session", g.database_session)


def _opened(where: Engine, practice_id: int | None = None) -> Session:
    practice_id = practice_id or g.get("practice_id")
    return Session(where) if practice_id is None else walls.within(Session(where), practice_id)


session = cast("Session", LocalProxy(_session_of_request))
"""The session of the current request, opened when it is first used."""


def _commit(response: Response) -> Response:
    own: Session | None = g.get("database_session")
    if response.status_code >= 400 or request.method in READING_METHODS:  # noqa: PLR2004 - HTTP's own line between good and bad
        return response
    if own is not None:
        try:
            own.commit()
        except (*UNAVAILABLE, IntegrityError) as error:
            own.rollback()
            return current_app.make_response(current_app.handle_user_exception(error))
    for act in g.pop("after_commit", []):
        try:
            act()
        except Exception as error:  # noqa: BLE001 - what was kept is kept: the answer must say so
            current_app.logger.error("After a commit: %s", type(error).__name__)  # noqa: TRY400 - its message may hold an address
    return response


def _close(_error: BaseException | None) -> None:
    own: Session | None = g.pop("database_session", None)
    if own is not None:
        own.close()
