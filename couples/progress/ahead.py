"""
What waits for its day: agreements to look at again, parked arguments, days that may be hard.

It is read as the reader for both partners, so that a page of either, and a screen that both
look at, hold the same and nothing that one of them alone could know.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from couples.agreements.queries import AgreementView
from couples.caseload.models import Couple
from couples.identity import Identity
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.reading import latest_attempts, value_of

FOUR_WEEKS = timedelta(weeks=4)
TOPIC, PARKED_UNTIL, STATUS, RELEASE_TO = "topic", "parked_until", "status", "release_to"
HARD_DATES = "hard_dates"
_OVER = frozenset({"resolved", "dropped"})
_FOR_THE_SESSION = "session"

Told = tuple[Submission, Mapping[str, Any]]


class Awaits(enum.StrEnum):
    """What comes on a day."""

    REVIEW = "review"
    PARKED = "parked"
    HARD_DAY = "hard-day"


@dataclass(frozen=True, slots=True)
class DayAhead:
    """
    One thing with its day. `words` are a title, or the couple's own; `plan` is theirs too.

    `for_session` says that they want to bring it to their counselor. `about` is the public
    id of the agreement, or of what was handed in.
    """

    on: date | None
    awaits: Awaits
    words: str
    about: str
    plan: str = ""
    for_session: bool = False


def list_ahead(
    session: Session, reader: Identity, couple: Couple, agreements: Sequence[AgreementView]
) -> list[DayAhead]:
    """Everything that waits for its day, soonest first; what has no day comes last."""
    known = [
        submission
        for submission in list_submissions(session, reader, couple_ids=[couple.id])
        if any(f.key in {PARKED_UNTIL, HARD_DATES} for f in submission.assignment.definition.fields)
    ]
    answers = list_answers(session, reader, known)
    told = [(each, _values(each, answers[each.id])) for each in latest_attempts(known)]
    found = [*_reviews(agreements), *_parked(told), *_hard_days(told)]
    return sorted(found, key=lambda each: (each.on is None, each.on or date.max, each.words))


def coming(found: Sequence[DayAhead], today: date) -> list[DayAhead]:
    """Those of the next four weeks, and what has waited past its day."""
    return [
        each
        for each in found
        if each.on is not None
        and each.on <= today + FOUR_WEEKS
        and (each.on >= today or each.awaits is not Awaits.HARD_DAY)
    ]


def _values(submission: Submission, answers: Sequence[Answer]) -> dict[str, Any]:
    definition = submission.assignment.definition
    return {each.field: value_of(definition.field(each.field), each) for each in answers}


def _reviews(agreements: Sequence[AgreementView]) -> Iterator[DayAhead]:
    for agreement in agreements:
        if agreement.is_in_force and agreement.review_on:
            yield DayAhead(agreement.review_on, Awaits.REVIEW, agreement.title, agreement.id)


def _parked(told: Sequence[Told]) -> Iterator[DayAhead]:
    """
    The arguments that still wait, each as its newest entry has it.

    An argument is known by its words, whoever of the two wrote them this time; where an
    entry names no day, the day that stood there before still stands.
    """
    newest: dict[str, tuple[Submission, dict[str, Any]]] = {}
    for submission, values in told:
        if topic := str(values.get(TOPIC, "")).strip():
            _earlier, before = newest.get(topic.casefold(), (submission, {}))
            newest[topic.casefold()] = (submission, {**before, **values})
    for submission, values in newest.values():
        if values.get(STATUS) not in _OVER:
            yield DayAhead(
                on=values.get(PARKED_UNTIL),
                awaits=Awaits.PARKED,
                words=str(values[TOPIC]),
                about=submission.public_id,
                for_session=values.get(RELEASE_TO) == _FOR_THE_SESSION,
            )


def _hard_days(told: Sequence[Told]) -> Iterator[DayAhead]:
    """The days that they saw coming, each once as it was said last."""
    newest: dict[tuple[date, str], DayAhead] = {}
    for submission, values in told:
        for row in values.get(HARD_DATES) or ():
            words, plan = str(row["what"]), str(row.get("plan") or "")
            newest[row["day"], words.casefold()] = DayAhead(
                row["day"], Awaits.HARD_DAY, words, submission.public_id, plan
            )
    yield from newest.values()
