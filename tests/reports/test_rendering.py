"""Printing in a process of its own: the same pages, within limits, and with no way out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest

from reports.failures import (
    BrokenOffError,
    BusyError,
    ReportError,
    TooLargeError,
    TooLongError,
)
from reports.html import render_paper
from reports.pdf import write_pdf
from reports.rendering import press, print_pdf
from tests.reports.hostile import PAYLOADS, Listener, listening
from tests.reports.paper import html, printed, unpacked
from tests.sample_report import counselors_report

ENDLESS = "<div>" * 3_000 + "a" + "</div>" * 3_000
WIDE = "<table><tr><td colspan='1000000'>a</td></tr></table>" * 40
VAST = "<!-- " + "words " * 12_000_000 + "-->"
HEAVY = "<p>many words on many pages</p>" * 40_000


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


def workshops_process() -> int:
    """The process that forks for each document."""
    print_pdf(html(""))
    process = press._workshop._process
    assert process is not None
    return process.pid


def memory_of(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def test_it_prints_what_is_printed_here_byte_for_byte() -> None:
    page = render_paper(counselors_report())

    assert print_pdf(page) == print_pdf(page) == write_pdf(page)


def test_what_asks_for_an_address_or_a_file_gets_neither(
    listener: Listener, tmp_path: Path
) -> None:
    file = tmp_path / "file.svg"
    file.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>canary-file</text></svg>")
    for payload in PAYLOADS[:-1]:
        page = html(payload.replace("HERE", listener.address).replace("FILE", file.as_uri()))
        try:
            pdf = print_pdf(page)
        except ReportError:
            continue
        assert b"canary-file" not in unpacked(pdf, tmp_path)

    assert listener.asked == []


@pytest.mark.parametrize("payload", [ENDLESS, WIDE, HEAVY], ids=["deep", "wide", "long"])
def test_a_page_that_takes_too_long_ends_and_the_next_one_prints(payload: str) -> None:
    print_pdf(html(""))

    with pytest.raises(ReportError):
        print_pdf(html(payload), seconds=1)

    assert "Before." in printed(print_pdf(html("")))


def test_it_says_that_it_took_too_long() -> None:
    print_pdf(html(""))

    with pytest.raises(TooLongError, match="1 seconds"):
        print_pdf(html(HEAVY), seconds=1)


def test_a_page_that_wants_too_much_memory_ends_and_the_next_one_prints() -> None:
    with pytest.raises((TooLargeError, BrokenOffError)):
        print_pdf(html(VAST), memory=64 * 1024**2)

    assert "Before." in printed(print_pdf(html("")))


def test_a_complaint_arrives_without_a_word_of_the_page() -> None:
    with pytest.raises(ReportError) as refusal:
        print_pdf(html('<p style="colour: Sam-said-so">a</p>'))

    assert "Sam" not in str(refusal.value)
    assert "complains" in str(refusal.value)


def test_a_workshop_that_was_killed_is_started_anew() -> None:
    os.kill(workshops_process(), signal.SIGKILL)

    assert "Before." in printed(print_pdf(html("")))


def test_a_document_leaves_nothing_behind_in_the_workshop() -> None:
    process = workshops_process()
    before = memory_of(process)

    for number in range(10):
        print_pdf(html(f"<p>{number} words that only this page has</p>" * 50))

    assert memory_of(process) <= before * 1.05


def test_a_workshop_that_is_let_go_leaves_no_file_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    press._workshop.close()

    workshops_process()
    while_it_prints = list(tmp_path.rglob("*"))
    press._workshop.close()

    assert while_it_prints
    assert list(tmp_path.iterdir()) == []


def test_it_is_told_no_setting_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENDWELL_DATABASE_URL", "postgresql://a:secret@b/c")
    press._workshop.close()

    told = Path(f"/proc/{workshops_process()}/environ").read_text()

    assert "MENDWELL" not in told


def test_two_are_printed_at_a_time_and_a_third_waits() -> None:
    print_pdf(html(""))
    with ThreadPoolExecutor(1) as pool:
        with press._PLACES[0].open() as first, press._PLACES[1].open() as second:
            flock(first, LOCK_EX)
            flock(second, LOCK_EX)
            waits = pool.submit(print_pdf, html(""))
            with pytest.raises(NotYet):
                waits.result(0.4)

        assert "Before." in printed(waits.result(60))


def test_two_wait_at_a_time_and_who_comes_after_them_is_told_at_once() -> None:
    print_pdf(html(""))
    with ThreadPoolExecutor(3) as pool:
        with press._PLACES[0].open() as first, press._PLACES[1].open() as second:
            flock(first, LOCK_EX)
            flock(second, LOCK_EX)
            waiting = [pool.submit(print_pdf, html("")) for _ in range(2)]
            for each in waiting:
                with pytest.raises(NotYet):
                    each.result(0.4)
            began = time.monotonic()
            with pytest.raises(BusyError):
                print_pdf(html(""))
            assert time.monotonic() - began < 1
            unseen = pool.submit(print_pdf, html(""), nobody_waits=True)
            with pytest.raises(NotYet):
                unseen.result(0.4)

        for each in (*waiting, unseen):
            assert "Before." in printed(each.result(60))
    assert "Before." in printed(print_pdf(html("")))


LEAVING = """
import ctypes, os, socket, subprocess, sys
from reports.rendering.confinement import stay_inside
by_the_kernel = stay_inside()
kernel = ctypes.CDLL(None, use_errno=True)
def refused(act):
    try:
        act()
    except BaseException as error:
        return type(error).__name__
    return "went through"
print(by_the_kernel, kernel.socket(2, 1, 0), kernel.execv(b"/bin/true", None))
print(refused(lambda: socket.create_connection(("127.0.0.1", 9))))
print(refused(lambda: subprocess.run(["true"])))
"""


REACHING = """
import ctypes, errno, os, platform
from reports.rendering.confinement import stay_inside
kernel = ctypes.CDLL(None, use_errno=True)
TRACE_ME, READ, WRITE = 0, *{"x86_64": (310, 311), "aarch64": (270, 271)}[platform.machine()]
class Piece(ctypes.Structure):
    _fields_ = (("at", ctypes.c_void_p), ("length", ctypes.c_size_t))
words = ctypes.create_string_buffer(b"words")
piece = ctypes.byref(Piece(ctypes.addressof(words), 5))
def copied(call):
    return kernel.syscall(call, os.getpid(), piece, 1, piece, 1, 0)
def ring():
    ctypes.set_errno(0)
    return kernel.syscall(425, 1, None), errno.errorcode.get(ctypes.get_errno())
stay_inside()
print(copied(READ), copied(WRITE), *ring(), kernel.ptrace(TRACE_ME, 0, 0, 0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux is asked to refuse by itself.")
def test_it_reads_no_foreign_memory_and_fills_no_ring_past_the_list() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", REACHING], check=True, capture_output=True, text=True
    )

    assert ran.stdout.strip() == "-1 -1 -1 EPERM -1"


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux is asked to refuse by itself.")
def test_neither_python_nor_a_library_below_it_reaches_out() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LEAVING], check=True, capture_output=True, text=True
    )

    assert ran.stdout.split("\n")[0] == "True -1 -1"
    assert ran.stdout.split()[3:] == ["ConfinedError", "ConfinedError"]
