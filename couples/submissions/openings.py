"""Which time of a piece of homework a partner can work on now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.calendar import load_calendar
from couples.assignments.models import Assignment
from couples.assignments.schedule import ONCE, Occurrence, Plan, is_open, occurrences
from couples.exercises.definition import Cadence, Kind, Part
from couples.identity import Identity
from couples.safety.opening import is_resting
from couples.submissions.amends import list_put_right
from couples.submissions.attempts import list_own_attempts
from couples.submissions.models import Submission
from couples.submissions.queries import list_submissions

STILL_OF_INTEREST = timedelta(days=60)
"""Homework that ended before this is found under what was handed in."""


def repeated_part(assignment: Assignment) -> Part:
    """The part that comes round: the check-in of a ritual, otherwise the exercise itself."""
    return assignment.definition.repeated_part


def counts_for(submission: Submission, person_id: int) -> bool:
    """
    Whether it leaves `person_id` nothing to do for that time.

    That is their own work, and what the other partner handed in where all of it
    is written once for both, such as the set-up of a shared ritual.
    """
    if submission.author_id == person_id:
        return True
    fields = submission.assignment.definition.fields_of(submission.part)
    return submission.returned_at is None and all(field.together for field in fields)


def is_of_interest(assignment: Assignment, now: datetime) -> bool:
    """Whether it runs, or ended so lately that it may have come back."""
    return assignment.closed_at is None or assignment.closed_at > now - STILL_OF_INTEREST


def find_opening(
    session: Session, viewer: Identity, assignment: Assignment, part: Part
) -> Occurrence | None:
    """
    The occurrence that the viewer would work on now, or None when there is nothing to do.

    That is the latest open one they have not handed in, or one that the
    counselor gave back for another attempt. What a gate holds has none, nor what waits
    until a pause is over.
    """
    if is_resting(session, viewer, assignment):
        return None
    if part is Part.LOG and list_put_right(session, viewer, [assignment]):
        return None
    known = list_submissions(session, viewer.with_kept_off(), assignments=[assignment])
    calendar = load_calendar(session, viewer, [assignment.couple], [assignment])
    today = clock.today(assignment.couple.time_zone)
    plan = calendar.plan(assignment, viewer.person_id)
    return choose_opening(assignment, part, viewer.person_id, known, today=today, plan=plan)


def choose_opening(
    assignment: Assignment,
    part: Part,
    person_id: int,
    known: Sequence[Submission],
    *,
    today: date,
    plan: Plan,
) -> Occurrence | None:
    """
    `find_opening` over rows that were loaded already, for a page with many assignments.

    `known` is what the person may know to have been handed in to this assignment, with what
    they keep off their own pages: that is done, and asks for nothing there, also where it was
    given back. `plan` is their own, since one of the two may have been given more time.
    """
    here = [submission for submission in known if submission.part is part]
    latest = {s.occurrence: s for s in here if counts_for(s, person_id)}
    given_back = [s for s in latest.values() if s.returned_at and not s.kept_off_at]
    if given_back:
        # It stays open however much later it came back, and whatever week it was for.
        return Occurrence(given_back[-1].occurrence, given_back[-1].occurs_on, None)
    if assignment.closed_at is not None:
        return None
    if _only_stands(assignment) and (part is Part.LOG or assignment.begun_by_id != person_id):
        return None  # Nobody asked for it, so that it asks nothing of anybody either.
    if assignment.is_follower(person_id) and part is repeated_part(assignment):
        return _next_to_follow(here, latest, plan, today)
    if part is Part.MAIN and assignment.definition.checks_in:
        coming = [Occurrence(ONCE, plan.starts_on, None)]
    elif part is Part.LOG and assignment.definition.follow_up:
        coming = _following_up(assignment, person_id, known, today, plan)
    elif plan.cadence is Cadence.ANY_TIME and part is repeated_part(assignment):
        coming = [_next_any_time(plan, latest, today)]
    else:
        coming = occurrences(plan, today)
    free = [
        occurrence
        for occurrence in coming
        if is_open(occurrence, today, plan.rests) and occurrence.key not in latest
    ]
    return _best(free, today, part)


def _only_stands(assignment: Assignment) -> bool:
    """Whether it is an agreement that a partner began: the other signs it, or does not."""
    return bool(assignment.begun_by_id) and assignment.definition.kind is Kind.AGREEMENT


def _following_up(
    assignment: Assignment, person_id: int, known: Sequence[Submission], today: date, plan: Plan
) -> list[Occurrence]:
    """
    What is asked again once the exercise itself was handed in, counted from that day on.

    That is one's own main part; but an agreement is held to by both, whoever wrote it down.
    """
    cadence = assignment.definition.follow_up
    is_shared = assignment.definition.kind is Kind.AGREEMENT
    done_on = [
        s.occurs_on
        for s in known
        if s.part is Part.MAIN and s.returned_at is None
        if is_shared or counts_for(s, person_id)
    ]
    if not done_on or cadence is None:
        return []
    later = replace(plan, cadence=cadence, starts_on=min(done_on), due_on=None, cut_off_on=None)
    if cadence is Cadence.ANY_TIME:
        noted = [s for s in known if s.part is Part.LOG and counts_for(s, person_id)]
        return [_next_any_time(later, {s.occurrence: s for s in noted}, today)]
    return [each for each in occurrences(later, today) if each.opens_on > later.starts_on]


def _next_to_follow(
    here: Sequence[Submission], latest: dict[str, Submission], plan: Plan, today: date
) -> Occurrence | None:
    """
    The oldest work of the other partner that can be read and was not answered yet.

    It may come late, so that it waits for its answer unless a cut-off is over.
    """
    planned = {each.key: each for each in occurrences(plan, today)}
    for submission in here:
        key = submission.occurrence
        following = planned.get(key)
        if following is None or (following.cut_off_on is None and not is_open(following, today)):
            following = Occurrence(key, submission.occurs_on, None)
        if key not in latest and is_open(following, today, plan.rests):
            return following
    return None


def list_openings(
    assignments: Iterable[Assignment],
    person_id: int,
    known: Sequence[Submission],
    today: date,
    *,
    plans: Mapping[int, Plan],
    held: Collection[int],
    put_right: Collection[int] = (),
) -> Iterator[tuple[Assignment, Part, Occurrence | None]]:
    """
    Every part that asks this person something, with what there is to do in it on a day.

    In what a gate has `held` there is nothing to do, nor anything left to note where it is
    `put_right`.

    The partner's own page and what their counselor sees ahead are both made of this, so
    that the two cannot disagree. `plans` are by assignment.
    """
    for assignment, part in product(assignments, (Part.MAIN, Part.LOG)):
        if not assignment.fields_for(person_id, part):
            continue
        if assignment.id in held or (part is Part.LOG and assignment.id in put_right):
            yield assignment, part, None
            continue
        here = [submission for submission in known if submission.assignment_id == assignment.id]
        plan = plans[assignment.id]
        yield (
            assignment,
            part,
            choose_opening(assignment, part, person_id, here, today=today, plan=plan),
        )


def cut_off_of(plan: Plan, occurrence: str, today: date) -> date | None:
    """The day after which nothing can be handed in for one time, if it has one."""
    found = (each for each in occurrences(plan, today) if each.key == occurrence)
    return next((each.cut_off_on for each in found), None)


def find_cut_off(
    session: Session, viewer: Identity, assignment: Assignment, part: Part, occurrence: str
) -> date | None:
    """
    The day after which the viewer cannot hand this in any more, if that day is over.

    What the counselor gave back can be handed in again whenever it is ready.
    """
    if part is not repeated_part(assignment) or not assignment.has_cut_off:
        return None
    calendar = load_calendar(session, viewer, [assignment.couple], [assignment])
    today = clock.today(assignment.couple.time_zone)
    day = cut_off_of(calendar.plan(assignment, viewer.person_id), occurrence, today)
    if day is None or today <= day:
        return None
    mine = list_own_attempts(session, viewer.with_kept_off(), assignment, part, occurrence)
    return None if mine and mine[-1].returned_at else day


def _next_any_time(plan: Plan, latest: dict[str, Submission], today: date) -> Occurrence:
    """The one after today's last; one that was taken back in between leaves its number free."""
    taken = [int(key.partition(".")[2]) for key in latest if key.startswith(f"{today}.")]
    return Occurrence(f"{today}.{max(taken, default=0) + 1}", max(today, plan.starts_on), None)


def _best(free: Sequence[Occurrence], today: date, part: Part) -> Occurrence | None:
    """
    What to do first of several open times.

    A check-in is for today before it is for yesterday. Written work is for last
    week while that can still be caught up, or a partner who hands in on Monday
    what the other did on Sunday would leave both sealed for good.
    """
    current = [o for o in free if o.due_on is None or o.due_on >= today]
    if part is not Part.MAIN and current:
        return current[0]
    return free[0] if free else None
