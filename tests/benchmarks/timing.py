"""
Two ways to do a thing, measured in turns.

A machine that others use drifts from minute to minute. Taking turns lets both
sides drift alike, so that their ratio holds; the median forgets the worst.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Deed = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Bar:
    """What a ratio must reach; where more is better it must be at least `limit`."""

    limit: float
    more_is_better: bool = False

    def is_met(self, ratio: float) -> bool:
        """Whether the ratio reaches it."""
        return ratio >= self.limit if self.more_is_better else ratio <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.more_is_better else '≤'} {self.limit:g}×"


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: ours against theirs, in `unit`."""

    what: str
    against: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    unit: str
    bar: Bar | None
    note: str = ""

    @property
    def ratio(self) -> float:
        """The ratio of the medians."""
        return statistics.median(self.ours) / statistics.median(self.theirs)

    @property
    def is_met(self) -> bool | None:
        """Whether the bar is reached, where there is one."""
        return None if self.bar is None else self.bar.is_met(self.ratio)


def in_turns(ours: Deed, theirs: Deed, *, rounds: int) -> tuple[list[float], list[float]]:
    """Do both once to warm up, and then in turns; the milliseconds of each."""
    ours()
    theirs()
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        pair = ((ours, found[0]), (theirs, found[1]))
        # Whoever goes second finds a warmer cache, so that they swap places.
        for deed, times in pair if number % 2 == 0 else pair[::-1]:
            times.append(milliseconds(deed))
    return found


def milliseconds(deed: Deed) -> float:
    """How long it takes once, with nothing of the past left to tidy up."""
    gc.collect()
    started = time.perf_counter()
    deed()
    return (time.perf_counter() - started) * 1000


def spread(values: Sequence[float], digits: int = 1) -> str:
    """The median, and the quarter below and above it."""
    if len(values) == 1:
        return f"{values[0]:.{digits}f}"
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{middle:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"
