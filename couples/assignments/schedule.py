"""
When a repeated assignment comes round: pure calendar arithmetic, no database.

Everything is in the calendar days of the couple's own time zone, so a day is a
day also when the clocks change. An occurrence has a key that both partners
share; it is how their work on the same day, week or session finds each other.
The key comes from the calendar alone, so that it stays what it was when the
couple travels, when they rest for a while, and when a date is changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest

from couples.assignments import intervals
from couples.assignments.spans import DAY, Span, after, before, days_between, span_at
from couples.exercises.definition import Cadence

ONCE = "once"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session with the counselor, as a calendar day with a name."""

    key: str
    on: date


@dataclass(frozen=True, slots=True)
class Terms:
    """The days and the number that held up to and including `until`, before they were changed."""

    until: date
    days: frozenset[str] = frozenset()
    times_a_week: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """
    How often something is to be done. `due_on` is the last day, or the day it is due.

    `cut_off_on` is for what is done once and `cut_off_days` for each time of what comes
    round. In `rests` nothing comes round, and what would be due waits until they are over.
    """

    cadence: Cadence
    starts_on: date
    due_on: date | None = None
    days: frozenset[str] = frozenset()
    times_a_week: int = 1
    meetings: tuple[Meeting, ...] = ()
    every_weeks: tuple[int, int] = (1, 1)
    after_days: tuple[int, ...] = ()
    seed: str = ""
    grace_days: int = 0
    cut_off_days: int | None = None
    cut_off_on: date | None = None
    rests: tuple[Span, ...] = ()
    earlier: tuple[Terms, ...] = ()

    def terms_on(self, day: date) -> Terms:
        """The days and the number that hold on a day."""
        now = Terms(date.max, self.days, self.times_a_week)
        return next((terms for terms in self.earlier if day <= terms.until), now)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """
    One time that it comes round. Without `due_on` it may be done whenever it suits.

    `grace_days` after its day it still counts as on time. After `cut_off_on` nothing can
    be handed in for it, not even what was begun.
    """

    key: str
    opens_on: date
    due_on: date | None
    grace_days: int = 0
    cut_off_on: date | None = None

    @property
    def closes_on(self) -> date | None:
        """
        The last day on which it can be begun, if there is one.

        A daily thing may still be noted the day after, because days end late. Work
        that is done once stays open after its date, unless there is a cut-off: late is
        better than not.
        """
        if self.cut_off_on is not None:
            return self.cut_off_on
        return None if self.due_on is None or self.key == ONCE else self.due_on + DAY

    @property
    def on_time_until(self) -> date | None:
        """The last day on which it counts as on time."""
        return None if self.due_on is None else self.due_on + self.grace_days * DAY


def occurrences(plan: Plan, until: date) -> list[Occurrence]:
    """Every occurrence that has opened by `until`, oldest first. Any-time has none."""
    last = min(until, plan.due_on) if plan.due_on else until
    found: list[Occurrence] = []
    match plan.cadence:
        case Cadence.ONCE:
            found = _once(plan)
        case Cadence.DAILY | Cadence.DAYS:
            found = _daily(plan, last)
        case Cadence.WEEKLY | Cadence.TIMES_A_WEEK:
            found = _weekly(plan, last)
        case Cadence.EACH_SESSION:
            found = _each_session(plan, until)
        case Cadence.EVERY_FEW_WEEKS | Cadence.AFTER_DAYS:
            found = _at_intervals(plan, last)
        case Cadence.ANY_TIME:
            pass  # There is no day on which it would be due.
    return [_with_limits(plan, each) for each in found if each.opens_on <= until]


def the_once(plan: Plan) -> Occurrence | None:
    """The one time of what is done once; None while it rests without an end."""
    return next((_with_limits(plan, each) for each in _once(plan)), None)


def is_open(occurrence: Occurrence, today: date, rests: tuple[Span, ...] = ()) -> bool:
    """
    Whether it can be begun now.

    In a rest nothing can, but for what came due before it and may still be noted.
    """
    closes_on, rest = occurrence.closes_on, span_at(rests, today)
    if rest is not None and (
        occurrence.key == ONCE or occurrence.due_on is None or occurrence.due_on >= rest.first
    ):
        return False
    return occurrence.opens_on <= today and (closes_on is None or today <= closes_on)


