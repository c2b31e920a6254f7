"""Rules in as few words as the schema allows, for tests of one thing each."""

from typing import Any

from couples.exercises.definition import Definition
from tests.couples.exercises.making import field_of, make_definition

SMALLER = {"below": 5, "say": "Find a smaller step."}
FEASIBLE = {"unless_yes": True, "say": "Find a smaller step."}
CALM = field_of("rating", key="calm", part="ready", required=True, audience="counselor")
READY = {"field": "calm", "at_most": 3, "within_minutes": 60, "say": "Not yet."}
LEVEL = field_of("number", key="level", required=True, minimum=0, maximum=5)
COMFORT = field_of("rating", key="comfort", required=True, audience="counselor")
LADDER = {"field": "level", "comfort": "comfort", "at_least": 7, "sessions": 3, "highest": 5}
LOG = field_of("rating", key="now", part="log")
YES = field_of("yes-no", key="again")
TWO = {"doers": ["variants"], "variants": ["The one who was hurt", "The one who repairs"]}
HURT = field_of("short-text", key="told", variant="first")
REPAIRS = field_of("short-text", key="heard", variant="second")


def shown(kind: str = "short-text", **rule: Any) -> dict[str, Any]:
    return field_of(kind, key="more", shown_if={"field": "again", **rule})


def everything() -> Definition:
    """A definition with every rule that goes together with the others."""
    columns = [
        {"key": "act", "label": "Act", "type": "short-text", "required": True},
        {"key": "willing", "label": "Willing", "type": "rating", "holds_back": SMALLER},
        {"key": "doable", "label": "Doable", "type": "yes-no", "holds_back": FEASIBLE},
    ]
    return make_definition(
        CALM,
        LEVEL,
        COMFORT,
        YES,
        shown(among=["yes"]) | {"refuses": ["money", "phone"]},
        HURT,
        REPAIRS,
        field_of("rows", key="steps", columns=columns),
        field_of("reference", key="about", to=["grievance", "repair-plan"]),
        LOG,
        field_of("number", key="step", part="session", audience="counselor"),
        **TWO,
        follows="second",
        follow_up="after-days",
        after_days=[14, 42],
        cadences=["once", "every-few-weeks"],
        every_weeks=[2, 4],
        ready=READY,
        ladder=LADDER,
        summaries=[
            {"kind": "adherence", "label": "Held"},
            {"kind": "gap", "label": "Gap", "field": "steps", "column": "willing"},
            {"kind": "median", "label": "Comfort", "field": "comfort", "counselor_only": True},
        ],
    )
