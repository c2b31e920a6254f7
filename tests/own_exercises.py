"""Exercises of a practice's own, in as few words as a story needs, and giving them out."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.exercises.definition import Definition
from couples.exercises.models import Exercise, ExerciseVersion
from tests.cast import Cast, Member, Pair
from tests.couples.exercises.making import field_of, make_definition
from tests.homework import give

CONSENT = field_of(
    "choice",
    key="consent",
    label="Would you like to, today",
    part="ready",
    required=True,
    audience="counselor",
    options=[
        {"value": "yes", "label": "Yes"},
        {"value": "lower-level", "label": "Yes, one level lower"},
        {"value": "not-today", "label": "Not today"},
    ],
)
NOT_SCHEDULED = "Not scheduled for now. You can look again later."
TOUCH = make_definition(
    CONSENT,
    field_of("number", key="level", label="The level", required=True, minimum=0, maximum=5),
    field_of("rating", key="comfort", label="How at ease", required=True, audience="counselor"),
    id="side-by-side",
    title="Side by side",
    doers=["together"],
    cadences=["any-time"],
    ready={
        "field": "consent",
        "among": ["yes", "lower-level"],
        "within_minutes": 180,
        "say": NOT_SCHEDULED,
    },
    ladder={"field": "level", "comfort": "comfort", "at_least": 7, "sessions": 3, "highest": 5},
)
CALM = field_of(
    "rating", key="calm", label="How stirred up", part="ready", required=True, audience="me"
)
ASKED_BEFORE = make_definition(
    CALM,
    field_of("short-text", key="how", label="How you are", part="ready", audience="counselor"),
    field_of("long-text", key="looked_back", label="Looking back", audience="couple"),
    id="looking-back",
    title="Looking back",
    doers=["together"],
    ready={
        "field": "calm",
        "at_most": 3,
        "within_minutes": 60,
        "say": "Not yet. You can look again later.",
    },
)
IMPACT = make_definition(
    field_of("long-text", key="told", label="What it did to you", required=True, variant="first")
    | {"audience": "session"},
    field_of("long-text", key="heard", label="What you heard", required=True, variant="second"),
    id="impact",
    title="What it did",
    doers=["variants"],
    variants=["The partner who was hurt", "The partner who repairs"],
    follows="second",
)
IN_SESSION = make_definition(
    field_of("long-text", key="before", label="Before the session", audience="counselor"),
    field_of(
        "number",
        key="step",
        label="The step",
        part="session",
        required=True,
        minimum=1,
        maximum=8,
        audience="counselor",
    ),
    field_of("short-text", key="agreed", label="What was agreed", part="session"),
    id="in-session",
    title="In session",
    doers=["each"],
)
BOUNDARY = make_definition(
    field_of("yes-no", key="crossed", label="It was crossed", required=True),
    field_of(
        "short-text",
        key="then",
        label="What you did then",
        required=True,
        shown_if={"field": "crossed", "among": ["yes"]},
        refuses=["money", "phone"],
    ),
    field_of(
        "rating",
        key="willing",
        label="How willing you are",
        holds_back={"below": 5, "say": "Find a smaller step that you would gladly take."},
    ),
    id="own-boundary",
    title="A boundary of my own",
    doers=["each"],
)
PLAN = make_definition(
    field_of("reference", key="about", label="What it is about", required=True, to=["grievance"]),
    field_of("reference", key="held", label="The agreement", to=["calm-contract"]),
    id="next-steps",
    title="Next steps",
    doers=["each"],
)


def publish(session: Session, cast: Cast, definition: Definition) -> None:
    """Put an exercise on the shelf of the practice."""
    exercise = Exercise(practice_id=cast.practice_id, key=definition.id)
    session.add(exercise)
    exercise.versions.append(
        ExerciseVersion(
            practice_id=cast.practice_id,
            number=1,
            content=definition.to_json(),
            digest=definition.digest,
        )
    )
    session.flush()


def give_own(
    session: Session,
    cast: Cast,
    definition: Definition,
    *,
    pair: Pair | None = None,
    first: Member | None = None,
    **changes: Any,
) -> Assignment:
    """Publish an exercise and give it to Alex and Sam, or to another pair."""
    publish(session, cast, definition)
    chosen = pair or cast.alex_and_sam
    if first is not None:
        changes = {"first": {chosen.public_id: first.public_id}, **changes}
    return give(session, chosen, definition.id, **changes)
