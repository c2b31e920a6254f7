"""
What the screen in the room shows of handed-in work: read as the reader for both, side by side.

Nothing is loaded here that one of the two could not read on their own phone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from couples import clock
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.caseload.models import Couple
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.repairs.models import Repair
from couples.repairs.reading import standing_of
from couples.repairs.telling import where
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import (
    get_submission,
    list_answers,
    list_same_occurrence,
    list_submissions,
)
from couples.submissions.reading import ToldAnswer, latest_attempts, open_since, tell
from couples.submissions.references import referred_by
from couples.wording import gettext as _
from portal.database import session

MOST = 12


@dataclass(frozen=True, slots=True)
class OnTheTable:
    """
    One time of one piece of homework, of which both can read something.

    There may be `more` times of it that are older and new as well.
    """

    submission: Submission
    at: datetime
    names: tuple[str, ...]
    is_opened: bool
    is_entered: bool
    more: int = 0


@dataclass(frozen=True, slots=True)
class Mending:
    """A repair that is under way and that both know of, with what comes next in it."""

    since: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One partner's answer to a question."""

    name: str
    position: int
    told: ToldAnswer


@dataclass(frozen=True, slots=True)
class Row:
    """One question, with what both can read of the answers to it."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One time of one piece of homework, for the room."""

    title: str
    rows: tuple[Row, ...]
    entered_for: tuple[str, ...]


def on_the_table(
    reader: Identity, couple: Couple, since: datetime | None, *, apart: Collection[int] = ()
) -> list[OnTheTable]:
    """
    What there is for both to read since the last session, newest first, each homework once.

    What is `apart` is told on another line.
    """
    known = latest_attempts(list_submissions(session, reader, couple_ids=[couple.id]))
    answers = list_answers(session, reader, known)
    groups: dict[tuple[int, Part, str], list[Submission]] = {}
    for each in (each for each in known if each.assignment_id not in apart):
        # A check-in is worth a line for the words that came with it, and only for those.
        if each.part is Part.MAIN or any(answer.words for answer in answers[each.id]):
            groups.setdefault((each.assignment_id, each.part, each.occurrence), []).append(each)
    found = [_line(couple, group, answers) for group in groups.values()]
    new = sorted(
        (each for each in found if since is None or each.at > since),
        key=lambda each: each.at,
        reverse=True,
    )
    times = Counter(line.submission.assignment_id for line in new)
    newest = {line.submission.assignment_id: line for line in reversed(new)}
    return [
        replace(line, more=times[line.submission.assignment_id] - 1)
        for line in new
        if line is newest[line.submission.assignment_id]
    ][:MOST]


def _line(
    couple: Couple, group: Sequence[Submission], answers: dict[int, list[Answer]]
) -> OnTheTable:
    authors = {each.author_id for each in group}
    opened = [a.released_at for each in group for a in answers[each.id] if a.released_at]
    return OnTheTable(
        submission=group[-1],
        at=max(open_since(each, answers[each.id]) for each in group),
        names=tuple(p.name or "" for p in couple.partners if p.id in authors),
        is_opened=bool(opened),
        is_entered=any(each.entered_by_id for each in group),
    )


def under_way(reader: Identity, repairs: Sequence[Repair]) -> list[Mending]:
    """Where each repair stands that is not over, in words that both may read."""
    found = []
    for repair in (each for each in repairs if each.ended_at is None):
        standing = standing_of(session, reader, repair)
        found.append(Mending(standing.grievance_at or repair.created_at, where(standing)))
    return found


def agreed_today(reader: Identity, couple: Couple) -> list[Assignment]:
    """The homework that was agreed in session today and both know of."""
    today = clock.today(couple.time_zone)
    return [
        each
        for each in list_assignments(session, reader, couple_ids=[couple.id], running=True)
        if each.given_in_session and couple.day_of(each.created_at) == today
    ]


def reading_for_both(reader: Identity, couple: Couple, submission_id: str) -> Reading:
    """Both sides of what was handed in, without a place where something is kept back."""
    found = get_submission(session, reader, submission_id)
    definition = found.assignment.definition
    attempts = latest_attempts(list_same_occurrence(session, reader, found))
    answers = list_answers(session, reader, attempts)
    referred = referred_by(session, reader, couple, definition.fields)
    cells: dict[str, list[Cell]] = {}
    for position, person in enumerate(couple.partners, start=1):
        other = couple.other_partner(person.id).name or ""
        people = {"author": person.name or "", "other": other, "both": _("Both of you")}
        for attempt in (each for each in attempts if each.author_id == person.id):
            for told in tell(definition, answers[attempt.id], people, referred):
                cell = Cell(person.name or "", position, told)
                cells.setdefault(told.field, []).append(cell)
    rows = [
        Row(question.label, tuple(cells[question.key]))
        for question in definition.fields
        if question.key in cells
    ]
    entered = {each.author_id for each in attempts if each.entered_by_id}
    return Reading(
        definition.title,
        tuple(rows),
        tuple(p.name or "" for p in couple.partners if p.id in entered),
    )
