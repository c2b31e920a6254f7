"""What a server asks of the kernel, in order: writing, syncing, answering."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

# A line says who, what, and on which file or connection: strace's -f and -yy.
_CALL = re.compile(r"^(?P<pid>\d+) +(?P<name>\w+)\(\d+<(?P<place>[^>]*)>(?P<rest>.*)$")
_RESUMED = re.compile(r"^(?P<pid>\d+) +<\.\.\. (?P<name>\w+) resumed>(?P<rest>.*)$")
_DONE = re.compile(r"\) += 0$")

COMMAND = ("strace", "-f", "--seccomp-bpf", "-qq", "-yy", "-s", "16", "-e", "signal=none")
CALLS = "trace=fsync,fdatasync,pwrite64,write,sendto,sendmsg"


def tracing(into: Path) -> tuple[str, ...]:
    """What to put before a command, so that `answers_in` can tell its story afterwards."""
    return (*COMMAND, "-e", CALLS, "-o", str(into))


@dataclass(slots=True)
class Answer:
    """
    An answer that leads on, as it left the server.

    `synced` are the files of the database that were synced since the answer before;
    `unsynced` were written to since their last sync.
    """

    synced: frozenset[str]
    unsynced: frozenset[str]


@dataclass(slots=True)
class _Disk:
    synced: set[str] = field(default_factory=set)
    unsynced: set[str] = field(default_factory=set)

    def sync(self, place: str) -> None:
        self.synced.add(place)
        self.unsynced.discard(place)


def answers_in(lines: Iterable[str], database: str) -> list[Answer]:
    """Every redirect that left the server, with what the disk had of `database` by then."""
    disk, found = _Disk(), []
    begun: dict[str, str] = {}
    for line in lines:
        if resumed := _RESUMED.match(line):
            place = begun.pop(resumed["pid"], "")
            if "sync" in resumed["name"] and _DONE.search(resumed["rest"]) and place:
                disk.sync(place)
            continue
        call = _CALL.match(line)
        if call is None:
            continue
        name, place, rest = call["name"], call["place"], call["rest"]
        if name.startswith("send"):
            if '"HTTP/1.1 302' in rest:
                found.append(Answer(frozenset(disk.synced), frozenset(disk.unsynced)))
                disk.synced.clear()
        elif _is_of(database, place):
            if "sync" not in name:
                disk.unsynced.add(place)
            elif _DONE.search(rest):
                disk.sync(place)
            else:
                begun[call["pid"]] = place
    return found


def _is_of(database: str, place: str) -> bool:
    """Whether this is a file whose loss would lose a commit; the index of the log is not."""
    return place.startswith(database) and not place.endswith("-shm")
