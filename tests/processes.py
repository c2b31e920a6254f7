"""Programs that run beside the tests, started and ended as from a terminal."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

_START_SECONDS = 240
# The first answer waits until the workers of a busy machine are up.
_ANSWER_SECONDS = 60


class Running:
    """A server in a process group of its own, which Ctrl-C reaches as a whole."""

    def __init__(self, command: Sequence[str | Path], folder: Path, **environment: str) -> None:
        """Start it in `folder`, told its port by PORT, and wait until it answers there."""
        self.port = free_port()
        self._printed = ""
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | {"PORT": str(self.port)} | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._wait()

    def get(self, path: str, **headers: str) -> tuple[HTTPResponse, str]:
        """One answer, and its body."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = HTTPConnection("127.0.0.1", self.port, timeout=_ANSWER_SECONDS)
        with contextlib.closing(asked) as connection:
            connection.request("GET", path, headers=named)
            answer = connection.getresponse()
            return answer, answer.read().decode()

    def interrupt(self) -> tuple[int, str]:
        """Do what Ctrl-C does; the exit status, and all that was printed since the start."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        if not self._printed:
            self._printed, _ = self.process.communicate(timeout=60)
        return self.process.returncode, self._printed

    def _wait(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            time.sleep(0.05)
        raise AssertionError(self.interrupt())


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
