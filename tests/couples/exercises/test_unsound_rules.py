"""What no rule of a definition may be, one refusal at a time."""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.couples.exercises.making import field_of, make_definition, make_field
from tests.couples.exercises.rulebook import (
    CALM,
    COMFORT,
    FEASIBLE,
    HURT,
    LADDER,
    LEVEL,
    LOG,
    READY,
    REPAIRS,
    SMALLER,
    TWO,
    YES,
    shown,
)


def reasons(error: ValidationError) -> str:
    return "\n".join(detail["msg"] for detail in error.errors())


@pytest.mark.parametrize(
    ("kind", "changes", "reason"),
    [
        ("rating", {"holds_back": {"say": "No."}}, "either ‘below’ or ‘unless_yes = true’"),
        ("rating", {"holds_back": SMALLER | {"unless_yes": True}}, "either ‘below’ or"),
        ("rating", {"holds_back": {"below": 5}}, "required"),
        ("rating", {"holds_back": SMALLER | {"below": 0}}, "from 1 to 10"),
        ("rating", {"holds_back": SMALLER | {"below": 11}}, "from 1 to 10"),
        ("number", {"holds_back": SMALLER | {"below": -5}}, "from -4 to 60"),
        ("rating", {"holds_back": FEASIBLE}, "a yes or no is held back by ‘unless_yes’"),
        ("yes-no", {"holds_back": SMALLER}, "a yes or no is held back by ‘unless_yes’"),
        ("date", {"holds_back": SMALLER}, "‘holds_back’ does not belong to the type ‘date’"),
        ("date", {"refuses": ["money"]}, "‘refuses’ does not belong to the type ‘date’"),
        ("date", {"within_days": [28, 0]}, "the smaller one first"),
        ("date", {"within_days": [0, 3661]}, "from -3660 to 3660"),
        ("date", {"within_days": [7]}, "Field required"),
        ("number", {"within_days": [0, 7]}, "‘within_days’ does not belong to the type ‘number’"),
        ("short-text", {"refuses": ["pets"]}, "Input should be"),
        ("short-text", {"refuses": ["money", "money"]}, "‘refuses’ names the same thing twice"),
        ("reference", {"to": None}, "the type ‘reference’ needs ‘to’"),
        ("reference", {"to": ["a", "a"]}, "‘to’ names the same thing twice"),
        ("reference", {"to": [f"a{n}" for n in range(11)]}, "may name 10 definitions at most"),
        ("short-text", {"to": ["a"]}, "‘to’ does not belong to the type ‘short-text’"),
        ("short-text", {"part": "ready"}, "a ready field is for ‘counselor’ or ‘me’"),
        ("short-text", {"part": "session", "audience": "me"}, "is for ‘counselor’ or ‘couple’"),
        ("short-text", {"part": "session", "variant": "first"}, "is asked alike"),
        (
            "date",
            {
                "audience": "sealed",
                "required": True,
                "shown_if": {"field": "x", "among": ["yes"]},
            },
            "must be asked always",
        ),
        ("date", {"shown_if": {"field": "x"}}, "exactly one of"),
        ("date", {"shown_if": {"field": "x", "at_least": 1, "at_most": 2}}, "exactly one of"),
    ],
)
def test_an_unsound_rule_of_a_field_is_refused(
    kind: str, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_field(kind, **changes)

    assert reason in reasons(refusal.value)


@pytest.mark.parametrize(
    ("fields", "changes", "reason"),
    [
        ([shown(among=["yes"]), YES], {}, "must name a field before it, of the same part"),
        ([YES | {"part": "ready", "audience": "me"}, shown(among=["yes"])], {}, "the same part"),
        ([YES, shown(among=["often"])], {}, "must hold answers of that field"),
        ([YES, shown(at_least=3)], {}, "need a rating or a number"),
        ([LEVEL | {"key": "again"}, shown(among=["yes"])], {}, "must hold answers"),
        ([YES | {"audience": "me"}, shown(among=["yes"])], {}, "would tell of ‘again’"),
        ([YES, shown(among=["yes"]) | {"together": True}], {}, "what each is asked apart"),
        (
            [YES | {"variant": "first"}, shown(among=["yes"]), REPAIRS],
            TWO,
            "depends on what the other is asked",
        ),
        ([HURT], {}, "‘told’ has a ‘variant’, but there are none"),
        ([HURT, REPAIRS], {"doers": ["variants"]}, "‘variants’ must be two labels"),
        ([YES], {"variants": ["One", "Two"]}, "‘variants’ must be two labels"),
        ([HURT, REPAIRS], TWO | {"doers": ["each", "variants"]}, "the only one of the ‘doers’"),
        ([HURT], TWO, "the variant ‘second’ is asked nothing"),
        ([YES], {"follows": "second"}, "‘follows’ goes with the doer ‘variants’"),
        (
            [HURT | {"audience": "counselor"}, REPAIRS],
            TWO | {"follows": "second"},
            "the variant ‘second’ follows, but could read nothing",
        ),
        (
            [HURT, REPAIRS | {"audience": "sealed", "required": True}],
            TWO | {"follows": "second"},
            "is sealed until both, but one follows",
        ),
        ([YES, LOG], {"follow_up": "daily"}, "‘follow_up’ must be one of"),
        ([YES], {"follow_up": "any-time"}, "‘follow_up’ goes with log fields"),
        ([LOG], {"follow_up": "any-time"}, "needs a main field that it can follow"),
        ([YES, LOG], {"follow_up": "after-days"}, "‘after_days’ goes with the cadence"),
        ([YES], {"after_days": [3]}, "‘after_days’ goes with the cadence"),
        ([YES], {"cadences": ["after-days"], "after_days": [14, 14]}, "each larger"),
        ([YES], {"cadences": ["after-days"], "after_days": [0]}, "from 1 to 400"),
        ([YES], {"cadences": ["after-days"], "after_days": [*range(1, 14)]}, "12 at most"),
        ([YES], {"cadences": ["every-few-weeks"]}, "‘every_weeks’ goes with"),
        ([YES], {"every_weeks": [2, 4]}, "‘every_weeks’ goes with"),
        ([YES], {"cadences": ["every-few-weeks"], "every_weeks": [4, 2]}, "smaller one first"),
        ([YES], {"cadences": ["every-few-weeks"], "every_weeks": [0, 2]}, "from 1 to 52"),
        ([YES], {"ready": READY}, "go together"),
        ([YES, CALM], {}, "go together"),
        ([YES, CALM], {"ready": READY | {"field": "again"}}, "a required field"),
        ([YES, CALM | {"required": False}], {"ready": READY}, "a required field"),
        ([YES, CALM], {"ready": READY | {"within_minutes": 0}}, "from 1 to 1440"),
        ([YES, CALM], {"ready": READY, "doers": ["each", "one"]}, "one may do it alone"),
        ([YES, COMFORT], {"ladder": LADDER}, "must be a required number"),
        ([LEVEL | {"maximum": 6}, COMFORT], {"ladder": LADDER}, "from 0 to ‘highest’"),
        ([LEVEL, YES], {"ladder": LADDER}, "must be a rating that each one gives"),
        ([LEVEL, COMFORT], {"ladder": LADDER | {"sessions": 0}}, "from 1 to 20"),
        ([LEVEL, COMFORT], {"ladder": LADDER | {"at_least": 11}}, "from 1 to 10"),
        ([CALM], {"ready": READY}, "of the part ‘main’ or ‘log’"),
        ([YES], {"summaries": [{"kind": "mean", "label": "x"}]}, "needs ‘field’"),
        ([YES], {"summaries": [{"kind": "mean", "label": "x", "field": "z"}]}, "is not asked"),
        ([HURT], {"summaries": [{"kind": "mean", "label": "x", "field": "told"}]}, "variant"),
        (
            [field_of("date")],
            {"summaries": [{"kind": "mean", "label": "x", "field": "topic"}]},
            "‘topic’ has no numbers for ‘mean’",
        ),
        (
            [LEVEL],
            {"summaries": [{"kind": "share-yes", "label": "x", "field": "level"}]},
            "is no yes or no",
        ),
        (
            [field_of("rows")],
            {"summaries": [{"kind": "sum", "label": "x", "field": "topic", "column": "z"}]},
            "‘z’ is not a column of its field",
        ),
        (
            [YES],
            {"summaries": [{"kind": "count", "label": "x", "field": "again", "part": "log"}]},
            "is of another part",
        ),
        ([YES], {"summaries": [{"kind": "count", "label": "x"}] * 21}, "at most 20"),
    ],
)
def test_an_unsound_rule_of_the_whole_is_refused(
    fields: list[dict[str, Any]], changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_definition(*fields, **changes)

    assert reason in reasons(refusal.value)
