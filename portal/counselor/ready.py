"""What partners answered before something begins, as far as it is for their counselor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.exercises.answering import readable
from couples.submissions.readiness import list_ready_answers, value_of_ready
from portal.access import current_identity
from portal.database import session


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """One newest answer in words."""

    name: str
    title: str
    label: str
    words: str
    given_at: datetime


def ready_lines(couple: Couple, assignments: Sequence[Assignment]) -> list[ReadyLine]:
    """The newest answers of both, the latest first; what runs no more is left out."""
    asking = [a for a in assignments if a.definition.ready and a.closed_at is None]
    if not asking:
        return []
    people = {person.id: person.name or "" for person in couple.partners}
    found = list_ready_answers(session, current_identity, asking)
    lines = []
    for assignment in asking:
        for answer in found[assignment.id]:
            question = assignment.definition.field(answer.field)
            told = readable(question, value_of_ready(question, answer))
            words = told if isinstance(told, str) else ", ".join(told)
            title = assignment.definition.title
            name = people[answer.author_id]
            lines.append(ReadyLine(name, title, question.label, words, answer.given_at))
    return sorted(lines, key=lambda line: line.given_at, reverse=True)
