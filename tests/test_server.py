"""The real server, as `make run` and a practice start it: quiet, careful, and quick to end."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.processes import Running, free_port
from tests.source import ROOT

GUNICORN: list[str | Path] = [
    Path(sys.executable).parent / "gunicorn",
    *("--config", ROOT / "deploy/gunicorn.conf.py", "plain:app"),
]

# Not our portal: what the server itself adds to any app.
APP = """
def app(environ, start_response):
    if environ["PATH_INFO"].startswith("/broken"):
        raise ValueError("the words of a partner")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['wsgi.url_scheme']} {environ['REMOTE_ADDR']}".encode()]
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Starts a server that ends with the test."""
    (tmp_path / "plain.py").write_text(APP)
    with contextlib.ExitStack() as stack:

        def start(**environment: str) -> Running:
            running = Running(GUNICORN, tmp_path, **environment)
            stack.callback(running.interrupt)
            return running

        yield start


class TestCtrlC:
    @pytest.mark.parametrize("answered", [True, False], ids=["once it answers", "at once"])
    def test_it_ends_the_server_cleanly(
        self, start: Callable[..., Running], answered: bool
    ) -> None:
        server = start()
        if answered:
            server.get("/")

        status, printed = server.interrupt()

        assert status == 0
        assert printed.splitlines() == [
            "",
            f"Mendwell is ready: http://127.0.0.1:{server.port}/   (Ctrl-C stops it)",
            "",
            "Mendwell has stopped. Everything that was handed in is kept.",
        ]

    def test_a_request_that_has_begun_is_still_answered(
        self, start: Callable[..., Running]
    ) -> None:
        server = start()

        with ThreadPoolExecutor() as people:
            begun = people.submit(server.get, "/slow")
            time.sleep(0.3)
            status, _ = server.interrupt()

        assert begun.result()[0].status == 200
        assert status == 0


class TestWhatIsPrinted:
    def test_no_path_and_no_word_of_a_request(self, start: Callable[..., Running]) -> None:
        server = start()
        server.get("/invitations/a-secret")

        answer, _ = server.get("/broken/another-secret")

        _, printed = server.interrupt()
        assert answer.status == 500
        assert "A request failed outside the portal: ValueError" in printed
        assert "secret" not in printed
        assert "words of a partner" not in printed


class TestWhereARequestCameFrom:
    def test_nobody_is_believed_without_a_proxy(self, start: Callable[..., Running]) -> None:
        server = start()

        _, seen = server.get("/", X_Forwarded_For="192.0.2.7", X_Forwarded_Proto="https")

        assert seen == "http 127.0.0.1"

    def test_the_proxy_is_believed(self, start: Callable[..., Running]) -> None:
        server = start(MENDWELL_PROXY="127.0.0.1")

        _, seen = server.get("/", X_Forwarded_For="192.0.2.7", X_Forwarded_Proto="https")

        assert seen == "https 192.0.2.7"

    def test_the_proxy_is_believed_in_what_it_saw_itself(
        self, start: Callable[..., Running]
    ) -> None:
        server = start(MENDWELL_PROXY="127.0.0.1")

        _, seen = server.get("/", X_Forwarded_For="198.51.100.1, 192.0.2.7")

        assert seen == "http 192.0.2.7"

    def test_another_than_the_proxy_is_not_believed(self, start: Callable[..., Running]) -> None:
        server = start(MENDWELL_PROXY="192.0.2.1")

        _, seen = server.get("/", X_Forwarded_For="192.0.2.7", X_Forwarded_Proto="https")

        assert seen == "http 127.0.0.1"


class TestStart:
    @pytest.mark.parametrize("port", ["", "eighty", "0", "65536", "-1", "\u0668\u0660", "80 00"])
    def test_a_port_must_be_one(self, port: str) -> None:
        started = start_with(PORT=port)

        assert started.returncode == 1
        assert started.stderr == f"PORT must be a number from 1 to 65535, not “{port}”.\n"

    def test_a_port_that_is_taken_is_told_in_a_sentence(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]

            started = start_with(PORT=str(port))

        assert started.returncode == 1
        assert started.stderr.startswith(f"Mendwell cannot listen on 127.0.0.1 port {port}:")
        assert started.stderr.count("\n") == 1

    def test_a_host_must_be_an_address_of_this_machine(self) -> None:
        started = start_with(HOST="nowhere.invalid", PORT=str(free_port()))

        assert started.returncode == 1
        assert started.stderr.startswith("HOST must be an address of this machine")


def start_with(**environment: str) -> subprocess.CompletedProcess[str]:
    """What `make run` says before it starts anything."""
    return subprocess.run(
        [sys.executable, ROOT / "deploy/start.py"],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
