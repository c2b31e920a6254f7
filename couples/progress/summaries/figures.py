"""One summary's figures: by partner, or once for both; each kind of summary is a function."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from couples.exercises.answering import Value
from couples.exercises.vocabulary import SummaryKind, SummedBy
from couples.progress.summaries import times
from couples.progress.summaries.asked import Asked
from couples.progress.summaries.entries import Entry, beside, cells_of, entries_of
from couples.progress.summaries.numbers import (
    ENOUGH,
    Apart,
    Mean,
    Ranked,
    Share,
    Trend,
    apart,
    mean_of,
    median_of,
    ranked,
    trend_of,
)

MOST_NAMED = 3
SELDOM = 3


@dataclass(frozen=True, slots=True)
class Total:
    """A sum, or how many."""

    value: int


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest answer and its day, and the first one where that is another."""

    value: Value
    day: date
    first: tuple[Value, date] | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """How often each answer was chosen, in the order of the question."""

    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Top:
    """What mattered most, and what was tried three times and more and mattered little."""

    best: tuple[Ranked, ...]
    seldom: tuple[Ranked, ...] = ()


@dataclass(frozen=True, slots=True)
class Untried:
    """What of `of` wishes was never tried, in the order of the list."""

    items: tuple[str, ...]
    of: int


Figure = Mean | Trend | Share | Total | Latest | Chosen | Top | Apart | Untried
Figures = dict[int | None, Figure]


def of(asked: Asked) -> Figures:
    """The figures of a summary; whoever has none is not in them."""
    return KINDS[asked.summary.kind](asked) if asked.given else {}


def _adherence(asked: Asked) -> Figures:
    field = asked.field if asked.summary.field else None
    found = {
        person: times.done_of_due(asked.material, asked.given, field, person, asked.days)
        for person in asked.people
    }
    return {person: share for person, share in found.items() if share is not None}


def _count(asked: Asked) -> Figures:
    if asked.summary.field is None:
        part = times.part_of(asked.definition, asked.summary)
        counted = times.how_many(asked.material, asked.given, part)
        order = [None, *asked.people]
        return {person: Total(counted[person]) for person in order if person in counted}
    credited: Counter[int | None] = Counter()
    for entry in entries_of(asked.material, asked.given, asked.field):
        if asked.summary.by is SummedBy.AUTHOR:
            credited[entry.author_id] += 1
            continue
        other = asked.material.couple.other_partner(entry.author_id).id
        credited[{"me": entry.author_id, "partner": other}.get(str(entry.value))] += 1
    order = [*asked.people, None]
    return {person: Total(credited[person]) for person in order if credited[person]}


def _sum(asked: Asked) -> Figures:
    return {
        person: Total(int(sum(number for _day, number in asked.dated(entries))))
        for person, entries in asked.entries().items()
    }


def _mean(asked: Asked) -> Figures:
    return _of_numbers(asked, mean_of)


def _median(asked: Asked) -> Figures:
    return _of_numbers(asked, median_of)


def _of_numbers(asked: Asked, middle: Callable[[Sequence[float]], Mean | None]) -> Figures:
    found = {
        person: middle([number for _day, number in asked.dated(entries)])
        for person, entries in asked.entries().items()
    }
    return {person: mean for person, mean in found.items() if mean is not None}


def _trend(asked: Asked) -> Figures:
    """The trend, or the plain mean where there are too few answers to tell one."""
    found: dict[int | None, Figure | None] = {}
    for person, entries in asked.entries().items():
        dated = asked.dated(entries)
        found[person] = trend_of(dated, asked.days.last) or mean_of([n for _d, n in dated])
    return {person: figure for person, figure in found.items() if figure is not None}


def _latest(asked: Asked) -> Figures:
    return {
        person: Latest(entries[-1].value, entries[-1].day)
        for person, entries in asked.entries().items()
    }


def _first_and_latest(asked: Asked) -> Figures:
    return {
        person: Latest(
            entries[-1].value,
            entries[-1].day,
            (entries[0].value, entries[0].day) if len(entries) > 1 else None,
        )
        for person, entries in asked.entries().items()
    }


def _share_yes(asked: Asked) -> Figures:
    return {
        person: Share(sum(entry.number for entry in entries), len(entries))
        for person, entries in asked.entries().items()
    }


