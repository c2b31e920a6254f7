"""Any sound definition, for tests that hold for all of them."""

from __future__ import annotations

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from pydantic import ValidationError

from couples.exercises.definition import Definition
from tests.couples.exercises.making import LIMITS, definition_of, field_of

_SIGNS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="<")
LINES = st.text(st.one_of(_SIGNS, st.sampled_from("\"'\\#=[]{}“”\u2028 ")), min_size=1, max_size=30)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n\n".join)
KEYS = st.from_regex(r"\A[a-z][a-z0-9]{0,6}(_[a-z0-9]{1,4})?\Z")
RULES: dict[str, list[dict[str, Any]]] = {
    "short-text": [{"refuses": ["money", "phone"]}],
    "rating": [{"holds_back": {"below": 5, "say": 'A "smaller" step.'}}],
    "date": [{"within_days": [0, 28]}, {"within_days": [-3, 3]}],
    "yes-no": [{"holds_back": {"unless_yes": True, "say": "Not yet \\ later."}}],
}


@st.composite
def fields(draw: st.DrawFn, key: str) -> dict[str, Any]:
    kind = draw(st.sampled_from(sorted(LIMITS)))
    changes = draw(st.sampled_from([{}, *RULES.get(kind, [])]))
    choose = draw(st.sampled_from([None, ["couple", "me"], ["counselor", "couple", "session"]]))
    return field_of(
        kind,
        key=key,
        label=draw(LINES),
        help=draw(st.none() | LINES),
        required=draw(st.booleans()),
        choose=choose,
        **changes,
    )


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    keys = draw(st.lists(KEYS, min_size=1, max_size=6, unique=True))
    described = definition_of(
        *[draw(fields(key)) for key in keys],
        title=draw(LINES),
        purpose=draw(LINES),
        instructions=draw(TEXTS),
        gates=draw(st.lists(st.sampled_from(["G1", "G2", "G3"]), unique=True)),
        summaries=draw(
            st.sampled_from([[], [{"kind": "count", "label": "Times", "counselor_only": True}]])
        ),
    )
    try:
        return Definition.model_validate(described)
    except ValidationError:
        assume(condition=False)
        raise
