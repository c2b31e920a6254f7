"""
The prewarmed process: `python -m reports.rendering.workshop SOCKET`.

It reads fonts and stylesheet once, prints a page of its own to warm up, and then waits.
For every document it is handed one end of a line, and forks; the child reads the document
there, prints it, answers, and is gone with everything it had in its memory.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from typing import Final

from reports.assets import unpacked
from reports.failures import ReportError
from reports.pdf import write_pdf
from reports.rendering.confinement import LIMITS, limit_one_document, stay_inside

BEGUN, DONE, FAILED, TOO_LARGE = b".", b"+", b"!", b"#"
# A little of everything that our pages are made of, so that no child has to look it up first.
_SAMPLE: Final = """<!doctype html><html lang="en"><head><title>Warm-up</title></head><body>
<h1>Warm-up</h1><h2>The quick brown fox</h2><p><strong>Jumps</strong> over <em>the</em> lazy
dog: 0123456789 “—” … ✓</p><ul><li>one</li></ul><table><thead><tr><th scope="col">One</th></tr>
</thead><tbody><tr><th scope="row">Two</th></tr><tr><td>three</td></tr></tbody></table>
<svg width="90" height="9" role="img"><title>Four</title><desc>five</desc><path d="M0 0h9v9z"/>
<text x="9" y="9">six</text></svg></body></html>"""
_CHUNK: Final = 1 << 20


def main(number: int) -> None:
    """Wait for documents on the socket with this number, until nobody is at its other end."""
    # Ctrl-C is said to the whole group; the one who started us closes the socket instead.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nobody asks how a child ended: its line says everything.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=number) as orders:
        write_pdf(_SAMPLE)
        stay_inside()
        gc.collect()
        gc.freeze()
        while True:
            order, lines, _flags, _address = socket.recv_fds(orders, LIMITS.size, 1)
            if not order:
                return
            if os.fork() == 0:
                orders.close()
                _print_one(lines[0], *LIMITS.unpack(order))
            os.close(lines[0])


def _print_one(line: int, seconds: int, memory: int) -> None:
    """Print what comes in on `line`, answer there, and end, whatever happens."""
    try:
        _answer(line, BEGUN)
        limit_one_document(seconds, memory)
        with os.fdopen(line, "r+b", buffering=0) as wire:
            _answer(wire.fileno(), _printed(wire.fileno()))
    finally:
        os._exit(0)


def _printed(line: int) -> bytes:
    try:
        return DONE + write_pdf(*unpacked(_read(line)))
    except MemoryError:
        return TOO_LARGE
    except ReportError as error:
        return FAILED + str(error).encode()
    except Exception as error:  # noqa: BLE001 - its message may quote the page: the kind is enough
        return FAILED + type(error).__name__.encode()


def _read(line: int) -> bytes:
    parts = []
    while part := os.read(line, _CHUNK):
        parts.append(part)
    return b"".join(parts)


def _answer(line: int, answer: bytes) -> None:
    rest = memoryview(answer)
    while rest:
        rest = rest[os.write(line, rest) :]


if __name__ == "__main__":
    main(int(sys.argv[1]))