def _choices(asked: Asked) -> Figures:
    """How often each was chosen by either; of one thing named twice, only its newest state."""
    newest: dict[object, Entry] = {}
    for entry in entries_of(asked.material, asked.given, asked.field):
        about = _about(asked, entry)
        newest[entry.submission.id if about is None else " ".join(about.casefold().split())] = entry
    counts: Counter[str] = Counter()
    for entry in newest.values():
        column = asked.summary.column
        cells = cells_of(entry, column) if column else [entry.value]
        counts.update(
            str(v) for cell in cells for v in (cell if isinstance(cell, list) else [cell])
        )
    shape = asked.field
    if asked.summary.column:
        options = next(c.options for c in shape.columns if c.key == asked.summary.column)
    else:
        options = shape.options
    told = tuple((option.label, counts[option.value]) for option in options if counts[option.value])
    return {None: Chosen(told)} if told else {}


def _about(asked: Asked, entry: Entry) -> str | None:
    """The words of the field that it is about, where the summary names one."""
    if asked.summary.against is None:
        return None
    field = asked.definition.field(asked.summary.against)
    value = beside(asked.material, entry, field)
    return None if value is None else field.option_label(str(value))


def _top(asked: Asked) -> Figures:
    found: Figures = {}
    for person, entries in asked.entries().items():
        order = ranked(
            (entry.day, about, entry.number)
            for entry in entries
            if (about := _about(asked, entry)) is not None
        )
        seldom = tuple(o for o in order if o.mean.value <= SELDOM and o.mean.n >= ENOUGH)
        best = tuple(o for o in order if o not in seldom)[:MOST_NAMED]
        if not asked.material.is_for_counselor:
            seldom = ()
        if best or seldom:
            found[person] = Top(best, seldom)
    return found


def _gap(asked: Asked) -> Figures:
    """How far apart the two partners are, or two cells of the same rows."""
    if asked.summary.column and asked.summary.against:
        found = [entry for entries in asked.entries().values() for entry in entries]
        one, other = (
            [number for entry in found for number in asked.numbers(entry, column)]
            for column in (asked.summary.column, asked.summary.against)
        )
        distance = apart(one, other)
    else:
        entries = asked.entries()
        first, second = (
            [number for _day, number in asked.dated(entries.get(person, []))]
            for person in asked.people
        )
        distance = apart(first, second)
    return {None: distance} if distance else {}


def _hours(asked: Asked) -> Figures:
    """How many hours lie between the work and the first yes that follows it, the median."""
    found: dict[int, dict[int, float]] = {}
    for entry in entries_of(asked.material, asked.given, asked.field):
        hours = times.hours_since_the_work(asked.material, entry)
        if entry.number and hours is not None:
            found.setdefault(entry.author_id, {}).setdefault(entry.submission.assignment_id, hours)
    medians = {person: median_of([*found.get(person, {}).values()]) for person in asked.people}
    return {person: middle for person, middle in medians.items() if middle is not None}


def _untried(asked: Asked) -> Figures:
    """By whose list it is: what the other partner has not named once."""
    named = entries_of(
        asked.material, asked.given, asked.definition.field(asked.summary.against or "")
    )
    figures: Figures = {}
    for owner, lists in asked.entries().items():
        items = lists[-1].value
        tried = {_plain(str(entry.value)) for entry in named if entry.author_id != owner}
        if isinstance(items, list):
            left = tuple(str(item) for item in items if _plain(str(item)) not in tried)
            figures[owner] = Untried(left, len(items))
    return figures


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


KINDS: Mapping[SummaryKind, Callable[[Asked], Figures]] = MappingProxyType(
    {
        SummaryKind.ADHERENCE: _adherence,
        SummaryKind.COUNT: _count,
        SummaryKind.TREND: _trend,
        SummaryKind.MEAN: _mean,
        SummaryKind.LATEST: _latest,
        SummaryKind.FIRST_AND_LATEST: _first_and_latest,
        SummaryKind.SHARE_YES: _share_yes,
        SummaryKind.CHOICES: _choices,
        SummaryKind.TOP: _top,
        SummaryKind.GAP: _gap,
        SummaryKind.SUM: _sum,
        SummaryKind.MEDIAN: _median,
        SummaryKind.HOURS: _hours,
        SummaryKind.UNTRIED: _untried,
    }
)
