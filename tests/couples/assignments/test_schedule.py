"""The calendar of repeated homework, against a reference and by hand."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.rrule import DAILY, FR, MO, SA, SU, TH, TU, WE, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from couples.assignments.schedule import (
    WEEKDAYS,
    Meeting,
    Occurrence,
    Plan,
    is_open,
    occurrences,
)
from couples.exercises.definition import Cadence

DAYS = dict(zip(WEEKDAYS, (MO, TU, WE, TH, FR, SA, SU), strict=True))
STARTS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
SPANS = st.integers(0, 400).map(lambda days: timedelta(days=days))


@given(start=STARTS, span=SPANS)
def test_daily_is_every_day(start: date, span: timedelta) -> None:
    found = occurrences(Plan(Cadence.DAILY, start), start + span)

    expected = [moment.date() for moment in rrule(DAILY, dtstart=start, until=start + span)]
    assert [o.due_on for o in found] == expected


@given(start=STARTS, span=SPANS, days=st.sets(st.sampled_from(WEEKDAYS), min_size=1))
def test_chosen_days_are_those_weekdays(start: date, span: timedelta, days: set[str]) -> None:
    found = occurrences(Plan(Cadence.DAYS, start, days=frozenset(days)), start + span)

    by_day = [DAYS[day] for day in days]
    rule = rrule(DAILY, dtstart=start, until=start + span, byweekday=by_day)
    assert [o.due_on for o in found] == [moment.date() for moment in rule]


@given(start=STARTS, span=SPANS)
def test_weekly_is_once_in_every_week_that_began(start: date, span: timedelta) -> None:
    found = occurrences(Plan(Cadence.WEEKLY, start), start + span)

    monday = start - timedelta(days=start.weekday())
    rule = rrule(WEEKLY, dtstart=monday, until=start + span)
    assert len(found) == len(list(rule))
    assert len({o.key for o in found}) == len(found)


@given(start=STARTS, span=SPANS, times=st.integers(1, 14))
def test_n_a_week_is_never_more_than_the_days_that_are_left(
    start: date, span: timedelta, times: int
) -> None:
    found = occurrences(Plan(Cadence.TIMES_A_WEEK, start, times_a_week=times), start + span)

    first_week = [o for o in found if o.opens_on == start]
    assert len(first_week) == min(times, 7 - start.weekday())
    assert all(o.due_on and o.opens_on <= o.due_on for o in found)


@given(start=STARTS, span=SPANS, last=SPANS)
def test_nothing_comes_round_after_the_last_day(
    start: date, span: timedelta, last: timedelta
) -> None:
    for cadence in (Cadence.DAILY, Cadence.WEEKLY, Cadence.TIMES_A_WEEK):
        plan = Plan(cadence, start, due_on=start + last, times_a_week=3)
        assert all(
            o.due_on is not None and o.due_on <= start + last
            for o in occurrences(plan, start + span)
        )


def test_what_is_given_on_the_day_of_a_session_is_for_the_next_one() -> None:
    meetings = (Meeting("a", date(2026, 11, 2)), Meeting("b", date(2026, 11, 9)))
    plan = Plan(Cadence.EACH_SESSION, date(2026, 11, 2), meetings=meetings)

    found = occurrences(plan, date(2026, 11, 30))

    assert [(o.key, o.opens_on) for o in found] == [("b", date(2026, 11, 2))]


def test_each_session_opens_after_the_one_before() -> None:
    meetings = (Meeting("b", date(2026, 11, 16)), Meeting("a", date(2026, 11, 9)))
    plan = Plan(Cadence.EACH_SESSION, date(2026, 11, 2), meetings=meetings)

    assert occurrences(plan, date(2026, 11, 9)) == [
        Occurrence("a", date(2026, 11, 2), date(2026, 11, 9))
    ]
    assert occurrences(plan, date(2026, 11, 10))[-1] == Occurrence(
        "b", date(2026, 11, 10), date(2026, 11, 16)
    )


def test_yesterday_can_still_be_noted_and_the_day_before_cannot() -> None:
    day = date(2026, 11, 9)
    occurrence = Occurrence(day.isoformat(), day, day)

    assert is_open(occurrence, day)
    assert is_open(occurrence, day + timedelta(days=1))
    assert not is_open(occurrence, day + timedelta(days=2))
    assert not is_open(occurrence, day - timedelta(days=1))
