"""A real server for an app, on a port of its own, in a thread of the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class _Silent(WSGIRequestHandler):
    """Prints no requests: a path can carry an invitation's secret, in tests as in a practice."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Say nothing."""


def _let_go_of(app: WSGIApplication) -> WSGIApplication:
    """
    The same app, whose answers are closed although a browser hung up on them.

    werkzeug reads on from the connection before it closes an answer, and leaves the answer
    open where that fails. A generator that nobody holds any more ends by itself.
    """

    def answering(environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
        answer = app(environ, start_response)
        try:
            yield from answer
        finally:
            if hasattr(answer, "close"):
                answer.close()

    return answering


@contextmanager
def serving(app: WSGIApplication) -> Iterator[str]:
    """The address under which `app` answers inside the block, without a slash at its end."""
    server = make_server("127.0.0.1", 0, _let_go_of(app), threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
