"""
Made-up weeks of one couple, different for each seed, lived through the real services.

Whatever a service refuses at that moment simply does not happen, as in life. Every word
that somebody writes is new and names its author and the audience it is for, so that a
word in the wrong place is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from couples import clock
from couples.errors import DomainError
from tests.cast import invite_cast
from tests.lives import counselor, partners
from tests.lives.life import Life
from tests.patience import is_at_length

__all__ = ["BEGIN", "Life", "live", "seeds"]

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
ZONES = ("America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Europe/Athens", "UTC")
DEEDS = {
    partners.write_or_note: 12,
    partners.begin: 2,
    partners.receive: 2,
    partners.sign: 1,
    partners.open_or_widen: 1,
    counselor.give: 3,
    counselor.end: 1,
    counselor.review: 2,
    counselor.give_back: 1,
    counselor.schedule: 2,
    counselor.move_or_cancel: 1,
}
"""What can happen, and how often it does."""


def seeds(many: range, *few: int) -> Sequence[int]:
    """
    Which lives a test lives through: `few` each time, and `many` where it is run at length.

    The few were chosen for what happens in them: each has states, cadences, audiences and
    exercises that the ones before it have not. The first three hold more than half of all
    that was ever seen in seventy lives, and eight hold nearly four fifths.
    """
    return many if is_at_length() else few


def live(session: Session, seed: int, *, days: int = 24) -> Life:
    """A practice in which one couple has lived `days` days; the clock is yours afterwards."""
    chance = Random(seed)
    with clock.at(BEGIN):
        cast = invite_cast(session)
        life = Life(session, cast, cast.alex_and_sam, chance)
        life.couple.time_zone = chance.choice(ZONES)
        session.flush()
    for day in range(days):
        for hour in sorted(chance.sample(range(24), chance.randint(2, 6))):
            moment = BEGIN + timedelta(days=day, hours=hour, minutes=chance.randrange(60))
            with clock.at(moment):
                _something(life)
                session.flush()
    return life


def _something(life: Life) -> None:
    (deed,) = life.chance.choices(list(DEEDS), list(DEEDS.values()))
    try:
        with life.session.begin_nested():
            deed(life)
    except DomainError:
        return
