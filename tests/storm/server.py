"""The real server on a real port, which can be killed in the middle and comes back."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from portal.settings import Settings
from tests.source import ROOT

HOST = "127.0.0.1"
GUNICORN: tuple[str | Path, ...] = (
    Path(sys.executable).parent / "gunicorn",
    *("--config", ROOT / "deploy/gunicorn.conf.py"),
)

_START_SECONDS = 60


class Server:
    """Gunicorn as `make run` starts it: two processes with four threads each."""

    def __init__(
        self,
        settings: Settings,
        folder: Path,
        app: str = "portal:create_app()",
        *,
        wrapped_in: tuple[str, ...] = (),
        workers: int = 2,
    ) -> None:
        """Serve `app` under these settings; what it prints goes to a file in `folder`."""
        self.port = quiet_port()
        self.log = folder / "server.log"
        self._command = (*wrapped_in, *GUNICORN, app)
        self._environment = os.environ | {
            "PORT": str(self.port),
            "HOST": HOST,
            "MENDWELL_DATABASE_URL": settings.database_url,
            "MENDWELL_KEYS": str(settings.keys),
            "MENDWELL_WORKERS": str(workers),
            "MENDWELL_THREADS": "4",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start it, and wait until it answers."""
        self.start()
        self.wait()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        """Leave nothing running."""
        self.stop()

    def start(self) -> None:
        """Start it, and come back at once."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Return once somebody listens."""
        deadline = time.monotonic() + _START_SECONDS
        while not self.listens():
            if time.monotonic() > deadline:
                raise AssertionError(self.log.read_text(errors="replace")[-2000:])
            time.sleep(0.05)

    def listens(self) -> bool:
        """Whether anybody takes a connection just now."""
        try:
            socket.create_connection((HOST, self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def kill_a_worker(self, chance: random.Random) -> bool:
        """Kill one of the processes that answer, whatever it is doing; False if there is none."""
        workers = self.workers()
        if not workers:
            return False
        os.kill(chance.choice(workers), signal.SIGKILL)
        return True

    def kill_everything(self) -> None:
        """Kill every process of the server at once, and start it anew."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self.start()

    def workers(self) -> list[int]:
        """The processes that answer requests."""
        assert self._process is not None
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        try:
            return [int(pid) for pid in children.read_text().split()]
        except OSError:
            return []

    def stop(self) -> None:
        """End it in good order, and by force if it does not listen."""
        if self._process is None or self._process.poll() is not None:
            return
        # All of them: what traces the server takes no signal for itself.
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(timeout=25)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def quiet_port() -> int:
    """
    A free port that the system gives to nobody else while the server is down.

    Among the ports that outgoing connections take, a client that keeps knocking at
    a dead server would sooner or later be connected to itself.
    """
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    while True:
        port = random.randint(lowest // 2, lowest - 1)
        with socket.socket() as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
