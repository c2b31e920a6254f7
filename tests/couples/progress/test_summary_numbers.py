"""The arithmetic of summaries, with plain numbers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from couples.progress.summaries.numbers import (
    Apart,
    Mean,
    Share,
    adherence,
    apart,
    mean_of,
    median_of,
    ranked,
    trend_of,
)

LAST = date(2026, 5, 30)


def _days(*ago_and_value: tuple[int, float]) -> list[tuple[date, float]]:
    return [(LAST - timedelta(days=ago), value) for ago, value in ago_and_value]


@pytest.mark.parametrize(
    ("done", "partial", "due", "share"),
    [
        (5, 0, 7, Share(5, 7)),
        (5, 1, 7, Share(5.5, 7)),
        (0, 3, 7, Share(1.5, 7)),
        (0, 0, 7, Share(0, 7)),
        (0, 0, 0, None),
    ],
)
def test_what_was_done_in_part_counts_half(
    done: int, partial: int, due: int, share: Share | None
) -> None:
    assert adherence(done, partial, due) == share


def test_a_mean_is_of_three_at_least_and_says_of_how_many() -> None:
    assert mean_of([7, 8]) is None
    assert mean_of([7, 8, 9]) == Mean(8, 3)
    assert median_of([1, 2, 60]) == Mean(2, 3)


def test_a_trend_is_the_last_fortnight_against_the_one_before() -> None:
    trend = trend_of(_days((0, 8), (13, 8), (5, 8), (14, 5), (27, 5), (20, 5), (28, 0)), LAST)

    assert trend is not None
    assert (trend.now, trend.before, trend.change) == (Mean(8, 3), Mean(5, 3), 3)


@pytest.mark.parametrize(
    "dated",
    [
        _days((0, 8), (1, 8), (14, 5), (15, 5), (16, 5)),
        _days((0, 8), (1, 8), (2, 8), (14, 5), (15, 5)),
        _days((-1, 8), (0, 8), (1, 8), (14, 5), (15, 5), (16, 5)),
        [],
    ],
)
def test_there_is_no_trend_without_three_answers_in_both(dated: list[tuple[date, float]]) -> None:
    assert trend_of(dated, LAST) is None


def test_top_acts_are_ordered_by_mean_then_by_how_many_then_by_the_newest() -> None:
    def act(ago: int, words: str, value: float) -> tuple[date, str, float]:
        return LAST - timedelta(days=ago), words, value

    order = ranked(
        [
            act(9, "Tea", 8),
            act(3, "tea ", 8),
            act(8, "A call", 8),
            act(1, "A call", 8),
            act(7, "A note", 8),
            act(6, "A note", 9),
            act(5, "A note", 7),
            act(2, "A walk", 9),
            act(4, "The dishes", 10),
            act(2, "THE DISHES", 9),
        ]
    )

    assert [(each.words, each.mean) for each in order] == [
        ("THE DISHES", Mean(9.5, 2)),
        ("A note", Mean(8, 3)),
        ("A call", Mean(8, 2)),
        ("tea ", Mean(8, 2)),
    ]


def test_two_partners_are_set_beside_each_other_and_never_averaged() -> None:
    assert apart([8, 8, 8], [3, 4, 5]) == Apart(4, 3, 3)
    assert apart([8, 8], [3, 4, 5]) is None


@given(st.lists(st.integers(0, 10), min_size=3), st.lists(st.integers(0, 10), min_size=3))
def test_the_distance_is_the_same_from_either_side(one: list[int], other: list[int]) -> None:
    there, back = apart(one, other), apart(other, one)

    assert there is not None
    assert back is not None
    assert there.points == pytest.approx(back.points)
    assert 0 <= there.points <= 10
