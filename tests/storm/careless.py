"""Servers with one mistake each, to see that the tests of this folder find it."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, g
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal import create_app


def answers_before_the_disk_has_it() -> Flask:
    """A portal that leaves it to the system when a commit reaches the disk."""
    app = create_app()

    def forget_to_sync(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    event.listen(app.extensions["database"], "connect", forget_to_sync)
    return app


def answers_before_it_commits() -> Flask:
    """
    A portal that says that it has, and commits when it is asked for something again.

    So it is late by as long as nobody asks, whatever the machine does meanwhile.
    """
    app = create_app()
    late: list[Session] = []

    def commit_the_last() -> None:
        while late:
            own = late.pop()
            own.commit()
            own.close()

    @app.after_request
    def answer_first(response: Response) -> Response:
        own: Session | None = g.pop("database_session", None)
        if own is not None:
            late.append(own)
        return response

    # Before anything that this request asks of the database.
    app.before_request_funcs.setdefault(None, []).insert(0, commit_the_last)
    return app
