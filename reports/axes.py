"""Where a day and a value lie on a chart, and what is written along its sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from babel.dates import format_date

WIDTH: Final = 640
LEFT: Final = 40
RIGHT: Final = 118
TOP: Final = 14
BOTTOM: Final = 26
MOST_MONTHS: Final = 8


@dataclass(frozen=True, slots=True)
class Word:
    """A word at a place, and which end of it stands there."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Plane:
    """The days and the values that there is room for."""

    first: date
    last: date
    low: float
    high: float
    height: int

    def x(self, day: date) -> float:
        """How far to the right a day lies; a day alone lies in the middle."""
        room = WIDTH - LEFT - RIGHT
        span = (self.last - self.first).days
        return LEFT + (room / 2 if span == 0 else room * (day - self.first).days / span)

    def y(self, value: float) -> float:
        """How far down a value lies; what is outside lies on the edge."""
        inside = min(max(value, self.low), self.high)
        room = self.height - TOP - BOTTOM
        return TOP + room * (self.high - inside) / (self.high - self.low)

    def at(self, day: date, value: float) -> str:
        """The place of a value on a day, as a path names it."""
        return f"{number(self.x(day))} {number(self.y(value))}"

    @classmethod
    def over(cls, days: Sequence[date], low: float, high: float, height: int) -> Plane:
        """The plane from the first of these days to the last."""
        return cls(min(days), max(days), low, high, height)


def frame(plane: Plane) -> str:
    """The line on the left and the one below."""
    bottom = plane.height - BOTTOM
    return f"M{LEFT} {TOP}V{bottom}H{WIDTH - RIGHT}"


def months(plane: Plane, locale: str) -> Iterator[Word]:
    """The first days of months under the line, or the days themselves where there is no month."""
    starts = list(_month_starts(plane.first, plane.last))
    step = -(-len(starts) // MOST_MONTHS) if starts else 1
    shown = starts[::step] if len(starts) > 1 else sorted({plane.first, plane.last})
    pattern = "LLL" if len(starts) > 1 else "d MMM"
    locale = locale.replace("-", "_")
    for day in shown:
        text = format_date(day, pattern, locale=locale)
        yield Word(plane.x(day), plane.height - 8, text, "middle")


def _month_starts(first: date, last: date) -> Iterator[date]:
    day = first if first.day == 1 else _next_month(first)
    while day <= last:
        yield day
        day = _next_month(day)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def number(value: float) -> str:
    """A coordinate with one decimal at most, the same on every machine."""
    return f"{round(value, 1) + 0:g}"
