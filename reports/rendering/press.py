"""
Handing a page to the workshop, and waiting for its PDF.

Two documents are printed at a time on this machine, whoever asks: the server's processes
and the runner share the two places. A place is a lock on one of our own files, which the
system takes back from whoever dies with it.

Whoever waits for a place holds a thread of the server, which others need for their words.
So two wait in one process, and who comes after them is told at once.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import BinaryIO, Final, Protocol

from reports.assets import NONE, Assets, packed
from reports.failures import (
    BrokenOffError,
    BusyError,
    ReportError,
    TooLargeError,
    TooLongError,
)
from reports.rendering.confinement import LIMITS, MEMORY, SECONDS


class Print(Protocol):
    """Whatever prints a page, with the files that come with it."""

    def __call__(self, html: str, assets: Assets = ..., /) -> bytes:
        """The PDF."""


_HERE: Final = Path(__file__).parent
_ROOT: Final = _HERE.parent.parent
_PLACES: Final = (_HERE / "press.py", _HERE / "workshop.py")
AT_A_TIME: Final = len(_PLACES)
_SEATS: Final = BoundedSemaphore(AT_A_TIME)
_PATIENCE: Final = 60.0
_LOOK_AGAIN: Final = 0.05
# What the workshop needs to start, on top of what the kernel gives the document.
_TO_START: Final = 10
_CHUNK: Final = 1 << 20


def print_pdf(
    html: str,
    assets: Assets = NONE,
    *,
    seconds: int = SECONDS,
    memory: int = MEMORY,
    nobody_waits: bool = False,
) -> bytes:
    """
    The PDF/UA-1 of `html`, made elsewhere: the same bytes for the same text.

    Raises a `ReportError` where it takes longer or more memory than one document gets,
    where the page asks for what is not ours, and where the printer is gone; a `BusyError`
    where two are waiting here already, unless `nobody_waits` for this one.
    """
    parcel = packed(html, assets)
    with _a_place(nobody_waits=nobody_waits):
        began = time.monotonic()
        answer = _ask(parcel, seconds, memory)
        taken = time.monotonic() - began
        if not answer:
            # Nobody began with it: the workshop had gone.
            answer = _ask(parcel, seconds, memory)
    match answer[:2]:
        case b".+":
            return answer[2:]
        case b".!":
            raise ReportError(answer[2:].decode())
        case b".#":
            raise TooLargeError("The document needs more memory than it may have.")
    if taken >= seconds:
        raise TooLongError(f"The document was not finished after {seconds} seconds.")
    raise BrokenOffError("The printer ended in the middle of the document.")


def warm_up() -> None:
    """Start this process's workshop now, so that the first reader need not wait for it."""
    _workshop.start()


class _Workshop:
    """The one workshop of this process, started when it is first needed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None
        self._folder: str | None = None

    def start(self) -> socket.socket:
        """The socket on which it takes orders."""
        with self._lock:
            if self._orders is None or self._process is None or self._process.poll() is not None:
                self._close()
                self._open()
            assert self._orders is not None  # noqa: S101 - for the types: it was just opened
            return self._orders

    def order(self, line: socket.socket, limits: bytes) -> None:
        """Hand it one end of a line; a workshop that is gone is started anew."""
        try:
            socket.send_fds(self.start(), [limits], [line.fileno()])
        except OSError:
            self.close()
            socket.send_fds(self.start(), [limits], [line.fileno()])

    def close(self) -> None:
        """Let it go."""
        with self._lock:
            self._close()

    def forget(self) -> None:
        """In a fork: the workshop belongs to the parent."""
        self._lock = Lock()
        if self._orders is not None:
            self._orders.close()
        if self._process is not None:
            # It is nobody's child here; to ask how it ended would be an error.
            self._process.returncode = 0
        self._process = self._orders = self._folder = None

    def _open(self) -> None:
        # It keeps its fonts there, and once it is confined it can remove no file.
        self._folder = tempfile.mkdtemp(prefix="mendwell-printer-")
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "reports.rendering.workshop", str(theirs.fileno())],
                cwd=_ROOT,
                env=_environment() | {"TMPDIR": self._folder},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                # A library that complains may quote what it was printing.
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def _close(self) -> None:
        if self._orders is not None:
            self._orders.close()
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(1)
            if self._process.returncode is None:
                self._process.kill()
                self._process.wait()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._process = self._orders = self._folder = None


def _environment() -> dict[str, str]:
    """Ours without its settings: a printer needs no address of a database."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MENDWELL_")}


_workshop = _Workshop()
atexit.register(_workshop.close)
os.register_at_fork(after_in_child=_workshop.forget)


def _ask(parcel: bytes, seconds: int, memory: int) -> bytes:
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            _workshop.order(theirs, LIMITS.pack(seconds, memory))
        ours.settimeout(seconds + _TO_START)
        # A printer that gives up early has said why before it hung up.
        with suppress(OSError):
            ours.sendall(parcel)
            ours.shutdown(socket.SHUT_WR)
        try:
            return b"".join(iter(lambda: ours.recv(_CHUNK), b""))
        except OSError:
            return b""


@contextmanager
def _a_place(*, nobody_waits: bool) -> Iterator[None]:
    """One of the two places, as soon as one is free."""
    place = _free_place() or (_wait() if nobody_waits else _wait_in_a_seat())
    with place:
        yield


def _wait_in_a_seat() -> BinaryIO:
    if not _SEATS.acquire(blocking=False):
        raise BusyError("Two are waiting for a place to print at already.")
    try:
        return _wait()
    finally:
        _SEATS.release()


def _wait() -> BinaryIO:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() <= deadline:
        time.sleep(_LOOK_AGAIN)
        if place := _free_place():
            return place
    raise TooLongError("Both places to print at were taken all the time.")


def _free_place() -> BinaryIO | None:
    """A place that is ours until it is closed, if one is free just now."""
    for path in _PLACES:
        place = path.open("rb")
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            place.close()
        else:
            return place
    return None
