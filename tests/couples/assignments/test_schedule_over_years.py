"""Ten years of homework in the calendars of the world, against `dateutil.rrule`."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, FR, MO, SA, SU, TH, TU, WE, WEEKLY, rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from couples import clock
from couples.assignments.schedule import WEEKDAYS, Occurrence, Plan, is_open, occurrences
from couples.exercises.definition import Cadence

TEN_YEARS = timedelta(days=3653)
DAY = timedelta(days=1)
BY_NAME = dict(zip(WEEKDAYS, (MO, TU, WE, TH, FR, SA, SU), strict=True))
STARTS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
WEEKS = st.tuples(st.integers(1, 13), st.integers(0, 6)).map(lambda w: (w[0], w[0] + w[1]))

# Half hours and quarters, clocks that go forward at midnight (so that a day has none), and
# one that left out a whole day.
ZONES = (
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "America/Havana",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
)


def days_of(found: list[Occurrence]) -> list[date]:
    return [each.opens_on for each in found]


def of_rule(frequency: int, start: date, until: date, **more: object) -> list[date]:
    return [m.date() for m in rrule(frequency, dtstart=start, until=until, **more)]  # type: ignore[arg-type]  # the reference takes days as well


@settings(max_examples=25, deadline=None)
@given(start=STARTS, days=st.sets(st.sampled_from(WEEKDAYS), min_size=1))
def test_daily_and_chosen_days_over_ten_years(start: date, days: set[str]) -> None:
    until = start + TEN_YEARS

    daily = occurrences(Plan(Cadence.DAILY, start), until)
    chosen = occurrences(Plan(Cadence.DAYS, start, days=frozenset(days)), until)

    assert days_of(daily) == of_rule(DAILY, start, until)
    by_day = [BY_NAME[day] for day in days]
    assert days_of(chosen) == of_rule(DAILY, start, until, byweekday=by_day)
    assert len({each.key for each in daily}) == len(daily)


@settings(max_examples=25, deadline=None)
@given(start=STARTS, times=st.integers(1, 14))
def test_n_a_week_over_ten_years(start: date, times: int) -> None:
    until = start + TEN_YEARS

    found = occurrences(Plan(Cadence.TIMES_A_WEEK, start, times_a_week=times), until)

    mondays = of_rule(WEEKLY, start - start.weekday() * DAY, until)
    by_week = dict.fromkeys(mondays, 0)
    for each in found:
        by_week[each.opens_on - each.opens_on.weekday() * DAY] += 1
    first, *others = by_week.values()
    assert first == min(times, 7 - start.weekday())
    assert set(others) == {min(times, 7)}
    assert len({each.key for each in found}) == len(found)


@settings(max_examples=25, deadline=None)
@given(start=STARTS, weeks=st.integers(1, 26))
def test_every_so_many_weeks_over_ten_years(start: date, weeks: int) -> None:
    until = start + TEN_YEARS
    plan = Plan(Cadence.EVERY_FEW_WEEKS, start, every_weeks=(weeks, weeks), seed="a")

    found = occurrences(plan, until)

    assert days_of(found) == of_rule(WEEKLY, start, until, interval=weeks)
    for one, following in itertools.pairwise(found):
        assert one.due_on
        assert one.opens_on <= one.due_on < following.opens_on


@settings(max_examples=25, deadline=None)
@given(start=STARTS, weeks=WEEKS, seed=st.text("abc234", min_size=1))
def test_a_day_in_a_span_of_weeks_is_in_it_and_the_same_each_time(
    start: date, weeks: tuple[int, int], seed: str
) -> None:
    until = start + TEN_YEARS
    plan = Plan(Cadence.EVERY_FEW_WEEKS, start, every_weeks=weeks, seed=seed)

    found = occurrences(plan, until)

    low, high = weeks
    gaps = [(b.opens_on - a.opens_on).days for a, b in itertools.pairwise(found)]
    assert all(low * 7 <= gap <= high * 7 for gap in gaps)
    sooner = occurrences(plan, start + timedelta(days=500))
    assert found[: len(sooner)] == sooner


@given(start=STARTS, days=st.lists(st.integers(1, 400), min_size=1, max_size=6))
def test_after_so_many_days_is_just_those_days(start: date, days: list[int]) -> None:
    plan = Plan(Cadence.AFTER_DAYS, start, after_days=tuple(days))

    found = occurrences(plan, start + TEN_YEARS)

    expected = [of_rule(DAILY, start, start + n * DAY)[-1] for n in sorted(set(days))]
    assert days_of(found) == expected
    for one, following in itertools.pairwise(found):
        assert one.due_on
        assert one.due_on < following.opens_on


def days_on_the_clock(zone: str, start: date, days: int) -> list[date]:
    """Each day that the clocks of a zone show, looked at every half hour."""
    begin = datetime.combine(start, time(), ZoneInfo(zone)).astimezone(UTC)
    moments = (begin + n * timedelta(minutes=30) for n in range(days * 48))
    return list(dict.fromkeys(clock.local(moment, zone).date() for moment in moments))


@settings(max_examples=60, deadline=None)
@given(zone=st.sampled_from(ZONES), start=st.dates(date(2008, 1, 1), date(2018, 12, 31)))
def test_every_day_has_one_turn_whatever_the_clocks_do(zone: str, start: date) -> None:
    """What is asked for is the day's own and yesterday's, once each, and no day is left out."""
    plan = Plan(Cadence.DAILY, start)
    asked: dict[str, set[date]] = {}
    seen = days_on_the_clock(zone, start, 21)
    for today in seen:
        for each in occurrences(plan, today):
            if is_open(each, today):
                asked.setdefault(each.key, set()).add(today)

    assert seen == sorted(seen), "No day of the calendar comes back."
    assert [date.fromisoformat(key) for key in asked] == of_rule(DAILY, start, seen[-1])
    for key, days in asked.items():
        own = date.fromisoformat(key)
        assert days <= {own, own + DAY}, "Nobody is asked before a day or long after it."


JOURNEYS = st.lists(st.tuples(st.sampled_from(ZONES), st.integers(1, 9)), min_size=2, max_size=5)


@settings(max_examples=60, deadline=None)
@given(start=st.dates(date(2012, 1, 1), date(2028, 12, 31)), journey=JOURNEYS)
def test_who_travels_and_notes_each_day_has_noted_each_day_once(
    start: date, journey: list[tuple[str, int]]
) -> None:
    """They note whatever is asked for the moment it is; the keys are those of the calendar."""
    plan = Plan(Cadence.DAILY, start)
    moment = datetime.combine(start, time(12), ZoneInfo(journey[0][0])).astimezone(UTC)
    noted: list[str] = []
    last = looked = start - DAY
    for zone, days in journey:
        for _ in range(days * 24):
            moment += timedelta(hours=1)
            today = clock.local(moment, zone).date()
            if today == looked:
                continue  # Nothing has changed since they looked.
            looked, last = today, max(last, today)
            noted += [
                each.key
                for each in occurrences(plan, today)
                if is_open(each, today) and each.key not in noted
            ]

    assert len(set(noted)) == len(noted)
    asked = [day.isoformat() for day in of_rule(DAILY, start, last)]
    assert sorted(noted) == asked
