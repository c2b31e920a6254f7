"""Small things done on most days: check-ins made up from a seed, with the week in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from couples.assignments.schedule import WEEKDAYS
from couples.demo.partnering import Arrived, Noted
from couples.demo.scenes import Scene

A_RATING_IS_GIVEN = 0.6
A_LINE_IS_ADDED = 0.22
UNSEEN = 0.12
LATEST = time(23, 58)


@dataclass(frozen=True)
class Habit:
    """
    A ritual that one partner keeps up, more or less.

    `week` holds the chance of each weekday from Monday to Sunday. On the other
    days it is noted as not done with the chance `owns_up`, and otherwise not
    noted at all, as within the `gaps` (first and last day ago). `reaches` is the chance
    that the other partner says from their own side that it arrived.
    """

    exercise: str
    who: int
    first: int
    at: str
    week: tuple[float, ...]
    last: int = 0
    days: tuple[str, ...] = WEEKDAYS
    owns_up: float = 0.4
    gaps: tuple[tuple[int, int], ...] = ()
    ratings: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    reaches: float = 0.0
    warmth: tuple[int, int] = (6, 9)

    def scenes(self, ends_on: date, chance: Random) -> Iterator[Scene]:
        """Its check-ins, oldest first; a line is used once and in the order given."""
        lines = iter(self.lines)
        for ago in range(self.first, self.last - 1, -1):
            weekday = (ends_on - timedelta(days=ago)).weekday()
            if WEEKDAYS[weekday] not in self.days or self._is_in_a_gap(ago):
                continue
            # Always the same number of throws, so that one day's luck never moves the next.
            done, owned, lined, reached = (chance.random() for _ in range(4))
            minutes = chance.randint(-20, 35)
            rated = {key: chance.randint(*span) for key, span in self.ratings.items()}
            warmth = chance.randint(*self.warmth)
            kept = rated if chance.random() < A_RATING_IS_GIVEN else {}
            if done < self.week[weekday]:
                words = next(lines, None) if lined < A_LINE_IS_ADDED else None
                answers: dict[str, Any] = {"done": "yes", **kept}
                yield self._noted(ago, minutes, answers | ({"note": words} if words else {}))
                if reached < self.reaches:
                    yield self._arrived(ago, minutes + 95, {"received": "yes", "warmth": warmth})
                elif self.reaches and reached < self.reaches + UNSEEN:
                    yield self._arrived(ago, minutes + 95, {"received": "no"})
            elif owned < self.owns_up:
                yield self._noted(ago, minutes, {"done": "no"})
                if reached < self.reaches / 2:
                    yield self._arrived(ago, minutes + 95, {"received": "no"})

    def _is_in_a_gap(self, ago: int) -> bool:
        return any(first >= ago >= last for first, last in self.gaps)

    def _noted(self, ago: int, minutes: int, answers: Mapping[str, Any]) -> Noted:
        return Noted(ago, self._time(minutes), self.exercise, self.who, answers)

    def _arrived(self, ago: int, minutes: int, felt: Mapping[str, Any]) -> Arrived:
        """What the other partner says of the same day."""
        return Arrived(ago, self._time(minutes), self.exercise, 1 - self.who, felt)

    def _time(self, minutes: int) -> str:
        """The usual time and so many minutes, on the same day."""
        usual = datetime.combine(date.min, time.fromisoformat(self.at))
        later = usual + timedelta(minutes=minutes)
        shown = later.time() if later.date() == usual.date() else LATEST
        return shown.isoformat("minutes")
