"""Two sessions, and the days between them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

from couples import clock
from couples.appointments.models import Appointment
from reports.brief import Brief
from reports.progress import ProgressReport

START = datetime(2026, 10, 1, 15, tzinfo=UTC)
LAST_TIME = START + timedelta(days=1)
NEXT_TIME = START + timedelta(days=15)
Gather = Callable[..., Brief]
Report = Callable[..., ProgressReport]
Meet = Callable[..., Appointment]


def on(day: float) -> AbstractContextManager[None]:
    """So many days after the beginning."""
    return clock.at(START + timedelta(days=day))
