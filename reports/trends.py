"""
Trends as geometry: scores over time with their error, the same for screen and paper.

Like `reports.charts`, nothing here draws: `templates/components/trends.html` does. Whose
line is whose is told by shape (filled dots and a full line, hollow squares and a broken
one) and by the name at its end, so that grey paper loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Final

from reports.axes import BOTTOM, LEFT, RIGHT, WIDTH, Plane, Word, frame, months, number

HEIGHT: Final = 250
GAP_HEIGHT: Final = 130
MARK: Final = 4.0
LABEL_STEP: Final = 19
"""Names at the ends of two lines stand at least so far apart."""
LONGEST_NAME: Final = 10
OF_BOTH: Final = 2
"""The position of what belongs to neither of the two."""


@dataclass(frozen=True, slots=True)
class Point:
    """One time; None where it came to no score, which is shown on the line of days."""

    day: date
    value: int | None


@dataclass(frozen=True, slots=True)
class Series:
    """
    One person's points, oldest first.

    `breaks` are the days before which too long passed for a line to be honest, `turn` is
    1 or -1 where the change since the first is reliable, upwards or downwards, and
    `position` is 0 or 1, by which the couple's two lines keep their looks.
    """

    name: str
    points: tuple[Point, ...]
    breaks: tuple[date, ...] = ()
    turn: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One person's shapes; `band` is the 95 % band, `open` the times without a score."""

    position: int
    band: str
    line: str
    marks: str
    open: str
    name: Word | None
    arrow: str


@dataclass(frozen=True, slots=True)
class TrendChart:
    """Everything there is to draw, in the units of the view box."""

    width: int
    height: int
    drawn: tuple[Drawn, ...]
    frame: str
    cutoff: str
    words: tuple[Word, ...] = field(default_factory=tuple)


def trend_chart(
    series: Sequence[Series],
    *,
    low: int,
    high: int,
    half_width: float | None,
    cutoff: float | None,
    locale: str,
) -> TrendChart:
    """The lines of one or two people on the whole range of a measure, so that none looks steep."""
    days = [point.day for each in series for point in each.points]
    plane = Plane.over(days, low, high, HEIGHT)
    drawn = [_draw(plane, each, half_width) for each in series]
    words = [
        Word(LEFT - 8, plane.y(low) + 5, str(low), "end"),
        Word(LEFT - 8, plane.y(high) + 5, str(high), "end"),
    ]
    line = ""
    if cutoff is not None:
        y = plane.y(cutoff)
        line = f"M{LEFT} {number(y)}H{WIDTH - RIGHT}"
        if min(abs(y - plane.y(low)), abs(y - plane.y(high))) > LABEL_STEP:
            words.append(Word(LEFT - 8, y + 5, f"{cutoff:g}", "end"))
    return TrendChart(
        WIDTH,
        HEIGHT,
        tuple(_apart(drawn)),
        frame(plane),
        line,
        (*words, *months(plane, locale)),
    )


def gap_chart(
    points: Sequence[Point],
    breaks: Sequence[date],
    *,
    half_width: float | None,
    names: tuple[str, str],
    locale: str,
) -> TrendChart:
    """How far two people's scores lie apart, around a line where they are the same."""
    series = Series("", tuple(points), tuple(breaks), position=OF_BOTH)
    reach = max([abs(p.value) for p in points if p.value is not None], default=0)
    reach = round(reach + (half_width or 0) + 1)
    plane = Plane.over([point.day for point in points], -reach, reach, GAP_HEIGHT)
    drawn = _draw(plane, series, half_width)
    middle = f"M{LEFT} {number(plane.y(0))}H{WIDTH - RIGHT}"
    beside = WIDTH - RIGHT + 12
    words = (
        Word(LEFT - 8, plane.y(reach) + 5, f"+{reach}", "end"),
        Word(LEFT - 8, plane.y(0) + 5, "0", "end"),
        Word(LEFT - 8, plane.y(-reach) + 5, f"\u2212{reach}", "end"),
        Word(beside, plane.y(reach) + 8, names[0]),
        Word(beside, plane.y(-reach) + 2, names[1]),
        *months(plane, locale),
    )
    return TrendChart(WIDTH, GAP_HEIGHT, (drawn,), frame(plane), middle, words)


