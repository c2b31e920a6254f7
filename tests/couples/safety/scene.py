"""Homework with gates of its own, and a safety check, on the shelf of the cast’s practice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.exercises.definition import Definition, Doer, Gate
from couples.exercises.models import Exercise, ExerciseVersion
from couples.exercises.vocabulary import FlagKind
from couples.safety import services
from couples.safety.opening import NotScheduledError
from couples.submissions import drafts
from couples.submissions.models import Submission
from tests.cast import Cast, Member, Pair
from tests.couples.exercises.making import field_of, make_definition
from tests.homework import give, hand_in

CHECK = "a-private-check"
CALM = {"safe": "yes", "pressured": "no", "contact": "none", "mood": "none"}
"""Answers to the check that raise nothing."""
ALEXS, SAMS = "what Alex wrote", "what Sam wrote"


def shelve(session: Session, cast: Cast, definition: Definition) -> Definition:
    """Put a definition into the library of the practice."""
    exercise = Exercise(practice_id=cast.practice_id, key=definition.id)
    session.add(exercise)
    session.flush()
    session.add(
        ExerciseVersion(
            practice_id=cast.practice_id,
            exercise_id=exercise.id,
            number=1,
            content=definition.to_json(),
            digest=definition.digest,
        )
    )
    session.flush()
    return definition


def gated(*gates: Gate, **changes: Any) -> Definition:
    """A small exercise that these gates hold."""
    names = "-".join(gate.value.lower() for gate in gates) or "none"
    return make_definition(
        field_of("short-text", key="words", audience="couple"),
        **{"id": f"gated-{names}", "gates": [gate.value for gate in gates], **changes},
    )


def check() -> Definition:
    """Four questions for the counselor alone, some of whose answers ask for a look."""
    return make_definition(
        _asking("safe", yes=None, unsure=FlagKind.UNSURE, no=FlagKind.NOT_SAFE, skip=None),
        _asking("pressured", no=None, yes=FlagKind.PRESSURED, skip=None),
        _asking("contact", none=None, call=FlagKind.WANTS_CONTACT),
        _asking("mood", none=None, some=FlagKind.SELF_HARM),
        field_of("short-text", key="way", audience="counselor"),
        id=CHECK,
        doers=["each"],
    )


def _asking(key: str, **raising: FlagKind | None) -> dict[str, Any]:
    options = [
        {"value": value, "label": value.capitalize()} | ({"raises": kind.value} if kind else {})
        for value, kind in raising.items()
    ]
    return field_of("choice", key=key, audience="counselor", options=options)


def answer_check(session: Session, cast: Cast, author: Member, **answers: str) -> Submission:
    """Hand in the check, in which everything is well but for `answers`."""
    pair = next(p for p in (cast.alex_and_sam, cast.kim_and_robin) if author in p.partners)
    shelve(session, cast, check())
    given = give(session, pair, CHECK, doer=Doer.EACH)
    return hand_in(session, author, given, {**CALM, **answers})


def sealed_for(
    session: Session,
    cast: Cast,
    name: str = "apart",
    doer: Doer = Doer.EACH,
    gates: Sequence[Gate] = (),
) -> Assignment:
    """A question sealed until both, which no gate holds if none is named."""
    question = field_of("short-text", key="words", audience="sealed", required=True)
    names = [gate.value for gate in gates]
    definition = make_definition(question, id=name, doers=[doer.value], gates=names)
    return give(session, cast.alex_and_sam, shelve(session, cast, definition).id, doer=doer)


def write(session: Session, author: Member, given: Assignment) -> Submission:
    return hand_in(session, author, given, {"words": f"what {author.name} wrote"})


def hold(session: Session, pair: Pair, gate: Gate, note: str = "") -> None:
    """Let the counselor hold a gate."""
    services.set_gate(session, pair.counselor.identity, pair.public_id, gate, held=True, note=note)


def lift(session: Session, pair: Pair, gate: Gate, note: str = "") -> None:
    """Let the counselor open a gate."""
    services.set_gate(session, pair.counselor.identity, pair.public_id, gate, held=False, note=note)


def opens(session: Session, member: Member, assignment: Assignment) -> bool:
    """Whether somebody can begin it."""
    try:
        drafts.start(session, member.identity, assignment.public_id)
    except NotScheduledError:
        return False
    return True
