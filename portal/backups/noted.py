"""
When the last backup was made, noted beside the data, so that a missed one is not missed by all.

The note is a file and no row: who copies a PostgreSQL may only read it, and a backup that is
brought back somewhere else must not say that one was made there.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from couples import clock
from portal.moments_noted import moment_noted, note_moment

NAMED = "mendwell-%Y-%m-%dT%H%M%SZ.age"
"""The file of a backup: a moment, and nobody's name."""
NAME = "last-backup"
LATE = timedelta(hours=36)
"""A day, and the half of one in which a nightly backup may come at another hour."""


def note_made(folder: Path, at: datetime) -> None:
    """Note that a backup was made at this moment; an `OSError` where nothing can be written."""
    note_moment(folder / NAME, at)


def last_made(folder: Path) -> datetime | None:
    """The moment of the last backup; nothing where no note says so."""
    return moment_noted(folder / NAME)


def older_than(folder: Path, moment: datetime) -> list[Path]:
    """The backups in a folder that were made before a moment, as their names say; nothing else."""
    return [path for path in sorted(folder.iterdir()) if (_moment_in(path.name) or moment) < moment]


def _moment_in(name: str) -> datetime | None:
    try:
        return datetime.strptime(name, NAMED).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_late(since: datetime) -> bool:
    """Whether a night has gone without a backup since this moment."""
    return since + LATE < clock.now()
