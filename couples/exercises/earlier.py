"""Drafts that were begun before their rules had controls, brought up to the forms of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from couples.exercises.edges import EDGES, edges_apart
from couples.exercises.ruling import OVER_THE_WHOLE, rules_apart
from couples.exercises.written import Question, Written


def brought_up(written: Written) -> Written:
    """The same sheet, with every rule that a form knows of where the form holds it."""
    pieces = tuple(_question(question) for question in written.pieces)
    removed = tuple(_question(question) for question in written.removed)
    found = {name: written.rules[name] for name in OVER_THE_WHOLE if name in written.rules}
    if not found:
        return replace(written, pieces=pieces, removed=removed)
    rest = {name: rule for name, rule in written.rules.items() if name not in found}
    ruled = _rules(found, pieces)
    return replace(written, pieces=pieces, removed=removed, rules=rest, ruled=ruled)


def _question(question: Question) -> Question:
    columns = [_column(column) for column in question.typed.get("columns") or ()]
    typed = {**question.typed, "columns": columns} if columns else dict(question.typed)
    if not any(name in question.rules for name in EDGES):
        return replace(question, typed=typed)
    rest = {name: rule for name, rule in question.rules.items() if name not in EDGES}
    return replace(question, typed=typed | edges_apart(question.rules), rules=rest)


def _column(column: Mapping[str, Any]) -> dict[str, Any]:
    rules = column.get("rules") or {}
    if not any(name in rules for name in EDGES):
        return dict(column)
    rest = {name: rule for name, rule in rules.items() if name not in EDGES}
    return {**column, **edges_apart(rules), "rules": rest}


def _rules(found: Mapping[str, Any], questions: Sequence[Question]) -> dict[str, Any]:
    known = {question.key: question for question in questions}

    def words(key: str, column: str, values: Sequence[str]) -> str:
        typed = known[key].typed if key in known else {}
        if column:
            inside = [each for each in typed.get("columns") or () if each.get("key") == column]
            typed = inside[0] if inside else {}
        labels = {value: label for value, label, *_kinds in typed.get("values") or ()}
        return "\n".join(labels.get(value, value) for value in values)

    ids = {key: question.id for key, question in known.items()}
    rows = frozenset(key for key, question in known.items() if question.typed.get("columns"))
    return rules_apart(found, ids, rows, words)