def _draw(plane: Plane, series: Series, half_width: float | None) -> Drawn:
    runs = list(_runs(series))
    scored = [point for run in runs for point in run]
    last = scored[-1] if scored else None
    mark = _square if series.position == 1 else _dot
    name = None
    if last is not None and series.name:
        text = f"{short_name(series.name)} {last.value}"
        name = Word(plane.x(last.day) + 12, plane.y(last.value or 0) + 5, text)
    return Drawn(
        position=series.position,
        band="".join(_band(plane, run, half_width) for run in runs) if half_width else "",
        line="".join(
            "M" + "L".join(plane.at(p.day, p.value or 0) for p in run)
            for run in runs
            if len(run) > 1
        ),
        marks="".join(mark(plane.x(p.day), plane.y(p.value or 0)) for p in scored),
        open="".join(
            _cross(plane.x(p.day), plane.height - BOTTOM) for p in series.points if p.value is None
        ),
        name=name,
        arrow=_arrow(plane, last, series.turn) if last is not None and series.turn else "",
    )


def short_name(name: str) -> str:
    """A name that fits beside the end of its line; the whole one stands in the words."""
    first = name if len(name) <= LONGEST_NAME else name.split(maxsplit=1)[0]
    return first if len(first) <= LONGEST_NAME else first[: LONGEST_NAME - 1] + "…"


def _runs(series: Series) -> Iterator[list[Point]]:
    """The points between two breaks; a time without a score breaks the line as well."""
    run: list[Point] = []
    for point in series.points:
        if run and (point.day in series.breaks or point.value is None):
            yield run
            run = []
        if point.value is not None:
            run.append(point)
    if run:
        yield run


def _band(plane: Plane, run: Sequence[Point], half: float) -> str:
    """The error around a run of points; one alone gets a bar of its own."""
    if len(run) == 1:
        x, value = plane.x(run[0].day), run[0].value or 0
        top, end = plane.y(value + half), plane.y(value - half)
        return f"M{number(x - 5)} {number(top)}h10V{number(end)}h-10z"
    upper = [plane.at(p.day, (p.value or 0) + half) for p in run]
    lower = [plane.at(p.day, (p.value or 0) - half) for p in reversed(run)]
    return "M" + "L".join([*upper, *lower]) + "z"


def _apart(drawn: Sequence[Drawn]) -> list[Drawn]:
    """The same shapes with the names moved so far apart that both can be read."""
    if len(drawn) < 2 or any(each.name is None for each in drawn):  # noqa: PLR2004 - two names
        return list(drawn)
    upper, lower = sorted(drawn, key=lambda each: each.name.y if each.name else 0)
    if upper.name is None or lower.name is None:
        return list(drawn)
    missing = LABEL_STEP - (lower.name.y - upper.name.y)
    near = abs(lower.name.x - upper.name.x) < RIGHT
    if missing <= 0 or not near:
        return list(drawn)
    moved = {
        id(upper): _moved(upper, -missing / 2),
        id(lower): _moved(lower, missing / 2),
    }
    return [moved[id(each)] for each in drawn]


def _moved(drawn: Drawn, by: float) -> Drawn:
    name = drawn.name
    if name is None:
        return drawn
    return replace(drawn, name=replace(name, y=name.y + by))


def _arrow(plane: Plane, last: Point, turn: int) -> str:
    """A small triangle above or below the last mark: since the first it changed, beyond chance."""
    x, y = plane.x(last.day), plane.y(last.value or 0)
    base = y - 10 * turn
    return f"M{number(x - 5)} {number(base)}h10L{number(x)} {number(base - 8 * turn)}z"


def _dot(x: float, y: float) -> str:
    half = f"a{number(MARK)} {number(MARK)} 0 1 0"
    return (
        f"M{number(x - MARK)} {number(y)}{half} {number(2 * MARK)} 0{half} -{number(2 * MARK)} 0z"
    )


def _square(x: float, y: float) -> str:
    side = number(2 * MARK)
    return f"M{number(x - MARK)} {number(y - MARK)}h{side}v{side}h-{side}z"


def _cross(x: float, y: float) -> str:
    return f"M{number(x - 4)} {number(y - 4)}l8 8M{number(x + 4)} {number(y - 4)}l-8 8"


def breaks_of(days: Sequence[date], longest: int) -> tuple[date, ...]:
    """The days before which more than `longest` days passed."""
    return tuple(after for before, after in pairwise(days) if (after - before).days > longest)
