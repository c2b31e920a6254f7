"""Payloads that make a careless printer fetch an address or read a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Final

# HERE is a listener on this machine, FILE a file of it that holds a canary.
PAYLOADS: Final = (
    '<img src="HERE/1.png" alt="a">',
    '<img src="FILE" alt="a">',
    '<img srcset="HERE/3.png 2x" src="HERE/3.png" alt="a">',
    '<picture><source srcset="HERE/4.png"><img src="HERE/4b.png" alt="a"></picture>',
    '<img src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'/>" alt="a">',
    '<img src="../../pyproject.toml" alt="a">',
    '<img src="asset:../brief.css" alt="a">',
    '<img src="asset:%2e%2e/brief.css" alt="a">',
    '<object data="HERE/9.svg" type="image/svg+xml"></object>',
    '<object data="FILE"></object>',
    '<embed src="HERE/11.svg">',
    '<iframe src="HERE/12"></iframe>',
    '<link rel="stylesheet" href="HERE/13.css">',
    '<link rel="attachment" href="FILE">',
    '<link rel="attachment" href="HERE/15">',
    '<a rel="attachment" href="FILE">take it</a>',
    '<style>@import url("HERE/17.css");</style>',
    '<style>@import "FILE";</style>',
    '<style>@font-face { font-family: X; src: url("HERE/19.ttf"); } p { font-family: X }</style>',
    '<style>@page { background: url("HERE/20.png") }</style>',
    '<p style="background-image: url(HERE/21.png)">a</p>',
    '<p style="list-style-image: url(HERE/22.png); display: list-item">a</p>',
    '<style>p::before { content: url("HERE/23.png") }</style><p>a</p>',
    '<p style="border-image: url(HERE/24.png) 1">a</p>',
    '<p style="mask-image: url(HERE/25.png)">a</p>',
    '<svg width="9" height="9"><title>a</title><image href="HERE/26.png" width="9"/></svg>',
    '<svg width="9" height="9"><title>a</title><image href="FILE" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><title>a</title><use href="HERE/28.svg#a"/></svg>',
    '<svg width="9" height="9"><style>@import url("HERE/29.css");</style><title>a</title></svg>',
    '<base href="HERE/"><img src="30.png" alt="a">',
    '<svg width="9" height="9"><title>a</title><path fill="url(HERE/31#a)" d="M0 0h9v9z"/></svg>',
    '<video poster="HERE/32.png" src="HERE/32.mp4"></video><audio src="HERE/32.mp3"></audio>',
    '<meta http-equiv="refresh" content="0; url=HERE/33"><script src="HERE/33.js"></script>',
    "{{ brief.__class__ }}{% include 'reports/brief.html' %}",
)


class Listener(HTTPServer):
    """A server on this machine that only remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Remember)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class _Remember(BaseHTTPRequestHandler):
    server: Listener

    def do_GET(self) -> None:
        """Note the address, and give nothing."""
        self.server.asked.append(self.path)
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - The name is theirs.
        """Stay quiet: what was asked for is in `asked`."""


@contextmanager
def listening() -> Iterator[Listener]:
    """A listener for as long as the block lasts."""
    with Listener() as listener:
        thread = Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield listener
        finally:
            listener.shutdown()
            thread.join()
