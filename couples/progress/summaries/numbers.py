"""The arithmetic of summaries: plain numbers in, frozen figures out, and n with every mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, median

FORTNIGHT = timedelta(days=14)
ENOUGH = 3
"""A mean of fewer answers than this is not said."""

ENOUGH_TO_RANK = 2
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean, or a median, and of how many."""

    value: float
    n: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The mean of the last fourteen days and of the fourteen before."""

    now: Mean
    before: Mean

    @property
    def change(self) -> float:
        """How much more it is now."""
        return self.now.value - self.before.value


@dataclass(frozen=True, slots=True)
class Share:
    """`done` of `of`; a half stands for what was done in part."""

    done: float
    of: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """Something that was rated several times, in its newest wording."""

    words: str
    mean: Mean
    newest: date


@dataclass(frozen=True, slots=True)
class Apart:
    """How many points lie between two means, and of how many each is."""

    points: float
    first: int
    second: int


def mean_of(values: Sequence[float]) -> Mean | None:
    """The mean, unless it would be of too few to say anything."""
    return Mean(fmean(values), len(values)) if len(values) >= ENOUGH else None


def median_of(values: Sequence[float]) -> Mean | None:
    """The median, unless it would be of too few to say anything."""
    return Mean(median(values), len(values)) if len(values) >= ENOUGH else None


def trend_of(dated: Iterable[tuple[date, float]], last: date) -> Trend | None:
    """The last fourteen days against the fourteen before, with enough answers in both."""
    dated = tuple(dated)
    edge = last - FORTNIGHT
    now = mean_of([value for day, value in dated if edge < day <= last])
    before = mean_of([value for day, value in dated if edge - FORTNIGHT < day <= edge])
    return Trend(now, before) if now and before else None


def ranked(rated: Iterable[tuple[date, str, float]]) -> tuple[Ranked, ...]:
    """
    What was rated at least twice, the highest mean first.

    The same words count as the same thing however they are spaced and capitalised. Of two
    with one mean the one with more answers comes first, then the newer one.
    """
    found: dict[str, list[tuple[date, str, float]]] = {}
    for day, words, value in sorted(rated, key=lambda one: one[0]):
        found.setdefault(" ".join(words.casefold().split()), []).append((day, words, value))
    kept = [
        Ranked(each[-1][1], Mean(fmean(value for _d, _w, value in each), len(each)), each[-1][0])
        for each in found.values()
        if len(each) >= ENOUGH_TO_RANK
    ]
    return tuple(
        sorted(kept, key=lambda one: (one.mean.value, one.mean.n, one.newest), reverse=True)
    )


def adherence(done: int, partial: int, due: int) -> Share | None:
    """What was done, and half of what was done in part, of what was due; nothing due, nothing."""
    return Share(done + HALF * partial, due) if due else None


def apart(first: Sequence[float], second: Sequence[float]) -> Apart | None:
    """How far two partners lie apart, with enough answers from both."""
    one, other = mean_of(first), mean_of(second)
    if one is None or other is None:
        return None
    return Apart(abs(one.value - other.value), one.n, other.n)
