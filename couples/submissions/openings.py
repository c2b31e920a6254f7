"""Which time of a piece of homework a partner can work on now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.assignments.queries import meetings_of, plan_of
from couples.assignments.schedule import ONCE, Meeting, Occurrence, is_open, occurrences
from couples.exercises.definition import Cadence, Part
from couples.identity import Identity
from couples.safety.queries import is_held
from couples.submissions.models import Submission
from couples.submissions.queries import list_submissions


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


def find_opening(
    session: Session, viewer: Identity, assignment: Assignment, part: Part
) -> Occurrence | None:
    """
    The occurrence that the viewer would work on now, or None when there is nothing to do.

    That is the latest open one they have not handed in, or one that the
    counselor gave back for another attempt. What a gate holds has none.
    """
    if is_held(session, viewer, assignment):
        return None
    known = list_submissions(session, viewer, assignments=[assignment])
    meetings: Sequence[Meeting] = ()
    if assignment.cadence is Cadence.EACH_SESSION:
        meetings = meetings_of(session, viewer, [assignment.couple])[assignment.couple_id]
    today = clock.today(assignment.couple.time_zone)
    return choose_opening(assignment, part, viewer.person_id, known, today=today, meetings=meetings)


def choose_opening(
    assignment: Assignment,
    part: Part,
    person_id: int,
    known: Iterable[Submission],
    *,
    today: date,
    meetings: Sequence[Meeting] = (),
) -> Occurrence | None:
    """
    `find_opening` over rows that were loaded already, for a page with many assignments.

    `known` is what the person may know to have been handed in to this assignment.
    """
    here = [submission for submission in known if submission.part is part]
    latest = {s.occurrence: s for s in here if counts_for(s, person_id)}
    if part is Part.MAIN and assignment.definition.checks_in:
        open_now = [Occurrence(ONCE, assignment.starts_on, None)]
    else:
        open_now = [
            occurrence
            for occurrence in occurrences(plan_of(assignment, meetings), today)
            if is_open(occurrence, today)
        ]
    given_back = [submission for submission in latest.values() if submission.returned_at]
    if given_back:
        # It stays open however much later it came back, and whatever week it was for.
        return Occurrence(given_back[-1].occurrence, given_back[-1].occurs_on, None)
    if assignment.closed_at is not None:
        return None
    if assignment.is_follower(person_id) and part is repeated_part(assignment):
        return _next_to_follow(here, latest, open_now)
    if assignment.cadence is Cadence.ANY_TIME and part is repeated_part(assignment):
        return _next_any_time(assignment, latest, today)
    free = [occurrence for occurrence in open_now if occurrence.key not in latest]
    return _best(free, today, part)


def _next_to_follow(
    here: Sequence[Submission], latest: dict[str, Submission], open_now: Sequence[Occurrence]
) -> Occurrence | None:
    """The oldest work of the other partner that can be read and was not answered yet."""
    planned = {occurrence.key: occurrence for occurrence in open_now}
    for submission in here:
        key = submission.occurrence
        if key not in latest:
            return planned.get(key, Occurrence(key, submission.occurs_on, None))
    return None


def _next_any_time(
    assignment: Assignment, latest: dict[str, Submission], today: date
) -> Occurrence | None:
    if assignment.starts_on > today:
        return None
    count = sum(key.startswith(today.isoformat()) for key in latest)
    return Occurrence(f"{today.isoformat()}.{count + 1}", today, None)


def _best(free: Sequence[Occurrence], today: date, part: Part) -> Occurrence | None:
    """
    What to do first of several open times.

    A check-in is for today before it is for yesterday. Written work is for last
    week while that can still be caught up, or a partner who hands in on Monday
    what the other did on Sunday would leave both sealed for good.
    """
    current = [o for o in free if o.due_on is None or o.due_on >= today]
    if part is Part.LOG and current:
        return current[0]
    return free[0] if free else None
