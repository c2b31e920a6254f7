"""The real server, as `make run` and a practice start it: quiet, careful, and quick to end."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.source import ROOT

PROGRAMS = Path(sys.executable).parent

# Not our portal: what the server itself adds to any app.
APP = """
def app(environ, start_response):
    if environ["PATH_INFO"].startswith("/broken"):
        raise ValueError("the words of a partner")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['wsgi.url_scheme']} {environ['REMOTE_ADDR']}".encode()]
"""


class Running:
    """A server in its own process group, as a terminal would start it."""

    def __init__(self, folder: Path, **environment: str) -> None:
        (folder / "plain.py").write_text(APP)
        self.port = free_port()
        self._printed = ""
        self.process = subprocess.Popen(
            [PROGRAMS / "gunicorn", "--config", ROOT / "deploy/gunicorn.conf.py", "plain:app"],
            cwd=folder,
            env=os.environ | {"PORT": str(self.port)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._wait()

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and the body of one answer."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            connection.request("GET", path, headers=named)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def interrupt(self) -> tuple[int, str]:
        """What Ctrl-C does; then the exit status, and all that was printed since the start."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        if not self._printed:
            self._printed, _ = self.process.communicate(timeout=30)
        return self.process.returncode, self._printed

    def _wait(self) -> None:
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            time.sleep(0.05)
        raise AssertionError(self.interrupt())


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Starts a server that ends with the test."""
    with contextlib.ExitStack() as stack:

        def start(**environment: str) -> Running:
            running = Running(tmp_path, **environment)
            stack.callback(running.interrupt)
            return running

        yield start


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class TestCtrlC:
    def test_it_ends_the_server_cleanly(self, start: Callable[..., Running]) -> None:
        server = start()

        status, printed = server.interrupt()

        assert status == 0
        assert printed.splitlines() == [
            "",
            f"Mendwell is ready: http://127.0.0.1:{server.port}/   (Ctrl-C stops it)",
            "",
            "Mendwell has stopped. Everything that was handed in is kept.",
        ]


class TestWhatIsPrinted:
    def test_no_path_and_no_word_of_a_request(self, start: Callable[..., Running]) -> None:
        server = start()
        server.get("/invitations/a-secret")

        status, _ = server.get("/broken/another-secret")

        _, printed = server.interrupt()
        assert status == 500
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
