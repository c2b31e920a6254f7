"""Things that a story needs, made through the services that the web uses."""

from __future__ import annotations

from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from couples.assignments import services as assigning
from couples.assignments.models import Assignment
from couples.assignments.queries import list_of_batch
from couples.assignments.services import Order
from couples.exercises.definition import Cadence, Doer, Part
from couples.exercises.queries import list_exercises
from couples.submissions import drafts, handing_in
from couples.submissions.models import Submission
from couples.submissions.typed import Typed
from tests.cast import Cast, Member, Pair

_numbers = count(1)

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


def exercise_id(session: Session, cast: Cast, key: str) -> str:
    """The public id of a library exercise."""
    versions = list_exercises(session, cast.morgan.identity)
    return next(v.exercise.public_id for v in versions if v.exercise.key == key)


def order(session: Session, cast: Cast, key: str, *pairs: Pair, **changes: Any) -> Order:
    """An order of a library exercise as it is usually given; to Alex and Sam if to nobody else."""
    couples = tuple(pair.public_id for pair in pairs or (cast.alex_and_sam,))
    usual: dict[str, Any] = {"doer": Doer.EACH, "cadence": Cadence.ONCE}
    return Order(exercise_id(session, cast, key), couples, **{**usual, **changes})


def give(session: Session, cast: Cast, key: str, *pairs: Pair, **changes: Any) -> Assignment:
    """Assign a library exercise and give back the (first) assignment."""
    wanted = order(session, cast, key, *pairs, **changes)
    batch = assigning.assign(session, cast.morgan.identity, wanted, token=f"t{next(_numbers)}")
    return list_of_batch(session, cast.morgan.identity, batch)[0]


def give_feelings(session: Session, cast: Cast, *pairs: Pair) -> Assignment:
    """The emotion check-in, which each does apart and which is sealed until both did."""
    return give(
        session, cast, "emotion-check-in", *pairs, cadence=Cadence.TIMES_A_WEEK, times_a_week=1
    )


def hand_in(
    session: Session,
    author: Member,
    assignment: Assignment,
    answers: dict[str, Any],
    *,
    audiences: dict[str, str] | None = None,
    part: Part = Part.MAIN,
) -> Submission:
    """Write a draft and hand it in, as its author does on the screen."""
    who = author.identity
    draft = drafts.start(session, who, assignment.public_id, part)
    typed = Typed(answers, audiences or {})
    draft = drafts.save(session, who, draft.public_id, typed=typed, revision=draft.revision)
    return handing_in.submit(
        session, who, draft.public_id, revision=draft.revision, key=f"k{next(_numbers)}"
    )
