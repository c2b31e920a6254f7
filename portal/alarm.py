"""
That something sealed did not open where it lies, noted beside the data as an alarm.

Somebody may have moved or changed it in the database, or the keys are wrong. Whoever asked
reads an error page and nobody's words; whoever owns the practice is told. The note is a file,
because what was tampered with is the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app

from couples import clock
from couples.encryption import DecryptionError
from portal.moments_noted import moment_noted, note_moment
from portal.settings import current_settings

NAME = "last-unopened"
RINGS_FOR = timedelta(days=14)


def ring() -> None:
    """Note it, and that it could not be noted; what was asked for fails in any case."""
    try:
        note_moment(current_settings().data / NAME, clock.now())
    except OSError:
        current_app.logger.warning("This could not be noted beside the data.")


def last_rung(folder: Path) -> datetime | None:
    """When something did not open, in the last two weeks."""
    at = moment_noted(folder / NAME)
    return at if at is not None and clock.now() - at < RINGS_FOR else None


@contextmanager
def rings() -> Iterator[None]:
    """Ring where something that is done here meets what does not open, and let it fail."""
    try:
        yield
    except DecryptionError:
        ring()
        raise


def end() -> None:
    """Take the note away, once everything was opened and found where it lies."""
    try:
        (current_settings().data / NAME).unlink(missing_ok=True)
    except OSError:
        current_app.logger.warning("The note beside the data could not be removed.")
