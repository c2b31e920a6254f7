"""
What the three things to open with are chosen from: a couple's work, and what was answered.

It is loaded as one reader. The rules that look through it are plain functions, so that
none of them can see more than that reader may.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_skeleton
from babel.numbers import format_decimal
from sqlalchemy.orm import Session

from couples.agreements.queries import AgreementView, list_agreements
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.exercises.definition import Field, FieldType, Part
from couples.identity import Identity
from couples.progress.times import Period
from couples.progress.work import Work
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers
from couples.wording import current_locale

LOOKS_BACK = timedelta(days=90)
LONGEST_QUOTE = 120
ENOUGH = 3
"""An average of fewer answers than this is not said."""


@dataclass(frozen=True, slots=True)
class Opener:
    """
    One thing to open a session with, and the reason why it stands there.

    `weight` orders them and `kind` keeps them different. `is_strength` marks what went
    well: of three things, one is that wherever there is any.
    """

    kind: str
    weight: int
    sentence: str
    reason: str
    is_strength: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One answer in its place: what was asked, for which work, by whom."""

    submission: Submission
    field: Field
    answer: Answer


@dataclass(frozen=True, slots=True)
class Average:
    """A mean and of how many."""

    mean: float
    n: int


@dataclass(frozen=True, slots=True)
class Material:
    """A couple's work over some days, as one reader may know it."""

    couple: Couple
    work: Work
    period: Period
    is_for_counselor: bool
    answers: Mapping[int, Sequence[Answer]]
    agreements: tuple[AgreementView, ...]

    def name(self, person_id: int) -> str:
        """What a partner is called."""
        return next((p.name or "" for p in self.couple.partners if p.id == person_id), "")

    def handed_in(self, *parts: Part) -> list[Submission]:
        """What came in during these days, oldest first."""
        found = [s for each in self.work.submissions.values() for s in each]
        return sorted(
            (s for s in found if s.part in parts and self.is_new(s)),
            key=lambda s: (s.submitted_at, s.id),
        )

    def is_new(self, submission: Submission) -> bool:
        """Whether it came in during these days."""
        return self.period.holds(submission.submitted_at, self.day_of(submission))

    def day_of(self, submission: Submission) -> date:
        """The couple's own day on which it was handed in."""
        return self.day(submission.submitted_at)

    def day(self, moment: datetime) -> date:
        """The couple's own day."""
        return self.couple.day_of(moment)

    def told(self, submissions: Sequence[Submission]) -> Iterator[Told]:
        """The answers in these submissions that the reader may read."""
        for submission in submissions:
            definition = submission.assignment.definition
            for answer in self.answers.get(submission.id, ()):
                yield Told(submission, definition.field(answer.field), answer)

    def ratings(
        self, assignment: Assignment, field: Field, author_id: int
    ) -> tuple[list[float], list[float]]:
        """One partner's ratings in one field: in these days, and before them."""
        new: list[float] = []
        earlier: list[float] = []
        for submission, number in self.rated(assignment, field, author_id):
            (new if self.is_new(submission) else earlier).append(number)
        return new, earlier

    def rated(
        self, assignment: Assignment, field: Field, author_id: int
    ) -> Iterator[tuple[Submission, float]]:
        """One partner's ratings in one field, each with what it was handed in with."""
        for told in self.told(self.work.handed_in(assignment, author_id, field.part)):
            if told.field.key == field.key and told.answer.number is not None:
                yield told.submission, told.answer.number


def load_material(
    session: Session, reader: Identity, couple: Couple, work: Work, period: Period
) -> Material:
    """The material of one couple: the answers of the last ninety days, and how rituals began."""
    earliest = min(period.first, period.last - LOOKS_BACK)
    wanted = [
        submission
        for written in work.submissions.values()
        for submission in written
        if submission.occurs_on >= earliest or _sets_up(submission)
    ]
    return Material(
        couple=couple,
        work=work,
        period=period,
        is_for_counselor=reader.reads_as_counselor,
        answers=list_answers(session, reader, wanted),
        agreements=tuple(list_agreements(session, reader, couple_ids=[couple.id])),
    )


def _sets_up(submission: Submission) -> bool:
    return submission.part is Part.MAIN and submission.assignment.definition.checks_in


def average(values: Sequence[float]) -> Average | None:
    """The mean, unless it would be of too few to say anything."""
    return Average(sum(values) / len(values), len(values)) if len(values) >= ENOUGH else None


def is_text(field: Field) -> bool:
    """Whether the answer is a person's own words."""
    return field.type in (FieldType.SHORT_TEXT, FieldType.LONG_TEXT)


def said_day(day: date) -> str:
    """Nov 24."""
    return format_skeleton("MMMd", day, locale=current_locale().replace("-", "_"))


def said_number(value: float) -> str:
    """7.4, as the reader writes it."""
    return str(format_decimal(value, "0.0", locale=current_locale().replace("-", "_")))


def quoted(text: str) -> str:
    """The beginning of somebody's words, in one line; what is cut says so."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else line[:LONGEST_QUOTE].rstrip() + "…"
