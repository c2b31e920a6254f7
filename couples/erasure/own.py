"""What in an answer is its author's own, where it began with the words of both: no database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from couples.exercises.field import Field
from couples.exercises.mirroring import mirrored
from couples.exercises.vocabulary import FieldType
from couples.submissions.typed import below

_TEXTS = frozenset({FieldType.SHORT_TEXT, FieldType.LONG_TEXT})


def own_of(question: Field, answer: Any, theirs: Sequence[Any] | None, own: Sequence[Any]) -> Any:
    """
    The part of an answer, as it is typed, that cannot hold a word of the other; or nothing.

    `theirs` is all that the other ever answered there, or None where nobody can tell, and
    `own` what the author answered before they had seen any of it. A line is their own where
    it is among these, or where each line of the other's stands beside it untouched: it is
    none of them in other words then.
    """
    if answer in own:
        return answer
    others = None if theirs is None else [mirrored(question, each) for each in theirs]
    if others == []:
        return answer
    if isinstance(answer, list):
        return _own_lines(answer, others, own)
    if question.type in _TEXTS:
        return _below_any(answer, others or ())
    return answer if others is not None and answer not in others else None


def _own_lines(answer: list[Any], others: list[Any] | None, own: Sequence[Any]) -> list[Any] | None:
    said, mine = _lines(others or ()), _lines(own)
    lines = [plain(each) for each in answer]
    is_told = others is not None and all(each in lines for each in said)
    kept = [
        each
        for each, line in zip(answer, lines, strict=True)
        if line and (line in mine or (is_told and line not in said))
    ]
    return kept or None


def _below_any(answer: Any, others: Sequence[Any]) -> str | None:
    """What stands below the longest of the texts that it may begin with; nothing of that text."""
    for was in sorted(others, key=len, reverse=True):
        if (added := below(was, answer)) is not None:
            return added or None
    return None


def _lines(answers: Sequence[Any]) -> list[Any]:
    return [plain(line) for each in answers if isinstance(each, list) for line in each]


def plain(line: Any) -> Any:
    """A line as it counts: what was left empty in a row is not there, nor is space around it."""
    if isinstance(line, dict):
        return {key: str(cell).strip() for key, cell in line.items() if str(cell).strip()}
    return str(line).strip()
