"""A moment in a file of its own beside the data, whole or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path


def note_moment(path: Path, at: datetime) -> None:
    """Note this moment; an `OSError` where nothing can be written."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}")
    beside.write_text(at.isoformat(), encoding="ascii")
    beside.replace(path)


def moment_noted(path: Path) -> datetime | None:
    """The moment in this file; nothing where there is none, or one that names no zone."""
    try:
        at = datetime.fromisoformat(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None
    return at if at.tzinfo else None
