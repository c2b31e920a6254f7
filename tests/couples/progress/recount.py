"""
The numbers of a couple, counted a second time in another way.

Plain loops over the raw rows, day by day, with none of the program's queries, schedules
or counting. Where this and `couples.progress` disagree, one of them is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.agreements.models import Agreement
from couples.appointments.models import Appointment
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.submissions.models import Answer, Draft, Submission

DAY = timedelta(days=1)
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Rows:
    """Every raw row of one couple."""

    couple: Couple
    assignments: list[Assignment]
    submissions: list[Submission]
    answers: list[Answer]
    drafts: list[Draft]
    appointments: list[Appointment]
    agreements: list[Agreement]

    def day(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.couple.time_zone)).date()


@dataclass(frozen=True)
class Span:
    """The days of a count; `after` and `upto` are the sessions around them, if there are any."""

    first: date
    last: date
    today: date
    after: datetime | None = None
    upto: datetime | None = None

    def has_missed(self, last: date) -> bool:
        """Whether what could be done on `last`, and on the day after, is missed here."""
        over = last + DAY
        is_after = last >= self.first if self.after is None else over >= self.first
        is_before = last <= self.last if self.upto is None else over < self.last
        return is_after and is_before and over < self.today

    def has(self, moment: datetime, day: date) -> bool:
        if self.after is not None:
            if moment <= self.after:
                return False
        elif day < self.first:
            return False
        if self.upto is not None:
            return moment <= self.upto
        return day <= self.last


def rows_of(session: Session, couple_id: int) -> Rows:
    def every(noun: type) -> list:  # type: ignore[type-arg]  # any of the tables below
        return list(session.scalars(select(noun).where(noun.couple_id == couple_id)))  # type: ignore[attr-defined]

    return Rows(
        couple=session.get_one(Couple, couple_id),
        assignments=[a for a in every(Assignment) if a.withdrawn_at is None],
        submissions=sorted(every(Submission), key=lambda s: (s.submitted_at, s.id)),
        answers=every(Answer),
        drafts=every(Draft),
        appointments=[a for a in every(Appointment) if a.cancelled_at is None],
        agreements=every(Agreement),
    )


def part_of(assignment: Assignment) -> str:
    definition = assignment.definition
    parts = {field.part.value for field in definition.fields}
    # What is handed in once and looked at again later comes round by its main part.
    is_noted = definition.kind.value in ("ritual", "tracker", "check-in")
    return "log" if is_noted and "log" in parts else "main"


def is_for(assignment: Assignment, person_id: int) -> bool:
    return assignment.for_person_id in (None, person_id)


def handed_in(rows: Rows, assignment: Assignment, person_id: int, part: str) -> list[Submission]:
    return [
        s
        for s in rows.submissions
        if s.assignment_id == assignment.id and s.author_id == person_id and s.part.value == part
    ]


def said_no(rows: Rows, submission: Submission) -> bool:
    """“Not today”: a question that must be answered was answered with no."""
    for field in submission.assignment.definition.fields:
        if field.key == "done" and field.required and field.part.value == "log":
            for answer in rows.answers:
                if answer.submission_id == submission.id and answer.field == "done":
                    return submission.part.value == "log" and answer.number == 0
    return False


def due_day(rows: Rows, assignment: Assignment) -> date | None:
    for appointment in rows.appointments:
        if appointment.id == assignment.appointment_id:
            return rows.day(appointment.starts_at)
    return assignment.due_on


def count(
    rows: Rows, assignment: Assignment, person_id: int, span: Span, *, is_for_both: bool = False
) -> tuple[int, int]:
    """Done and due; a reader for both is not told that something was given back."""
    if not is_for(assignment, person_id):
        return 0, 0
    done: set[str] = set()
    answered: set[str] = set()
    for submission in handed_in(rows, assignment, person_id, part_of(assignment)):
        if submission.returned_at is not None and not is_for_both:
            continue
        answered.add(submission.occurrence)
        is_in = span.has(submission.submitted_at, submission.occurs_on)
        if is_in and not said_no(rows, submission):
            done.add(submission.occurrence)
    missed = [key for key in came_round(rows, assignment, span) if key not in answered]
    return len(done), len(done) + len(missed)


def came_round(rows: Rows, assignment: Assignment, span: Span) -> Iterator[str]:
    """The keys of what counts even though nothing was done."""
    if assignment.definition.id == "private-safety-check":  # Whoever leaves it misses nothing.
        return
    if assignment.definition.ready:  # What each must want anew misses nobody.
        return
    ended = rows.day(assignment.closed_at) if assignment.closed_at else None
    due = due_day(rows, assignment)
    match assignment.cadence.value:
        case "once":
            is_asked = assignment.starts_on <= span.last and (due is None or due <= span.last)
            if ended is None and is_asked:
                yield "once"
        case "daily" | "days":
            yield from _days(assignment, due, ended, span)
        case "weekly" | "times-a-week":
            yield from _weeks(assignment, due, ended, span)
        case "each-session":
            yield from _sessions(rows, assignment, due, ended, span)
        case "every-few-weeks":
            yield from _few_weeks(assignment, due, ended, span)


def _days(
    assignment: Assignment, due: date | None, ended: date | None, span: Span
) -> Iterator[str]:
    wanted = NAMES if assignment.cadence.value == "daily" else (assignment.days or "").split(",")
    day = span.first - DAY
    while day <= span.last:
        runs = day >= assignment.starts_on and (due is None or day <= due)
        # The day after, it may still be noted.
        is_over = span.has_missed(day) and (ended is None or day + DAY < ended)
        if runs and is_over and NAMES[day.weekday()] in wanted:
            yield day.isoformat()
        day += DAY


def _weeks(
    assignment: Assignment, due: date | None, ended: date | None, span: Span
) -> Iterator[str]:
    times = 1 if assignment.cadence.value == "weekly" else assignment.times_a_week or 1
    weeks: dict[tuple[int, int], list[date]] = {}
    day = assignment.starts_on
    # A week belongs to the days on which it runs; the longest wait for its end is a week.
    while day <= span.last + 7 * DAY:
        if due is None or day <= due:
            year, week, _weekday = day.isocalendar()
            weeks.setdefault((year, week), []).append(day)
        day += DAY
    for (year, week), days in weeks.items():
        last = days[-1]
        is_whole = days[-1].weekday() == 6 or days[-1] == due
        is_over = span.has_missed(last) and (ended is None or last + DAY < ended)
        if is_whole and is_over:
            for number in range(1, min(times, len(days)) + 1):
                plain = f"{year}-W{week:02}"
                yield plain if times == 1 else f"{plain}.{number}"


def _sessions(
    rows: Rows, assignment: Assignment, due: date | None, ended: date | None, span: Span
) -> Iterator[str]:
    for appointment in rows.appointments:
        day = rows.day(appointment.starts_at)
        # What is given in a session is for the next one.
        runs = day > assignment.starts_on and (due is None or day <= due)
        is_in = span.first <= day <= span.last and not (span.after and day == span.first)
        if runs and is_in and (ended is None or day < ended):
            yield f"session-{appointment.public_id}"


def _few_weeks(
    assignment: Assignment, due: date | None, ended: date | None, span: Span
) -> Iterator[str]:
    """A week from each day that it opens; which day that is, its name alone decides."""
    fewest, most = assignment.definition.every_weeks or (1, 1)
    opens, number = assignment.starts_on, 1
    while opens <= min(span.last, due or span.last):
        last = min(opens + 6 * DAY, due or date.max)
        if span.has_missed(last) and (ended is None or last + DAY < ended):
            yield f"every-{number}"
        drawn = sha256(f"{assignment.public_id}:{number}".encode()).hexdigest()[:16]
        opens += (fewest * 7 + int(drawn, 16) % ((most - fewest) * 7 + 1)) * DAY
        number += 1


def state(rows: Rows, assignment: Assignment, person_id: int, span: Span) -> str:
    """Where one partner stands."""
    if not is_for(assignment, person_id):
        return "not-asked"
    part = part_of(assignment)
    mine = handed_in(rows, assignment, person_id, part)
    may_be_left = assignment.definition.id == "private-safety-check"
    if not mine:
        keys = {
            (draft.assignment_id, draft.author_id)
            for draft in rows.drafts
            if not draft.set_aside_with_id
        }
        untouched = "not-asked" if may_be_left else "not-opened"
        return "started" if (assignment.id, person_id) in keys else untouched
    latest = mine[-1]
    found = "reviewed" if latest.reviewed_at else "handed-in"
    done, due = count(rows, assignment, person_id, span)
    if latest.returned_at is not None:
        found = "given-back"
    elif assignment.cadence.value != "once" and done < due:
        found = "started"
    elif part == "log":
        found = "handed-in"
    elif _waits(rows, assignment, latest):
        found = "waiting"
    return found


def _waits(rows: Rows, assignment: Assignment, latest: Submission) -> bool:
    for field in assignment.definition.fields:
        if field.audience.value == "sealed" and field.part is latest.part:
            return not any(
                other.assignment_id == assignment.id
                and other.author_id != latest.author_id
                and other.part is latest.part
                and other.occurrence == latest.occurrence
                for other in rows.submissions
            )
    return False


def strip(rows: Rows, assignment: Assignment, person_id: int, span: Span) -> str:
    """One sign a day: # done, ~ not today, o missed, ? still open, . not due."""
    signs = ""
    missed = set(came_round(rows, assignment, span))
    due = due_day(rows, assignment)
    fixed = assignment.cadence.value in ("daily", "days")
    wanted = NAMES if assignment.cadence.value == "daily" else (assignment.days or "").split(",")
    day = span.first
    while day <= span.last:
        noted = [
            s
            for s in handed_in(rows, assignment, person_id, "log")
            if s.occurs_on == day and s.returned_at is None
        ]
        runs = day >= assignment.starts_on and (due is None or day <= due)
        if any(not said_no(rows, s) for s in noted):
            signs += "#"
        elif noted:
            signs += "~"
        elif fixed and day.isoformat() in missed:
            signs += "o"
        elif fixed and runs and assignment.closed_at is None and NAMES[day.weekday()] in wanted:
            signs += "?"
        else:
            signs += "."
        day += DAY
    return signs
