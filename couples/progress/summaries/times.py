"""How often something was done: of what was due, or simply how many times."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence, Definition, Doer, Field, FieldType, Part
from couples.exercises.rules import Summary
from couples.progress.material import Material
from couples.progress.summaries.entries import Entry, entries_of, submissions_of
from couples.progress.summaries.numbers import Share, adherence
from couples.progress.times import Period, count_times, is_asked

PARTIAL, MISSED = "partial", "missed"
_HOUR = timedelta(hours=1)


def part_of(definition: Definition, summary: Summary) -> Part:
    """The part whose times a summary counts."""
    if summary.field is not None:
        return definition.field(summary.field).part
    return summary.part or definition.repeated_part


def done_of_due(
    material: Material,
    given: tuple[Assignment, ...],
    field: Field | None,
    person_id: int,
    days: Period,
) -> Share | None:
    """
    One partner's adherence: what was done, and half of what was done in part, of what was due.

    “Not today” and pauses are on neither side. Where the answer itself says how far somebody
    came, what is noted at any time was due when it was noted.
    """
    done = partial = due = 0
    for assignment in given:
        if not is_asked(assignment, person_id):
            continue
        said = _how_far(material, assignment, field, person_id)
        times = count_times(material.work, assignment, person_id, days)
        whole = times.done - said[PARTIAL] - said[MISSED]
        is_free = assignment.cadence is Cadence.ANY_TIME
        if is_free and not said:
            continue
        done += whole
        partial += said[PARTIAL]
        due += times.done if is_free else times.due
    return adherence(done, partial, due)


def _how_far(
    material: Material, assignment: Assignment, field: Field | None, person_id: int
) -> Counter[str]:
    """How often this partner said that it was done, done in part, or did not work out."""
    if field is None or field.type is not FieldType.CHOICE:
        return Counter()
    return Counter(
        str(entry.value)
        for entry in entries_of(material, [assignment], field)
        if entry.author_id == person_id and entry.submission.id not in material.work.given_back
    )


def hours_since_the_work(material: Material, entry: Entry) -> float | None:
    """The hours between handing in the work itself and what was noted about it later."""
    follow_up = entry.submission
    written = material.work.handed_in(follow_up.assignment, entry.author_id, Part.MAIN)
    before = [each.submitted_at for each in written if each.submitted_at <= follow_up.submitted_at]
    return (follow_up.submitted_at - before[0]) / _HOUR if before else None


def how_many(
    material: Material, given: tuple[Assignment, ...], part: Part
) -> dict[int | None, int]:
    """How many times each partner did it, or both where it is done together."""
    written = [
        submission
        for submission in submissions_of(material, given, part)
        if submission.id not in material.work.given_back
    ]
    together = {each.id for each in given if each.doer is Doer.TOGETHER and part is Part.MAIN}
    times = {
        (None if s.assignment_id in together else s.author_id, s.assignment_id, s.occurrence)
        for s in written
    }
    return dict(Counter(person for person, _assignment, _occurrence in times))
