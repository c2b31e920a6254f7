"""
The past months as effort that both partners know of: what they did, and never how much was due.

Nothing is set against a number that it should have been, and nothing is told of one of them
alone. It is read as the reader for both, so that both find the same.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from couples import clock
from couples.agreements.queries import list_agreements
from couples.appointments.queries import list_appointments
from couples.caseload.models import Couple
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.progress.work import DONE_FIELD
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.reading import latest_attempts, value_of

MONTHS: Final = 6


class Effort(enum.StrEnum):
    """A thing that the two did, in the order in which a month tells of it."""

    SESSION = "session"
    TALK = "talk"
    REPAIR = "repair"
    STEP = "step"
    DATE = "date"
    AGREEMENT = "agreement"
    HAND = "hand"
    THANKS = "thanks"
    GOOD_MOMENT = "good-moment"
    KINDNESS = "kindness"


# What they do together counts once for both; an entry counts for whoever made it.
TOGETHER: Final[Mapping[str, tuple[Effort, Part]]] = {
    "D09": (Effort.TALK, Part.MAIN),
    "D13": (Effort.TALK, Part.MAIN),
    "D16": (Effort.TALK, Part.MAIN),
    "D18": (Effort.TALK, Part.MAIN),
    "D23": (Effort.TALK, Part.MAIN),
    "D06": (Effort.REPAIR, Part.MAIN),
    "D12": (Effort.REPAIR, Part.MAIN),
    "D15": (Effort.DATE, Part.LOG),
}
APIECE: Final[Mapping[str, tuple[Effort, Part]]] = {
    "D07": (Effort.STEP, Part.LOG),
    "D11": (Effort.GOOD_MOMENT, Part.LOG),
    "D20": (Effort.THANKS, Part.LOG),
    "D21": (Effort.KINDNESS, Part.LOG),
    "D26": (Effort.HAND, Part.LOG),
}
_NOT_DONE: Final = frozenset({False, "missed"})


@dataclass(frozen=True, slots=True)
class Month:
    """What one month held: efforts by how often, what shaped it, and what grew, in their words."""

    first: date
    efforts: Mapping[Effort, int]
    shaped_by: tuple[str, ...]
    grew: tuple[str, ...]


def look_back(session: Session, reader: Identity, couple: Couple) -> list[Month]:
    """The months of the last half year that held anything, the newest first."""
    today = clock.today(couple.time_zone)
    first = _months_before(today, MONTHS - 1)
    known = latest_attempts(list_submissions(session, reader, couple_ids=[couple.id]))
    lately = [each for each in known if each.occurs_on >= first]
    answers = list_answers(session, reader, lately)
    efforts: dict[date, Counter[Effort]] = {}
    for day, effort in [
        *_from_homework(lately, answers),
        *_from_the_counselor(session, reader, couple, first),
    ]:
        efforts.setdefault(day.replace(day=1), Counter())[effort] += 1
    reviews: dict[date, list[Mapping[str, Any]]] = {}
    for each in lately:
        if any(field.key == "season_tags" for field in each.assignment.definition.fields):
            told = _told(each, answers[each.id])
            reviews.setdefault(each.occurs_on.replace(day=1), []).append(told)
    return [
        _month(month, efforts.get(month, Counter()), reviews.get(month, []))
        for month in sorted(efforts.keys() | reviews.keys(), reverse=True)
    ]


def _months_before(day: date, count: int) -> date:
    month = day.replace(day=1)
    for _ in range(count):
        month = (month - timedelta(days=1)).replace(day=1)
    return month


def _from_homework(
    known: Sequence[Submission], answers: Mapping[int, Sequence[Answer]]
) -> Iterator[tuple[date, Effort]]:
    once: set[tuple[int, str]] = set()
    for each in known:
        code, time = each.assignment.definition.code, (each.assignment_id, each.occurrence)
        if APIECE.get(code, (None, None))[1] is each.part and _was_done(each, answers[each.id]):
            yield each.occurs_on, APIECE[code][0]
        if TOGETHER.get(code, (None, None))[1] is not each.part or time in once:
            continue
        if _was_done(each, answers[each.id]):
            once.add(time)
            yield each.occurs_on, TOGETHER[code][0]


def _was_done(submission: Submission, answers: Sequence[Answer]) -> bool:
    """
    “Not today” is a complete answer, and no effort that would have to be told of.

    Where only the counselor reads whether it was done, what both know is that somebody wrote
    a line about it for both; to leave that out would tell what was answered.
    """
    field = next((f for f in submission.assignment.definition.fields if f.key == DONE_FIELD), None)
    said = [value_of(field, a) for a in answers if field and a.field == DONE_FIELD]
    return not (field and field.required and set(said) & _NOT_DONE)


def _from_the_counselor(
    session: Session, reader: Identity, couple: Couple, first: date
) -> Iterator[tuple[date, Effort]]:
    """Sessions that were held, and agreements from the day on which both had signed."""
    for appointment in list_appointments(
        session, reader, until=clock.now(), couple_ids=[couple.id]
    ):
        if (day := couple.day_of(appointment.starts_at)) >= first:
            yield day, Effort.SESSION
    for agreement in list_agreements(session, reader, couple_ids=[couple.id]):
        since = agreement.in_force_since
        if since is not None and couple.day_of(since) >= first:
            yield couple.day_of(since), Effort.AGREEMENT


def _told(submission: Submission, answers: Sequence[Answer]) -> dict[str, Any]:
    definition = submission.assignment.definition
    told: dict[str, Any] = {}
    for answer in answers:
        field = definition.field(answer.field)
        value = value_of(field, answer)
        told[field.key] = (
            [field.option_label(str(each)) for each in value] if isinstance(value, list) else value
        )
    return told


def _month(first: date, efforts: Counter[Effort], reviews: Sequence[Mapping[str, Any]]) -> Month:
    tags = [tag for told in reviews for tag in told.get("season_tags", ())]
    grew = [str(told["what_grew"]) for told in reviews if told.get("what_grew")]
    return Month(
        first=first,
        efforts={effort: efforts[effort] for effort in Effort if efforts[effort]},
        shaped_by=tuple(dict.fromkeys(tags)),
        grew=tuple(dict.fromkeys(grew)),
    )
