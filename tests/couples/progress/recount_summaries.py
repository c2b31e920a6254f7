"""
What the homework shows, counted a second time: plain loops over raw rows, told in words.

None of the program's counting, ordering or wording is used, only the rows, the definition
and `recount`, which says in its own way how often something came due.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from couples.assignments.models import Assignment
from couples.exercises.definition import Field
from couples.submissions.models import Answer, Submission
from tests.couples.progress.recount import Rows, Span, count, is_for

Said = dict[tuple[str, str], dict[str, str]]
BOTH = ""


@dataclass(frozen=True)
class Given:
    """One answer with its submission; `value` is what it says, `about` what stands beside it."""

    answer: Answer
    submission: Submission
    value: Any


@dataclass(frozen=True)
class Recount:
    """The rows of one couple, read by the counselor or by both."""

    rows: Rows
    last: date
    today: date
    is_for_both: bool = False

    @property
    def span(self) -> Span:
        return Span(self.last - timedelta(days=89), self.last, self.today)

    def name(self, person_id: int | None) -> str:
        return next((p.name or "" for p in self.rows.couple.partners if p.id == person_id), BOTH)

    def other(self, person_id: int) -> int:
        return next(p.id for p in self.rows.couple.partners if p.id != person_id)

    def may_read(self, answer: Answer, submission: Submission) -> bool:
        if not self.is_for_both:
            return answer.audience.value != "me"
        both_in = any(
            s.assignment_id == submission.assignment_id
            and (s.part, s.occurrence) == (submission.part, submission.occurrence)
            and s.author_id != submission.author_id
            for s in self.rows.submissions
        )
        return (
            answer.audience.value == "couple"
            or (answer.audience.value == "sealed" and both_in)
            or (answer.audience.value == "session" and answer.released_at is not None)
        )

    def knows(self, submission: Submission) -> bool:
        if not self.is_for_both:
            return True
        return any(
            a.submission_id == submission.id and self.may_read(a, submission)
            for a in self.rows.answers
        )

    def written(self, given: list[Assignment], part: str) -> list[Submission]:
        """The newest attempt of each, oldest first."""
        newest: dict[tuple[int, int, str], Submission] = {}
        for submission in self.rows.submissions:
            is_here = submission.assignment_id in {a.id for a in given}
            is_now = self.span.first <= submission.occurs_on <= self.last
            if is_here and is_now and submission.part.value == part and self.knows(submission):
                key = (submission.assignment_id, submission.author_id, submission.occurrence)
                if key not in newest or newest[key].attempt < submission.attempt:
                    newest[key] = submission
        return sorted(newest.values(), key=lambda s: (s.occurs_on, s.submitted_at, s.id))

    def answered(self, given: list[Assignment], field: Field) -> list[Given]:
        found = []
        for submission in self.written(given, field.part.value):
            value = self.value(submission, field)
            if value is not None:
                found.append(Given(value[0], submission, value[1]))
        return found

    def value(self, submission: Submission, field: Field) -> tuple[Answer, Any] | None:
        for answer in self.rows.answers:
            if (answer.submission_id, answer.field) == (submission.id, field.key):
                if not self.may_read(answer, submission):
                    return None
                if answer.number is not None:
                    return answer, answer.number
                is_plain = field.type.value in ("short-text", "long-text")
                words = answer.words or ""
                return answer, words if is_plain else json.loads(words)
        return None

    def beside(self, one: Given, field: Field) -> Any:
        submission = one.submission
        if submission.part is not field.part:
            theirs = [
                s
                for s in self.rows.submissions
                if s.assignment_id == submission.assignment_id
                and s.author_id != submission.author_id
                and s.occurrence == submission.occurrence
                and s.part is field.part
            ]
            if not theirs:
                return None
            submission = theirs[-1]
        found = self.value(submission, field)
        return None if found is None else found[1]


def rounded(value: float) -> str:
    told = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    return str(int(told)) if told == int(told) else str(told)


def people(recount: Recount, given: list[Assignment]) -> Iterator[tuple[int, list[Assignment]]]:
    for person in recount.rows.couple.partners:
        yield person.id, [a for a in given if is_for(a, person.id)]


def adherence(recount: Recount, given: list[Assignment], field: Field | None) -> dict[str, str]:
    found = {}
    for person_id, theirs in people(recount, given):
        done = due = 0.0
        for assignment in theirs:
            whole, came = count(recount.rows, assignment, person_id, recount.span)
            is_graded = field is not None and field.type.value == "choice"
            grades = [
                each.value
                for each in (recount.answered([assignment], field) if field and is_graded else [])
                if each.submission.author_id == person_id
            ]
            if assignment.cadence.value == "any-time":
                if not grades:
                    continue
                came = whole
            due += came
            done += whole - 0.5 * grades.count("partial") - grades.count("missed")
        if due:
            found[recount.name(person_id)] = f"{rounded(done)} of {int(due)}"
    return found


def by_whose(
    recount: Recount, given: list[Assignment], field: Field, *, is_turned: bool
) -> dict[str, list[Given]]:
    found: dict[str, list[Given]] = {}
    everything = recount.answered(given, field)
    if field.together:
        last: dict[tuple[int, str], Given] = {}
        for one in everything:
            last[one.submission.assignment_id, one.submission.occurrence] = one
        return {BOTH: list(last.values())} if last else {}
    for one in everything:
        author = one.submission.author_id
        turned = is_turned and field.part.value == "received"
        found.setdefault(recount.name(recount.other(author) if turned else author), []).append(one)
    return found
