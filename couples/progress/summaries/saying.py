"""A figure in words, the same on the screen and on paper."""

from __future__ import annotations

from typing import cast

from babel.numbers import format_decimal

from couples.exercises.answering import Value, readable
from couples.exercises.definition import Field, FieldType
from couples.exercises.vocabulary import SummaryKind
from couples.progress.material import quoted, said_day
from couples.progress.summaries.counting import Line
from couples.progress.summaries.figures import Chosen, Figure, Latest, Top, Total, Untried
from couples.progress.summaries.numbers import Apart, Mean, Ranked, Share, Trend
from couples.wording import current_locale, ngettext
from couples.wording import gettext as _

BARELY = 0.05
FEW = 3


def said(line: Line, figure: Figure, *, with_means: bool = True, fewest: int = 0) -> str:
    """
    What one cell says; without means, what mattered is named and not graded.

    What was marked fewer than `fewest` times is named with how often, and no mean of it.
    """
    match figure:
        case Mean() | Trend() | Apart():
            words = _average(line, figure)
        case Share():
            words = _("%(done)s of %(due)s", done=number(figure.done), due=figure.of)
        case Total():
            words = _total(line, figure)
        case Latest():
            words = _latest(line, figure)
        case Chosen():
            words = "; ".join(f"{label} ({count})" for label, count in figure.counts)
        case Untried():
            words = _untried(figure)
        case Top():
            words = _top(figure, with_means=with_means, fewest=fewest)
    return words


def _average(line: Line, figure: Mean | Trend | Apart) -> str:
    match figure:
        case Mean():
            return _counted(_measure(line, figure.value), str(figure.n))
        case Trend():
            return _trend(line, figure)
        case Apart():
            points = _("%(points)s points", points=number(figure.points))
            return _counted(points, _both(figure.first, figure.second))


def number(value: float) -> str:
    """7.4, or 7, as the reader writes it."""
    return str(format_decimal(value, "0.#", locale=current_locale().replace("-", "_")))


def _counted(what: str, n: str) -> str:
    return _("%(what)s (n = %(n)s)", what=what, n=n)


def _both(first: int, second: int) -> str:
    return _("%(first)s and %(second)s", first=first, second=second)


def _measure(line: Line, value: float) -> str:
    """A number in the measure of its question."""
    field = line.field
    if line.summary.kind == SummaryKind.HOURS:
        return ngettext("%(num)s hour", "%(num)s hours", round(value))
    if field is None:
        return number(value)
    if line.summary.against is not None and line.summary.column is None:
        return _("%(points)s points", points=number(value))
    column = next((c for c in field.columns if c.key == line.summary.column), None)
    kind = column.type if column else field.type
    if kind == FieldType.RATING:
        return _("%(number)s of 10", number=number(value))
    if field.unit and value == int(value):
        return str(readable(field, int(value)))
    return f"{number(value)} {field.unit}" if field.unit else number(value)


def _trend(line: Line, trend: Trend) -> str:
    change = trend.change
    if abs(change) < BARELY:
        moved = _("as before")
    elif change > 0:
        moved = _("%(points)s more than before", points=number(change))
    else:
        moved = _("%(points)s less than before", points=number(-change))
    now = _measure(line, trend.now.value)
    return _counted(f"{now}, {moved}", _both(trend.now.n, trend.before.n))


def _total(line: Line, total: Total) -> str:
    if line.field is not None and line.field.unit and line.summary.kind == "sum":
        return str(readable(line.field, total.value))
    return str(total.value)


def _latest(line: Line, latest: Latest) -> str:
    field = cast("Field", line.field)
    now = _on(field, latest.value, said_day(latest.day))
    if latest.first is None:
        return now
    value, day = latest.first
    return _("first %(first)s, then %(latest)s", first=_on(field, value, said_day(day)), latest=now)


def _on(field: Field, value: Value, day: str) -> str:
    told = readable(field, value)
    words = told if isinstance(told, str) else ", ".join(told)
    return _("%(answer)s on %(day)s", answer=words, day=day)


def _top(top: Top, *, with_means: bool, fewest: int) -> str:
    named = ", ".join(_ranked(each, with_means=with_means, fewest=fewest) for each in top.best)
    if not top.seldom:
        return named
    seldom = ", ".join(_ranked(each, with_means=True, fewest=fewest) for each in top.seldom)
    little = _("mattered little: %(acts)s", acts=seldom)
    return f"{named}; {little}" if named else little


def _untried(untried: Untried) -> str:
    """The first few by name, and how many more there are."""
    if not untried.items:
        return _("each of %(of)s was tried", of=untried.of)
    named = ", ".join(_("“%(words)s”", words=quoted(item)) for item in untried.items[:FEW])
    more = len(untried.items) - FEW
    return named if more <= 0 else _("%(named)s and %(more)s more", named=named, more=more)


def _ranked(one: Ranked, *, with_means: bool, fewest: int) -> str:
    words = _("“%(words)s”", words=quoted(one.words))
    if not with_means:
        return words
    if one.mean.n < fewest:
        return _counted(words, str(one.mean.n))
    return _(
        "%(words)s %(mean)s", words=words, mean=_counted(number(one.mean.value), str(one.mean.n))
    )
