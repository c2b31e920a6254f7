"""Days on which homework rests: nothing is due on them, and nothing is lost around them."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from couples.assignments.schedule import (
    WEEKDAYS,
    Meeting,
    Plan,
    Terms,
    is_open,
    occurrences,
)
from couples.assignments.spans import Span, after, before, days_between, joined, span_at
from couples.exercises.definition import Cadence

DAY = timedelta(days=1)
MONDAY = date(2026, 11, 2)
SPANS = st.lists(
    st.tuples(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 40)).map(
        lambda pair: Span(pair[0], pair[0] + pair[1] * DAY)
    ),
    max_size=6,
)
COMES_ROUND = (
    Cadence.DAILY,
    Cadence.WEEKLY,
    Cadence.TIMES_A_WEEK,
    Cadence.DAYS,
    Cadence.EVERY_FEW_WEEKS,
    Cadence.AFTER_DAYS,
    Cadence.EACH_SESSION,
    Cadence.ONCE,
)


def plan(cadence: Cadence, rests: tuple[Span, ...] = (), **more: object) -> Plan:
    usual: dict[str, object] = {
        "days": frozenset({"mon", "thu"}),
        "times_a_week": 3,
        "every_weeks": (2, 4),
        "after_days": (14, 42),
        "seed": "seed",
        "meetings": tuple(Meeting(str(n), MONDAY + n * 7 * DAY) for n in range(1, 60)),
    }
    return Plan(cadence, MONDAY, rests=rests, **{**usual, **more})  # type: ignore[arg-type]  # any of the fields


@given(spans=SPANS, day=st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_joining_changes_no_day(spans: list[Span], day: date) -> None:
    found = joined(spans)

    assert (span_at(found, day) is not None) == any(span.holds(day) for span in spans)
    assert span_at(found, after(found, day) or day) is None
    assert span_at(found, before(found, day)) is None
    for one, following in itertools.pairwise(found):
        assert one.last is not None
        assert one.last + DAY < following.first


def test_a_rest_without_an_end_swallows_what_comes_after_it() -> None:
    open_ended = Span(MONDAY)

    assert joined([Span(MONDAY + 9 * DAY, MONDAY + 12 * DAY), open_ended]) == (open_ended,)
    assert after((open_ended,), MONDAY + 400 * DAY) is None


@given(spans=SPANS, cadence=st.sampled_from(COMES_ROUND))
def test_nothing_opens_or_comes_due_in_a_rest(spans: list[Span], cadence: Cadence) -> None:
    rests = joined(spans)

    for each in occurrences(plan(cadence, rests), MONDAY + 500 * DAY):
        assert span_at(rests, each.opens_on) is None
        assert each.due_on is None or span_at(rests, each.due_on) is None
        assert each.due_on is None or each.opens_on <= each.due_on


@given(spans=SPANS, cadence=st.sampled_from(COMES_ROUND), ahead=st.integers(0, 400))
def test_what_opened_is_the_same_however_far_one_looks(
    spans: list[Span], cadence: Cadence, ahead: int
) -> None:
    resting = plan(cadence, joined(spans))
    until = MONDAY + ahead * DAY

    near = occurrences(resting, until)

    far = occurrences(resting, MONDAY + 500 * DAY)
    assert near == [each for each in far if each.opens_on <= until]


@given(spans=SPANS, cadence=st.sampled_from(COMES_ROUND))
def test_a_rest_gives_no_time_another_name(spans: list[Span], cadence: Cadence) -> None:
    far = MONDAY + 500 * DAY

    with_rests = [each.key for each in occurrences(plan(cadence, joined(spans)), far)]

    # A rest may move the last one on beyond where one looks, but it invents none.
    assert set(with_rests) <= {each.key for each in occurrences(plan(cadence), far + 50 * DAY)}
    assert len(set(with_rests)) == len(with_rests)


@given(spans=SPANS)
def test_outside_of_a_rest_a_daily_thing_comes_round_as_ever(spans: list[Span]) -> None:
    rests = joined(spans)
    far = MONDAY + 500 * DAY

    found = [each.opens_on for each in occurrences(plan(Cadence.DAILY, rests), far)]

    assert found == [day for day in days_between(MONDAY, far) if span_at(rests, day) is None]


def test_the_evening_before_a_rest_can_be_noted_on_its_first_day() -> None:
    rests = (Span(MONDAY + 2 * DAY, MONDAY + 9 * DAY),)
    tuesday = occurrences(plan(Cadence.DAILY, rests), MONDAY + 2 * DAY)[-1]

    assert tuesday.due_on == MONDAY + DAY
    assert is_open(tuesday, MONDAY + 2 * DAY, rests)
    assert not is_open(tuesday, MONDAY + 3 * DAY, rests)


def test_what_is_done_once_waits_until_the_rest_is_over() -> None:
    rests = (Span(MONDAY + 2 * DAY, MONDAY + 9 * DAY),)
    due_in_it = plan(Cadence.ONCE, rests, due_on=MONDAY + 4 * DAY, cut_off_on=MONDAY + 6 * DAY)

    [found] = occurrences(due_in_it, MONDAY + 2 * DAY)

    assert found.due_on == found.cut_off_on == MONDAY + 10 * DAY
    assert is_open(found, MONDAY + DAY, rests)
    assert not is_open(found, MONDAY + 5 * DAY, rests)
    assert is_open(found, MONDAY + 10 * DAY, rests)


def test_a_week_that_rests_in_part_asks_for_no_more_than_its_other_days() -> None:
    rests = (Span(MONDAY + 2 * DAY, MONDAY + 6 * DAY),)

    found = occurrences(plan(Cadence.TIMES_A_WEEK, rests), MONDAY + 8 * DAY)

    assert [each.key for each in found] == [
        *("2026-W45.1", "2026-W45.2"),
        *("2026-W46.1", "2026-W46.2", "2026-W46.3"),
    ]
    assert found[0].due_on == MONDAY + DAY


@pytest.mark.parametrize(("grace", "last"), [(0, 9), (3, 12)])
def test_grace_is_not_a_cut_off(grace: int, last: int) -> None:
    due_on = MONDAY + 9 * DAY

    [found] = occurrences(plan(Cadence.ONCE, due_on=due_on, grace_days=grace), MONDAY)

    assert found.on_time_until == MONDAY + last * DAY
    assert found.closes_on is None
    assert is_open(found, MONDAY + 300 * DAY)


@pytest.mark.parametrize(("after_due", "open_days"), [(None, 2), (0, 1), (3, 4)])
def test_a_cut_off_in_days_holds_for_each_time(after_due: int | None, open_days: int) -> None:
    found = occurrences(plan(Cadence.DAILY, cut_off_days=after_due), MONDAY)

    days = [day for day in days_between(MONDAY, MONDAY + 9 * DAY) if is_open(found[0], day)]
    assert len(days) == open_days


@given(change=st.integers(0, 200), days=st.sets(st.sampled_from(WEEKDAYS), min_size=1))
def test_changed_days_hold_from_their_day_on_and_leave_the_past_alone(
    change: int, days: set[str]
) -> None:
    far, last = MONDAY + 300 * DAY, MONDAY + change * DAY
    old, new = frozenset({"mon", "thu"}), frozenset(days)
    earlier = (Terms(last, days=old),)

    found = occurrences(plan(Cadence.DAYS, days=new, earlier=earlier), far)

    was = [e for e in occurrences(plan(Cadence.DAYS, days=old), far) if e.opens_on <= last]
    is_now = [e for e in occurrences(plan(Cadence.DAYS, days=new), far) if e.opens_on > last]
    assert found == was + is_now
