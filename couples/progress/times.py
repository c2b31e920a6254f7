"""
How often homework came round in a period, and how often it was done.

Every time counts once: where it was done or, when it was not, where it could be done no
more. So nothing is counted by two sessions, nothing falls between them, and what was
done early is not lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from couples.assignments.models import Assignment
from couples.assignments.schedule import Occurrence, occurrences
from couples.assignments.spans import Span, span_at
from couples.exercises.definition import Cadence, Doer
from couples.progress.work import Work
from couples.submissions.models import Submission
from couples.submissions.openings import repeated_part


@dataclass(frozen=True, slots=True)
class Period:
    """
    From `first` to `last`, both included; `today` is the couple's own day.

    A period between two sessions begins right after `since` and ends with `until`, so
    that what was handed in on the morning of a session belongs to that session alone.
    """

    first: date
    last: date
    today: date
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, moment: datetime, day: date) -> bool:
        """Whether something of that moment, which counts for that day, belongs to the period."""
        has_begun = self.first <= day if self.since is None else self.since < moment
        is_running = day <= self.last if self.until is None else moment <= self.until
        return has_begun and is_running


@dataclass(frozen=True, slots=True)
class Times:
    """How often it was done, and the occurrences that came due without."""

    done: int
    missed: tuple[Occurrence, ...]

    @property
    def due(self) -> int:
        """How many times count: “done 5 of 7”."""
        return self.done + len(self.missed)


def count_times(work: Work, assignment: Assignment, person_id: int, period: Period) -> Times:
    """
    One partner's count of the part that comes round.

    A check-in that said “not today” is a complete answer and not a failure, so it is on
    neither side of the count, and neither is anything that was noted in a break. What was
    given back for another attempt is not done yet.
    """
    if not is_asked(assignment, person_id):
        return Times(0, ())
    mine = [
        submission
        for submission in work.counting_for(assignment, person_id, repeated_part(assignment))
        if submission.id not in work.given_back
    ]
    answered = {submission.occurrence for submission in mine}
    done = {
        submission.occurrence
        for submission in mine
        if submission.id not in work.said_no
        and period.holds(submission.submitted_at, submission.occurs_on)
        and not in_a_break(work, assignment, submission)
    }
    missed = [
        occurrence
        for occurrence in came_due(work, assignment, period, person_id)
        if occurrence.key not in answered and work.is_led(assignment, person_id, occurrence.key)
    ]
    return Times(len(done), tuple(missed))


def in_a_break(work: Work, assignment: Assignment, submission: Submission) -> bool:
    """Whether what comes round was done on a day on which nobody asked for it."""
    if assignment.cadence in {Cadence.ONCE, Cadence.ANY_TIME}:
        return False
    return span_at(work.calendar.rests(assignment), submission.occurs_on) is not None


def is_asked(assignment: Assignment, person_id: int) -> bool:
    """Whether this partner was given the homework."""
    return assignment.doer is not Doer.ONE or assignment.for_person_id == person_id


def came_due(
    work: Work, assignment: Assignment, period: Period, person_id: int | None = None
) -> list[Occurrence]:
    """
    The times that count even where nothing was done; for one partner with their own extension.

    A day or a week counts when nobody can note it any more, for the session that comes
    next: last week counts for Tuesday's session, because on Monday it could still be
    caught up. What is done once, or before each session, is asked for from its start,
    because the session for which it is due is near. Homework that has ended asks for
    nothing any more, and neither does what everybody may leave, nor what each must want
    anew: to count the times that did not come about would be to count who did not want to.
    """
    if assignment.definition.ready is not None or assignment.definition.may_be_left:
        return []
    plan = work.calendar.plan(assignment, person_id)
    ended_on = _ended_on(assignment)
    if assignment.cadence is Cadence.ONCE and rests_now(plan.rests, period):
        return []
    return [
        occurrence
        for occurrence in occurrences(plan, period.last)
        if _counts(occurrence, assignment.cadence, period, ended_on)
    ]


def rests_now(rests: Sequence[Span], period: Period) -> bool:
    """Whether the period ends, or the day of looking falls, in a break."""
    return span_at(rests, min(period.last, period.today)) is not None


def _counts(
    occurrence: Occurrence, cadence: Cadence, period: Period, ended_on: date | None
) -> bool:
    due_on, closes_on = occurrence.due_on, occurrence.closes_on
    if cadence is Cadence.ONCE:
        has_opened, on_time = occurrence.opens_on <= period.last, occurrence.on_time_until
        return ended_on is None and has_opened and (on_time is None or on_time <= period.last)
    if due_on is None or closes_on is None:
        return False
    if cadence is Cadence.EACH_SESSION:
        # The session that a period begins with belongs to the period before.
        is_of_the_period_before = period.since is not None and due_on == period.first
        is_within = period.first <= due_on <= period.last and not is_of_the_period_before
        return is_within and (ended_on is None or due_on < ended_on)
    # What a partner could still note when a session began belongs to the next session.
    has_begun = period.first <= (due_on if period.since is None else closes_on)
    is_within = due_on <= period.last if period.until is None else closes_on < period.last
    return has_begun and is_within and closes_on < min(period.today, ended_on or period.today)


def _ended_on(assignment: Assignment) -> date | None:
    """The couple's own day on which the counselor ended it."""
    if assignment.closed_at is None:
        return None
    return assignment.couple.day_of(assignment.closed_at)
