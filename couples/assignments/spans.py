"""Days in a row: those in which homework rests, and where a day goes that falls among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both included; without `last` nobody knows yet until when."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it is one of these days."""
        return self.first <= day and (self.last is None or day <= self.last)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same days with what overlaps or touches made one, in order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.first):
        before = found[-1] if found else None
        if before is None or (before.last is not None and before.last + DAY < span.first):
            found.append(span)
        elif before.last is not None:
            last = None if span.last is None else max(before.last, span.last)
            found[-1] = Span(before.first, last)
    return tuple(found)


def span_at(spans: Sequence[Span], day: date) -> Span | None:
    """The span that a day falls into, of spans that were joined."""
    return next((span for span in spans if span.holds(day)), None)


def after(spans: Sequence[Span], day: date) -> date | None:
    """The day itself, or the first one after the rest it falls into; None if that has no end."""
    span = span_at(spans, day)
    if span is None:
        return day
    return None if span.last is None else span.last + DAY


def before(spans: Sequence[Span], day: date) -> date:
    """The day itself, or the last one before the rest it falls into."""
    span = span_at(spans, day)
    return day if span is None else span.first - DAY


def days_between(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included; none if they are the wrong way round."""
    return [first + n * DAY for n in range((last - first).days + 1)]
