"""The geometry of scores over time, in numbers."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.axes import BOTTOM, LEFT, RIGHT, TOP, WIDTH
from reports.trends import (
    GAP_HEIGHT,
    HEIGHT,
    LABEL_STEP,
    Point,
    Series,
    TrendChart,
    breaks_of,
    gap_chart,
    short_name,
    trend_chart,
)

FIRST = date(2026, 9, 1)
INSIDE = WIDTH - LEFT - RIGHT


def _points(*values: int | None, step: int = 7) -> tuple[Point, ...]:
    return tuple(
        Point(FIRST + timedelta(days=step * index), value) for index, value in enumerate(values)
    )


def _chart(*series: Series, half: float | None = 5.0, cutoff: float | None = 50.0) -> TrendChart:
    return trend_chart(series, low=0, high=100, half_width=half, cutoff=cutoff, locale="en")


def test_the_first_day_is_left_the_last_one_right_and_more_is_higher() -> None:
    [drawn] = _chart(Series("Alex", _points(0, 100))).drawn

    assert drawn.line == f"M{LEFT} {HEIGHT - BOTTOM}L{LEFT + INSIDE} {TOP}"


def test_one_score_alone_stands_in_the_middle_with_its_error_and_no_line() -> None:
    [drawn] = _chart(Series("Alex", _points(50))).drawn

    middle = LEFT + INSIDE / 2
    assert drawn.line == ""
    assert drawn.band.startswith(f"M{middle - 5:g} ")
    assert drawn.marks.count("M") == 1


def test_a_hole_in_time_breaks_the_line_and_the_band() -> None:
    points = _points(50, 60, 70, 60)

    [drawn] = _chart(Series("Alex", points, breaks=(points[2].day,))).drawn

    assert drawn.line.count("M") == 2
    assert drawn.band.count("M") == 2
    assert drawn.marks.count("M") == 4


def test_a_time_without_a_score_breaks_the_line_and_is_crossed_below() -> None:
    [drawn] = _chart(Series("Alex", _points(50, None, 70))).drawn

    assert drawn.line == ""
    assert drawn.open.count("M") == 2
    assert drawn.marks.count("M") == 2


def test_a_measure_whose_error_nobody_knows_has_no_band() -> None:
    [drawn] = _chart(Series("Alex", _points(50, 60)), half=None).drawn

    assert drawn.band == ""


def test_the_band_stays_within_what_the_measure_can_give() -> None:
    [drawn] = _chart(Series("Alex", _points(1, 99))).drawn

    heights = [float(y) for y in re.findall(r"[ML][\d.]+ (-?[\d.]+)", drawn.band)]
    assert min(heights) >= TOP
    assert max(heights) <= HEIGHT - BOTTOM


@pytest.mark.parametrize("turn", [1, -1])
def test_an_arrow_points_where_the_change_went(turn: int) -> None:
    [drawn] = _chart(Series("Alex", _points(50, 60), turn=turn)).drawn
    [calm] = _chart(Series("Alex", _points(50, 60))).drawn

    base, tip = (float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", drawn.arrow))
    assert (tip < base) == (turn > 0)
    assert calm.arrow == ""


def test_two_lines_differ_in_shape_and_their_names_do_not_overlap() -> None:
    one, two = _chart(
        Series("Alex", _points(50, 60)), Series("Sam", _points(51, 60), position=1)
    ).drawn

    assert "a4" in one.marks
    assert "h8v8" in two.marks
    assert one.name is not None
    assert two.name is not None
    assert abs(one.name.y - two.name.y) >= LABEL_STEP


def test_the_cutoff_is_a_line_with_its_number() -> None:
    chart = _chart(Series("Alex", _points(50, 60)), cutoff=51.5)

    assert "51.5" in {word.text for word in chart.words}
    assert chart.cutoff.startswith(f"M{LEFT} ")


def test_a_measure_without_a_cutoff_draws_none() -> None:
    assert _chart(Series("Alex", _points(50, 60)), cutoff=None).cutoff == ""


def test_a_gap_is_drawn_around_the_line_on_which_both_are_the_same() -> None:
    points = _points(10, -10)

    chart = gap_chart(points, (), half_width=5, names=("Alex higher", "Sam higher"), locale="en")

    ends = [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", chart.drawn[0].line)]
    middle = (TOP + GAP_HEIGHT - BOTTOM) / 2
    assert sum(ends) / 2 == pytest.approx(middle, abs=0.1)
    assert {"+16", "0", "\u221216"} <= {word.text for word in chart.words}


def test_months_are_named_in_the_readers_language() -> None:
    chart = trend_chart(
        [Series("Alex", _points(50, 60, 70, step=40))],
        low=0,
        high=100,
        half_width=None,
        cutoff=None,
        locale="fr",
    )

    assert "oct." in {word.text for word in chart.words}


@pytest.mark.parametrize(
    ("name", "short"),
    [("Alex", "Alex"), ("Alex Rivera", "Alex"), ("Wilhelmina-Theresa", "Wilhelmin…")],
)
def test_a_name_fits_beside_its_line(name: str, short: str) -> None:
    assert short_name(name) == short


def test_a_break_stands_before_the_day_that_came_too_late() -> None:
    days = [FIRST, FIRST + timedelta(days=28), FIRST + timedelta(days=57)]

    assert breaks_of(days, 28) == (days[2],)


@given(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=1, max_size=30))
def test_every_time_is_drawn_once_and_inside_the_picture(values: list[int | None]) -> None:
    [drawn] = _chart(Series("Alex", _points(*values))).drawn

    scored = [value for value in values if value is not None]
    assert drawn.marks.count("M") == len(scored)
    assert drawn.open.count("M") == 2 * (len(values) - len(scored))
    across = [float(x) for x in re.findall(r"[ML](-?[\d.]+) ", drawn.line + drawn.marks)]
    assert all(LEFT - 5 <= x <= WIDTH - RIGHT + 5 for x in across)
