"""Servers with one mistake each, to see that the tests of this folder find it."""

from __future__ import annotations

import threading
import time
from typing import Any

from flask import Flask, Response, g
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal import create_app

_LATE_SECONDS = 0.03


def answers_before_the_disk_has_it() -> Flask:
    """A portal that leaves it to the system when a commit reaches the disk."""
    app = create_app()

    def forget_to_sync(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    event.listen(app.extensions["database"], "connect", forget_to_sync)
    return app


def answers_before_it_commits() -> Flask:
    """A portal that commits a moment after it said that it has."""
    app = create_app()

    @app.after_request
    def answer_first(response: Response) -> Response:
        own: Session | None = g.pop("database_session", None)
        if own is not None:
            threading.Thread(target=_commit_late, args=(own,)).start()
        return response

    return app


def _commit_late(own: Session) -> None:
    time.sleep(_LATE_SECONDS)
    own.commit()
    own.close()