def _with_limits(plan: Plan, occurrence: Occurrence) -> Occurrence:
    cut_off_on = plan.cut_off_on if occurrence.key == ONCE else None
    if cut_off_on is None and plan.cut_off_days is not None and occurrence.due_on is not None:
        cut_off_on = occurrence.due_on + plan.cut_off_days * DAY
    if cut_off_on is not None:
        cut_off_on = after(plan.rests, cut_off_on)
    return replace(occurrence, grace_days=plan.grace_days, cut_off_on=cut_off_on)


def _once(plan: Plan) -> list[Occurrence]:
    opens_on = after(plan.rests, plan.starts_on)
    if opens_on is None:
        return []
    due_on = after(plan.rests, plan.due_on) if plan.due_on else None
    return [Occurrence(ONCE, opens_on, due_on)]


def _daily(plan: Plan, last: date) -> list[Occurrence]:
    return [
        Occurrence(day.isoformat(), day, day)
        for day in days_between(plan.starts_on, last)
        if plan.cadence is Cadence.DAILY or WEEKDAYS[day.weekday()] in plan.terms_on(day).days
        if span_at(plan.rests, day) is None
    ]


def _weekly(plan: Plan, last: date) -> list[Occurrence]:
    """
    A number of occurrences in each week from Monday to Sunday.

    A week with fewer days left than that, because it begins it or rests in it, asks only
    for as many as there are days.
    """
    found = []
    monday = plan.starts_on - plan.starts_on.weekday() * DAY
    while monday <= last:
        sunday = monday + 6 * DAY
        closes = min(sunday, plan.due_on) if plan.due_on else sunday
        days = [
            day
            for day in days_between(max(monday, plan.starts_on), closes)
            if span_at(plan.rests, day) is None
        ]
        year, week, _ = monday.isocalendar()
        times = 1 if plan.cadence is Cadence.WEEKLY else plan.terms_on(monday).times_a_week
        found += [
            Occurrence(week_key(year, week, n, times), days[0], days[-1])
            for n in range(1, min(times, len(days)) + 1)
        ]
        monday += _WEEK
    return found


def week_key(year: int, week: int, number: int, times: int) -> str:
    """The key of the `number`th time in an ISO week."""
    plain = f"{year}-W{week:02}"
    return plain if times == 1 else f"{plain}.{number}"


def _each_session(plan: Plan, until: date) -> list[Occurrence]:
    found, opens = [], plan.starts_on
    for meeting in sorted(plan.meetings, key=lambda meeting: (meeting.on, meeting.key)):
        if meeting.on <= plan.starts_on:
            continue  # What is given in a session is for the next one.
        if opens > until or (plan.due_on and meeting.on > plan.due_on):
            break
        if span_at(plan.rests, meeting.on) is None:
            found.append(Occurrence(meeting.key, after(plan.rests, opens) or opens, meeting.on))
        opens = meeting.on + DAY
    return found


def _at_intervals(plan: Plan, last: date) -> list[Occurrence]:
    """
    What comes round after so many days or weeks, each time with a week to do it.

    A rest moves the day on which one opens. Where the next one opens by then, that one
    is the one that is asked for.
    """
    opened = _opened(plan, last)
    found: list[Occurrence] = []
    for (key, opens), following in zip_longest(opened, [day for _key, day in opened[1:]]):
        if following is not None and following <= opens:
            continue
        ends = (after(plan.rests, opens + intervals.TIME_FOR_IT), plan.due_on)
        known = [day for day in (*ends, following and following - DAY) if day is not None]
        due_on = before(plan.rests, min(known)) if known else None
        if opens <= last:
            found.append(Occurrence(key, opens, due_on))
    return found


def _opened(plan: Plan, last: date) -> list[tuple[str, date]]:
    """When each opens, as far ahead as one that opened by `last` may have to make way."""
    further = last + intervals.TIME_FOR_IT
    further = after(plan.rests, further) or further
    if plan.cadence is Cadence.AFTER_DAYS:
        rounds = intervals.after_days(plan.starts_on, plan.after_days, further)
    else:
        rounds = intervals.every_few_weeks(plan.starts_on, plan.every_weeks, plan.seed, further)
    moved = [(each.key, after(plan.rests, each.opens_on)) for each in rounds]
    return [(key, opens) for key, opens in moved if opens is not None]
