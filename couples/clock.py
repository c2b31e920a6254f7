"""The time, asked for in one place so that a story or a test can be told at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_pinned: ContextVar[datetime | None] = ContextVar("_pinned", default=None)


def now() -> datetime:
    """The present moment in UTC, to the microsecond."""
    return _pinned.get() or datetime.now(UTC)


def today(time_zone: str) -> date:
    """The calendar day that it is now in `time_zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(time_zone)).date()


def local(moment: datetime, time_zone: str) -> datetime:
    """The same moment on the clocks of `time_zone`."""
    return moment.astimezone(ZoneInfo(time_zone))


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` inside the block, for the demo practice and for tests."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    token = _pinned.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pinned.reset(token)
