"""The server that the tests' browsers talk to: it keeps nothing open for whoever went away."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.server import serving

PIECE = b"a stylesheet"


class _Answer:
    """What an app answers with: one piece, and an end when it is told to end."""

    def __init__(self, end: threading.Event) -> None:
        self._end = end
        self.closed = threading.Event()

    def __iter__(self) -> Iterator[bytes]:
        yield PIECE
        self._end.wait(10)

    def close(self) -> None:
        """Let go of what is behind it."""
        self.closed.set()


def test_an_answer_is_let_go_of_although_the_browser_hung_up() -> None:
    hung_up = threading.Event()
    answer = _Answer(hung_up)

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Length", str(len(PIECE)))])
        return answer

    with serving(app) as address:
        _ask_and_hang_up(address)
        hung_up.set()

        assert answer.closed.wait(10)


def _ask_and_hang_up(address: str) -> None:
    """Ask for a page as a browser does, and reset the connection before the answer has ended."""
    there = urlsplit(address)
    with socket.create_connection((there.hostname or "", there.port or 0)) as browser:
        browser.sendall(b"GET /style.css HTTP/1.1\r\nHost: localhost\r\n\r\n")
        browser.settimeout(10)
        while (read := browser.recv(1024)) and not read.endswith(PIECE):
            pass
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
