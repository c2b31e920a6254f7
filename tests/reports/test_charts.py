"""The geometry of the charts, in numbers."""

from datetime import date

import pytest

from reports.charts import (
    DAY_WIDTH,
    STRIP_HEIGHT,
    CountChart,
    count_chart,
    day_chart,
    strip_chart,
)
from reports.states import DayState

MONDAY = date(2026, 8, 31)


class TestStripChart:
    def test_each_day_is_as_wide_as_the_next(self) -> None:
        chart = strip_chart(MONDAY, [DayState.DONE] * 90, locale="en")

        assert chart.width == 90 * DAY_WIDTH == 720

    def test_all_days_of_one_state_are_one_path(self) -> None:
        days = [DayState.DONE, DayState.MISSED, DayState.DONE]

        chart = strip_chart(MONDAY, days, locale="en")

        assert [shape.state for shape in chart.shapes] == [DayState.DONE, DayState.MISSED]
        assert chart.shapes[0].path == "M0 0h6v28h-6zM16 0h6v28h-6z"

    def test_a_missed_day_is_as_tall_as_a_done_one_but_hollow(self) -> None:
        chart = strip_chart(MONDAY, [DayState.MISSED], locale="en")

        assert chart.shapes[0].path == "M0 0h6v28h-6zM1 1v26h4v-26z"

    def test_no_two_states_share_a_shape(self) -> None:
        paths = {day_chart(state).shapes[0].path for state in DayState}

        assert len(paths) == len(DayState)

    def test_a_pause_reads_as_one_line(self) -> None:
        chart = strip_chart(MONDAY, [DayState.PAUSED] * 2, locale="en")

        assert chart.shapes[0].path == "M0 13h8v2h-8zM8 13h8v2h-8z"

    def test_every_monday_has_a_tick(self) -> None:
        chart = strip_chart(MONDAY, [DayState.NOT_DUE] * 15, locale="en")

        below = STRIP_HEIGHT + 2
        assert chart.ticks == "".join(f"M{x} {below}h1v3h-1z" for x in (0, 56, 112))

    def test_months_are_named_where_they_begin(self) -> None:
        chart = strip_chart(date(2026, 8, 26), [DayState.DONE] * 90, locale="en")

        assert [(each.x, each.text) for each in chart.labels] == [
            (6 * DAY_WIDTH, "Sep"),
            (36 * DAY_WIDTH, "Oct"),
            (67 * DAY_WIDTH, "Nov"),
        ]

    def test_months_are_named_in_the_readers_language(self) -> None:
        chart = strip_chart(date(2026, 10, 1), [DayState.DONE] * 30, locale="de")

        assert [each.text for each in chart.labels] == ["Okt"]

    def test_a_month_without_room_for_its_name_goes_without(self) -> None:
        chart = strip_chart(date(2026, 8, 29), [DayState.DONE] * 7, locale="en")

        assert chart.labels == ()

    def test_no_days_make_an_empty_strip(self) -> None:
        chart = strip_chart(MONDAY, [], locale="en")

        assert (chart.width, chart.shapes, chart.ticks, chart.labels) == (0, (), "", ())


class TestCountChart:
    def test_nothing_due_draws_nothing(self) -> None:
        assert count_chart(0, 0) == CountChart(0, 12, "", "")

    def test_what_is_there_is_filled_and_what_is_missing_is_a_ring(self) -> None:
        chart = count_chart(1, 2)

        assert chart.width == 28
        assert chart.filled == "M0 6a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z"
        assert chart.empty == (
            "M16 6a6 6 0 1 0 12 0a6 6 0 1 0 -12 0zM17 6a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"
        )

    @pytest.mark.parametrize(("count", "total"), [(0, 3), (2, 3), (3, 3), (12, 12)])
    def test_there_are_as_many_dots_as_things_due(self, count: int, total: int) -> None:
        chart = count_chart(count, total)

        assert chart.filled.count("M") == count
        assert chart.empty.count("M") == 2 * (total - count)

    def test_many_become_one_bar(self) -> None:
        chart = count_chart(45, 90)

        assert chart.width == 188
        assert chart.filled == "M0 0h94v12h-94z"

    def test_more_than_was_due_is_no_more_than_all(self) -> None:
        assert count_chart(5, 3) == count_chart(3, 3)
