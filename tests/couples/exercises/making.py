"""Fields and definitions in as few words as the schema allows, for tests of one thing each."""

from typing import Any

from couples.exercises.definition import Definition, Field

OPTIONS = [{"value": "hear", "label": "Hear it"}, {"value": "mend", "label": "Mend it"}]
COLUMNS: list[dict[str, Any]] = [
    {"key": "who", "label": "Who", "type": "person", "required": True},
    {"key": "what", "label": "What", "type": "short-text", "required": True, "max_length": 20},
    {"key": "by", "label": "By when", "type": "date"},
    {"key": "hours", "label": "Hours", "type": "number", "minimum": 1, "maximum": 9},
    {"key": "how", "label": "How", "type": "choice", "options": OPTIONS},
]
LIMITS: dict[str, dict[str, Any]] = {
    "short-text": {},
    "long-text": {},
    "rating": {"low": "Not at all", "high": "Very much"},
    "number": {"minimum": -5, "maximum": 60},
    "yes-no": {},
    "choice": {"options": OPTIONS},
    "choices": {"options": [*OPTIONS, {"value": "wait", "label": "Wait"}]},
    "date": {},
    "list": {},
    "rows": {"columns": COLUMNS},
    "reference": {"to": ["grievance"]},
}


def field_of(kind: str, **changes: Any) -> dict[str, Any]:
    """What describes a sound field of this type, with `changes`; None takes a setting away."""
    described = {
        "key": "topic",
        "label": "The topic",
        "type": kind,
        "audience": "couple",
        **LIMITS.get(kind, {}),
        **changes,
    }
    return {name: value for name, value in described.items() if value is not None}


def make_field(kind: str, **changes: Any) -> Field:
    """A sound field of this type."""
    return Field.model_validate(field_of(kind, **changes))


def definition_of(*fields: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """What describes a sound exercise with these fields, with `changes`."""
    described = {
        "id": "evening-walk",
        "code": "D99",
        "version": 1,
        "kind": "exercise",
        "title": "An evening walk",
        "purpose": "Gives the day an end.",
        "instructions": "Take a walk.\n\nThen say how it was.",
        "origin": "Written for the tests.",
        "not_when": "Not in a storm.",
        "minutes": [10, 20],
        "doers": ["each", "together"],
        "cadences": ["once"],
        "summary": "Walks taken.",
        "fields": list(fields) or [field_of("short-text")],
        **changes,
    }
    return {name: value for name, value in described.items() if value is not None}


def make_definition(*fields: dict[str, Any], **changes: Any) -> Definition:
    """A sound definition."""
    return Definition.model_validate(definition_of(*fields, **changes))
