"""Giving, writing and handing in, in one line each, through the services that the web uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from couples.assignments import services as assigning
from couples.assignments.models import Assignment
from couples.assignments.queries import list_of_batch
from couples.assignments.services import Order
from couples.exercises.definition import Cadence, Doer, Part
from couples.exercises.models import ExerciseVersion
from couples.exercises.queries import list_exercises
from couples.submissions import drafts, handing_in, receiving
from couples.submissions.models import Draft, Submission
from couples.submissions.typed import Typed
from tests.cast import Member, Pair

FEELINGS = {
    "fear": "That we stop talking",
    "joy": "Your hand on my back in the kitchen",
    "need": "Ten minutes without phones",
    "validated": "6",
}
"""Enough to hand in the emotion check-in, whose words are sealed until both did."""

RULES = {
    "ground_rules": ["We do not walk out without a word"],
    "pause_word": "Lighthouse",
    "pause_minutes": "30",
    "return_within_hours": "12",
    "review_on": "2026-12-21",
    "confidence": "7",
}
"""Enough to hand in the calm contract, which becomes an agreement."""


def exercise(session: Session, counselor: Member, key: str) -> ExerciseVersion:
    """The exercise that the counselor’s library calls `key`, as it stands there now."""
    versions = list_exercises(session, counselor.identity)
    return next(version for version in versions if version.exercise.key == key)


def order(
    session: Session, key: str, *pairs: Pair, to: Member | None = None, **changes: Any
) -> Order:
    """An order of the exercise `key` in its usual way but for `changes`; `to` is who does it."""
    version = exercise(session, pairs[0].counselor, key)
    usual: dict[str, Any] = {
        "doer": Doer.ONE if to else version.definition.doers[0],
        "cadence": version.definition.cadences[0],
        "people": {pair.public_id: to.public_id for pair in pairs} if to else {},
    }
    if changes.get("cadence", usual["cadence"]) is Cadence.TIMES_A_WEEK:
        usual["times_a_week"] = version.definition.times_a_week
    couples = tuple(pair.public_id for pair in pairs)
    return Order(version.exercise.public_id, couples, **{**usual, **changes})


def give(
    session: Session, pair: Pair, key: str, *, to: Member | None = None, **changes: Any
) -> Assignment:
    """Give the exercise `key` to one couple, in its usual way unless told otherwise."""
    counselor = pair.counselor.identity
    wanted = order(session, key, pair, to=to, **changes)
    batch = assigning.assign(session, counselor, wanted, token=uuid4().hex)
    [given] = list_of_batch(session, counselor, batch)
    return given


def give_feelings(session: Session, pair: Pair) -> Assignment:
    """The emotion check-in, which each does apart and which is sealed until both did."""
    return give(session, pair, "emotion-check-in", doer=Doer.EACH, times_a_week=1)


def hand_in(
    session: Session,
    author: Member,
    assignment: Assignment,
    answers: Mapping[str, Any],
    *,
    audiences: Mapping[str, str] | None = None,
    part: Part = Part.MAIN,
) -> Submission:
    """Write and hand in, as the author would on their page."""
    draft = begin(session, author, assignment, answers, audiences=audiences, part=part)
    return handing_in.submit(
        session, author.identity, draft.public_id, revision=draft.revision, key=uuid4().hex
    )


def begin(
    session: Session,
    author: Member,
    assignment: Assignment,
    answers: Mapping[str, Any],
    *,
    audiences: Mapping[str, str] | None = None,
    part: Part = Part.MAIN,
) -> Draft:
    """Begin to write, and hand in nothing."""
    draft = drafts.start(session, author.identity, assignment.public_id, part)
    typed = Typed(answers, audiences or {})
    return drafts.save(
        session, author.identity, draft.public_id, typed=typed, revision=draft.revision
    )


def note(
    session: Session, author: Member, assignment: Assignment, answers: Mapping[str, Any]
) -> Submission:
    """Check in."""
    return handing_in.check_in(
        session, author.identity, assignment.public_id, answers=answers, key=uuid4().hex
    )


def receive(
    session: Session,
    author: Member,
    check_in: Submission,
    answers: Mapping[str, Any],
    audiences: Mapping[str, str] | None = None,
) -> Submission:
    """Say how what the other partner did reached the author, and let whom `audiences` says know."""
    return receiving.receive(
        session,
        author.identity,
        check_in.public_id,
        answers=answers,
        key=uuid4().hex,
        audiences=audiences,
    )
