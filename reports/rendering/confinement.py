"""
What a process that prints gives up: time, memory, writing, programs and the network.

The kernel refuses, whatever the document makes its printer do. Where it cannot be asked
to (another system than Linux, another processor), Python itself still refuses. Neither
keeps it from reading files, which fonts need: `reports.pdf` asks for none but our own.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import signal
import struct
import sys
from typing import Final

SECONDS: Final = 20
MEMORY: Final = 1024**3
LIMITS: Final = struct.Struct("!QQ")
"""How the two are told to the workshop."""

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _IS, _IS_AT_LEAST, _ANSWER = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001
# By processor: the name that the kernel knows it by, then the numbers of these calls.
_CALLS: Final = {
    "x86_64": (0xC000003E, (41, 42, 53, 59, 322, 425, 101, 310, 311)),
    "aarch64": (0xC00000B7, (198, 203, 199, 221, 281, 425, 117, 270, 271)),
}
"""
socket, connect, socketpair, execve, execveat: the ways out. io_uring_setup, because what
is put into such a ring is done past this list. ptrace, process_vm_readv, process_vm_writev:
the memory of another process, as of one that prints for somebody else.
"""
_FOREIGN_CALLS: Final = 0x40000000

_REFUSED_EVENTS: Final = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system")


class ConfinedError(Exception):
    """Something tried to leave."""


def stay_inside() -> bool:
    """No connection, other program or foreign memory from now on; whether the kernel sees to it."""
    sys.addaudithook(_refuse)
    return _ask_the_kernel()


def limit_one_document(seconds: int, memory: int) -> None:
    """
    Let this process print one document within these limits, or end.

    The timer has the kernel's own action, which needs no Python to be reached: a document
    that keeps the printer inside a library for an hour ends all the same.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds + 1),
        # Nothing is written, and a process that dies leaves no picture of its memory.
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED_EVENTS):
        raise ConfinedError


class _Step(ctypes.Structure):
    """One instruction of a filter, as `linux/filter.h` lays it out."""

    _fields_ = (
        ("code", ctypes.c_ushort),
        ("jump_if_so", ctypes.c_ubyte),
        ("jump_if_not", ctypes.c_ubyte),
        ("value", ctypes.c_uint),
    )


class _Filter(ctypes.Structure):
    """How many steps, and where they are."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def _ask_the_kernel() -> bool:
    """Let the kernel refuse those calls, to this process and to all that it forks."""
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return False
    steps = _steps(*_CALLS[platform.machine()])
    kernel = ctypes.CDLL(None)
    program = _Filter(len(steps), (_Step * len(steps))(*steps))
    answers = (
        kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0),
        kernel.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0),
    )
    return answers == (0, 0)


def _steps(processor: int, calls: tuple[int, ...]) -> list[_Step]:
    """Load the processor, then the number of the call; refuse what is on the list."""
    tests = len(calls) + 1
    return [
        _Step(_LOAD, 0, 0, 4),
        _Step(_IS, 0, tests + 2, processor),
        _Step(_LOAD, 0, 0, 0),
        _Step(_IS_AT_LEAST, tests, 0, _FOREIGN_CALLS),
        *(_Step(_IS, tests - 1 - number, 0, call) for number, call in enumerate(calls)),
        _Step(_ANSWER, 0, 0, _ALLOW),
        _Step(_ANSWER, 0, 0, _REFUSE),
    ]
