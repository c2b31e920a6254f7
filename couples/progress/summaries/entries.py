"""The answers that a summary counts: the newest attempt at each time, of the last ninety days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from couples.assignments.models import Assignment
from couples.exercises.answering import Row, Value
from couples.exercises.definition import Field, Part
from couples.progress.material import LOOKS_BACK, Material
from couples.submissions.models import Answer, Submission
from couples.submissions.reading import latest_attempts, value_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer, by whom, and for which day."""

    submission: Submission
    value: Value

    @property
    def author_id(self) -> int:
        """Who gave it."""
        return self.submission.author_id

    @property
    def day(self) -> date:
        """The day that it is for."""
        return self.submission.occurs_on

    @property
    def number(self) -> float:
        """The answer as a number; a yes is one."""
        return float(cast("int", self.value))


def submissions_of(
    material: Material, assignments: Sequence[Assignment], part: Part
) -> list[Submission]:
    """What was handed in of one part in the ninety days, each time once, oldest first."""
    earliest = material.period.last - LOOKS_BACK + ONE_DAY
    found = [
        submission
        for assignment in assignments
        for author_id in _authors(material, assignment)
        for submission in material.work.handed_in(assignment, author_id, part)
        if earliest <= submission.occurs_on <= material.period.last
    ]
    found.sort(key=lambda each: (each.occurs_on, each.submitted_at, each.id))
    return latest_attempts(found)


def _authors(material: Material, assignment: Assignment) -> Iterable[int]:
    return sorted(
        author_id
        for assignment_id, author_id in material.work.submissions
        if assignment_id == assignment.id
    )


def entries_of(material: Material, assignments: Sequence[Assignment], field: Field) -> list[Entry]:
    """The answers in one field that the reader may read, oldest first."""
    return list(_entries(material, submissions_of(material, assignments, field.part), field))


def _entries(
    material: Material, submissions: Iterable[Submission], field: Field
) -> Iterator[Entry]:
    for submission in submissions:
        answer = _answer(material, submission, field.key)
        if answer is not None:
            yield Entry(submission, value_of(field, answer))


def _answer(material: Material, submission: Submission, key: str) -> Answer | None:
    answers = material.answers.get(submission.id, ())
    return next((answer for answer in answers if answer.field == key), None)


def cells_of(entry: Entry, column: str) -> list[Value]:
    """The cells of one column in an answer made of rows."""
    rows: list[Row] = (
        [row for row in entry.value if isinstance(row, dict)]
        if isinstance(entry.value, list)
        else []
    )
    return [row[column] for row in rows if column in row]


def beside(material: Material, entry: Entry, field: Field) -> Value | None:
    """
    What stands in another field beside an answer.

    For what the other partner received that is the field of the check-in it answers to.
    """
    submission: Submission | None = entry.submission
    if submission is not None and submission.part is not field.part:
        submission = _answered_to(material, submission, field.part)
    answer = _answer(material, submission, field.key) if submission else None
    return None if answer is None else value_of(field, answer)


def _answered_to(material: Material, received: Submission, part: Part) -> Submission | None:
    other = material.couple.other_partner(received.author_id)
    theirs = material.work.submissions.get((received.assignment_id, other.id), ())
    found = [s for s in theirs if s.part is part and s.occurrence == received.occurrence]
    return found[-1] if found else None
