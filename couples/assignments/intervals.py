"""What comes round after so many days or weeks: the day on which each time opens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_WEEK = 7
TIME_FOR_IT = timedelta(days=_WEEK - 1)
"""From the day on which it opens there is a week to do it."""


@dataclass(frozen=True, slots=True)
class Round:
    """One time, by its number, and the day on which it opens."""

    key: str
    opens_on: date


def every_few_weeks(first: date, weeks: tuple[int, int], seed: str, until: date) -> list[Round]:
    """
    The first day, and then a day in each span of weeks, up to `until`.

    Where the span leaves a choice, the day is drawn from `seed`: it is the same for both
    partners and each time one looks, and there is no pattern in it to wait for.
    """
    found, opens_on, number = [], first, 1
    while opens_on <= until:
        found.append(Round(f"every-{number}", opens_on))
        opens_on += timedelta(days=_gap(weeks, seed, number))
        number += 1
    return found


def after_days(first: date, days: Iterable[int], until: date) -> list[Round]:
    """So many days after the first one, each in its turn, up to `until`."""
    rounds = [Round(f"after-{n}", first + timedelta(days=n)) for n in sorted(set(days))]
    return [each for each in rounds if each.opens_on <= until]


def _gap(weeks: tuple[int, int], seed: str, number: int) -> int:
    low, high = weeks
    drawn = int.from_bytes(hashlib.sha256(f"{seed}:{number}".encode()).digest()[:8])
    return low * _WEEK + drawn % ((high - low) * _WEEK + 1)
