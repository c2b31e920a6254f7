"""
When a repeated assignment comes round: pure calendar arithmetic, no database.

Everything is in the calendar days of the couple's own time zone, so a day is a
day also when the clocks change. An occurrence has a key that both partners
share; it is how their work on the same day, week or session finds each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from couples.exercises.definition import Cadence

ONCE = "once"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session with the counselor, as a calendar day with a name."""

    key: str
    on: date


@dataclass(frozen=True, slots=True)
class Plan:
    """How often something is to be done. `due_on` is the last day, or the day it is due."""

    cadence: Cadence
    starts_on: date
    due_on: date | None = None
    days: frozenset[str] = frozenset()
    times_a_week: int = 1
    meetings: tuple[Meeting, ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that it comes round. Without `due_on` it may be done whenever it suits."""

    key: str
    opens_on: date
    due_on: date | None

    @property
    def closes_on(self) -> date | None:
        """
        The last day on which it can be done, if there is one.

        A daily thing may still be noted the day after, because days end late. Work
        that is done once stays open after its date: late is better than not.
        """
        return None if self.due_on is None or self.key == ONCE else self.due_on + _DAY


def occurrences(plan: Plan, until: date) -> list[Occurrence]:
    """Every occurrence that has opened by `until`, oldest first. Any-time has none."""
    last = min(until, plan.due_on) if plan.due_on else until
    found: list[Occurrence] = []
    match plan.cadence:
        case Cadence.ONCE:
            found = [Occurrence(ONCE, plan.starts_on, plan.due_on)]
        case Cadence.DAILY:
            found = _daily(plan, last, frozenset(WEEKDAYS))
        case Cadence.DAYS:
            found = _daily(plan, last, plan.days)
        case Cadence.WEEKLY:
            found = _weekly(plan, last, times=1)
        case Cadence.TIMES_A_WEEK:
            found = _weekly(plan, last, times=plan.times_a_week)
        case Cadence.EACH_SESSION:
            found = _each_session(plan, until)
        case Cadence.ANY_TIME | Cadence.EVERY_FEW_WEEKS | Cadence.AFTER_DAYS:
            pass  # There is no day on which it would be due.
    return found


def _daily(plan: Plan, last: date, weekdays: frozenset[str]) -> list[Occurrence]:
    return [
        Occurrence(day.isoformat(), day, day)
        for day in days_between(plan.starts_on, last)
        if WEEKDAYS[day.weekday()] in weekdays
    ]


def days_between(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included; none if they are the wrong way round."""
    return [first + n * _DAY for n in range((last - first).days + 1)]


def _weekly(plan: Plan, last: date, *, times: int) -> list[Occurrence]:
    """
    `times` occurrences in each week from Monday to Sunday.

    A first week with fewer days left than that asks only for as many as there are days.
    """
    found = []
    monday = plan.starts_on - plan.starts_on.weekday() * _DAY
    while monday <= last:
        opens = max(monday, plan.starts_on)
        closes = monday + 6 * _DAY
        if plan.due_on:
            closes = min(closes, plan.due_on)
        year, week, _ = monday.isocalendar()
        fits = min(times, (closes - opens).days + 1)
        found += [
            Occurrence(week_key(year, week, n, times), opens, closes) for n in range(1, fits + 1)
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
        found.append(Occurrence(meeting.key, opens, meeting.on))
        opens = meeting.on + _DAY
    return found


def is_open(occurrence: Occurrence, today: date) -> bool:
    """Whether it can be done now."""
    closes_on = occurrence.closes_on
    return occurrence.opens_on <= today and (closes_on is None or today <= closes_on)
