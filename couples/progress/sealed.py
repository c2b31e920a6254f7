"""Sealed work that one partner handed in, and that the other can still answer."""

from __future__ import annotations

from couples.assignments.models import Assignment
from couples.assignments.schedule import is_open, occurrences
from couples.audiences import Audience
from couples.exercises.definition import Part
from couples.progress.known import Told, told_between_partners
from couples.progress.times import Period
from couples.progress.work import Work
from couples.submissions.models import Submission


def list_sealed(
    work: Work, assignment: Assignment, author_id: int, period: Period
) -> list[Submission]:
    """
    What the author handed in that opens once the other has handed in too, oldest first.

    What the other can no longer hand in stays closed for good and waits for nobody. Work
    that also holds something for both to read is not among it: the other knows of that.
    """
    is_sealed = told_between_partners(assignment, Part.MAIN) is Told.ONCE_BOTH_HAVE
    if not is_sealed or assignment.closed_at is not None or _tells(assignment):
        return []
    other = assignment.couple.other_partner(author_id)
    plan = work.calendar.plan(assignment, other.id)
    still_open = {
        occurrence.key
        for occurrence in occurrences(plan, period.today)
        if is_open(occurrence, period.today)
    }
    mine: dict[str, Submission] = {}
    theirs: set[str] = set()
    for (assignment_id, person_id), written in work.submissions.items():
        for submission in written if assignment_id == assignment.id else ():
            if submission.part is not Part.MAIN:
                continue
            if person_id == author_id:
                mine[submission.occurrence] = submission
            else:
                theirs.add(submission.occurrence)
    return [s for key, s in mine.items() if key in still_open - theirs]


def _tells(assignment: Assignment) -> bool:
    """Whether something beside the seal lets the other know, as what is written together does."""
    fields = assignment.definition.fields_of(Part.MAIN)
    return any(field.audience is Audience.COUPLE for field in fields)
