"""A draft from before the rules had controls, brought up to the forms of today."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from couples.exercises.checking import check
from couples.exercises.earlier import brought_up
from couples.exercises.edges import EDGES, edges_apart
from couples.exercises.ruling import OVER_THE_WHOLE
from couples.exercises.taking_apart import taken_apart
from couples.exercises.written import Question
from tests.couples.exercises.rulebook import everything

_CONTROLS = set(edges_apart({}))


def test_a_draft_from_before_the_rules_had_controls_comes_to_the_same() -> None:
    definition = everything()
    now = taken_apart(definition)
    given = definition.model_dump(mode="json", exclude_none=True)
    rules: dict[str, dict[str, Any]] = {field["key"]: field for field in given["fields"]}

    def before(question: Question) -> Question:
        own = {name: rules[question.key][name] for name in EDGES if name in _given(question)}
        columns = [
            {
                **{name: value for name, value in typed.items() if name not in _CONTROLS},
                "rules": {name: column[name] for name in EDGES if column.get(name)},
            }
            for typed, column in zip(
                question.typed["columns"], _given(question).get("columns", ()), strict=True
            )
        ]
        typed = {n: v for n, v in question.typed.items() if n not in _CONTROLS}
        return replace(question, typed={**typed, "columns": columns}, rules=own)

    def _given(question: Question) -> dict[str, Any]:
        return rules[question.key]

    whole = {name: given[name] for name in OVER_THE_WHOLE}
    old = replace(now, pieces=tuple(before(q) for q in now.questions), ruled={}, rules=whole)
    identity = {"id": definition.id, "code": definition.code, "version": definition.version}

    assert check(brought_up(old), identity=identity).definition == definition
