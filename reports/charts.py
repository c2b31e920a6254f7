"""
Charts as geometry: numbers in, shapes out, the same for screen and paper.

Nothing here draws. `templates/components/charts.html` turns the shapes into SVG.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from babel.dates import format_date

from reports.states import DayState

DAY_WIDTH: Final = 8
BAR_WIDTH: Final = 6
STRIP_HEIGHT: Final = 28
LABEL_HEIGHT: Final = 20
FRAME: Final = 1
MOST_DOTS: Final = 12
DOT: Final = 12
DOT_GAP: Final = 4
MONDAY: Final = 0
# A month's name is about five days wide, so that a month needs that room to be named.
LABEL_DAYS: Final = 5
LAST_DAY_FOR_A_LABEL: Final = 24


@dataclass(frozen=True, slots=True)
class Shape:
    """All days of one state as one path, so that ninety days are six shapes at most."""

    state: DayState
    path: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word under the strip, beginning at `x`."""

    x: int
    text: str


@dataclass(frozen=True, slots=True)
class StripChart:
    """A day strip: shapes, one small tick for each Monday, and the months' names."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    ticks: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class CountChart:
    """`count` of `total` as dots, or as one bar when there are too many to take in."""

    width: int
    height: int
    filled: str
    empty: str


def strip_chart(first_day: date, days: Sequence[DayState], *, locale: str) -> StripChart:
    """
    A strip of `days` from `first_day` on.

    The states differ in shape and not in tone alone, so that grey paper and eyes that see
    few colours lose nothing: full and filled is done, full and hollow is missed, half and
    filled is “not today”, half and hollow is no record yet, a line is a pause, and a dot
    a day on which nothing was due.
    """
    paths: dict[DayState, list[str]] = {}
    for index, state in enumerate(days):
        paths.setdefault(state, []).append(_day_path(index * DAY_WIDTH, state))
    return StripChart(
        width=len(days) * DAY_WIDTH,
        height=STRIP_HEIGHT + LABEL_HEIGHT,
        shapes=tuple(Shape(state, "".join(paths[state])) for state in DayState if state in paths),
        ticks=_monday_ticks(first_day, len(days)),
        labels=_month_labels(first_day, len(days), locale),
    )


def day_chart(state: DayState) -> StripChart:
    """One day alone, for the key that explains the shapes."""
    shape = Shape(state, _day_path(0, state))
    return StripChart(DAY_WIDTH, STRIP_HEIGHT, (shape,), "", ())


def count_chart(count: int, total: int) -> CountChart:
    """
    `count` of `total`, from no dots at all up to a bar as long as twelve of them.

    Filled dots are there and rings are missing; boxes would look like letters that the
    font lacks.
    """
    count = max(0, min(count, total))
    if total <= MOST_DOTS:
        starts = [index * (DOT + DOT_GAP) for index in range(total)]
        width = max(0, total * (DOT + DOT_GAP) - DOT_GAP)
        filled = "".join(_dot(x, DOT) for x in starts[:count])
        empty = "".join(_dot(x, DOT) + _dot(x + FRAME, DOT - 2 * FRAME) for x in starts[count:])
        return CountChart(width, DOT, filled, empty)
    width = MOST_DOTS * (DOT + DOT_GAP) - DOT_GAP
    length = round(width * count / total)
    filled = _box(0, 0, length, DOT) if length else ""
    return CountChart(width, DOT, filled, _frame(0, 0, width, DOT))


def _day_path(x: int, state: DayState) -> str:
    half = STRIP_HEIGHT // 2
    match state:
        case DayState.DONE:
            return _box(x, 0, BAR_WIDTH, STRIP_HEIGHT)
        case DayState.MISSED:
            return _frame(x, 0, BAR_WIDTH, STRIP_HEIGHT)
        case DayState.NOT_TODAY:
            return _box(x, half, BAR_WIDTH, half)
        case DayState.NO_RECORD:
            return _frame(x, half, BAR_WIDTH, half)
        case DayState.PAUSED:
            # As wide as the whole day, so that a pause reads as one line.
            return _box(x, half - 1, DAY_WIDTH, 2)
        case DayState.NOT_DUE:
            return _box(x + 2, STRIP_HEIGHT - 2, 2, 2)


def _box(x: int, y: int, width: int, height: int) -> str:
    return f"M{x} {y}h{width}v{height}h-{width}z"


def _dot(x: int, size: int) -> str:
    """A circle in the middle of the line; one inside another makes it a ring."""
    radius = size // 2
    half = f"a{radius} {radius} 0 1 0"
    return f"M{x} {DOT // 2}{half} {size} 0{half} -{size} 0z"


def _frame(x: int, y: int, width: int, height: int) -> str:
    """A hollow box: the inner outline runs the other way round, so that it is a hole."""
    inner_width, inner_height = width - 2 * FRAME, height - 2 * FRAME
    hole = f"M{x + FRAME} {y + FRAME}v{inner_height}h{inner_width}v-{inner_height}z"
    return _box(x, y, width, height) + hole


def _monday_ticks(first_day: date, count: int) -> str:
    days = (first_day + timedelta(days=index) for index in range(count))
    return "".join(
        _box(index * DAY_WIDTH, STRIP_HEIGHT + 2, 1, 3)
        for index, day in enumerate(days)
        if day.weekday() == MONDAY
    )


def _month_labels(first_day: date, count: int, locale: str) -> tuple[Label, ...]:
    """Each month's name at its first day; a month that only just fits goes without."""
    labels = []
    locale = locale.replace("-", "_")
    for index in range(count):
        day = first_day + timedelta(days=index)
        has_room = count - index >= LABEL_DAYS
        begins = day.day == 1 or (index == 0 and day.day <= LAST_DAY_FOR_A_LABEL)
        if begins and has_room:
            labels.append(Label(index * DAY_WIDTH, format_date(day, "LLL", locale=locale)))
    return tuple(labels)
