"""How long a turn has still, worked out by the server, so that no page has to be open for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from couples import clock
from couples.talks.models import Talk


def used(talk: Talk, halted_since: datetime | None) -> timedelta:
    """How much of the turn that it is has gone by."""
    until = halted_since or clock.now()
    return timedelta(seconds=talk.used_seconds) + max(until - talk.turn_began_at, timedelta())


def left(talk: Talk, halted_since: datetime | None) -> timedelta | None:
    """How much of the turn is left, none at the least; None where it has no length."""
    minutes = talk.now.minutes
    if minutes is None:
        return None
    return max(timedelta(minutes=minutes) - used(talk, halted_since), timedelta())


def ends_at(talk: Talk, halted_since: datetime | None) -> datetime | None:
    """The moment at which the turn is over, or was; None where it has none or stands still."""
    if talk.now.minutes is None or halted_since is not None:
        return None
    spent = timedelta(seconds=talk.used_seconds)
    return talk.turn_began_at + timedelta(minutes=talk.now.minutes) - spent
