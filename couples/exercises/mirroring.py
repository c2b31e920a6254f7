"""The same answer as the other partner would give it: who is “I” in it changes places."""

from __future__ import annotations

from typing import Any

from couples.exercises.field import Field
from couples.exercises.vocabulary import ColumnType

_ACROSS = {"author": "other", "other": "author"}


def mirrored(question: Field, answer: Any) -> Any:
    """`answer`, typed or as a value, for the other's hand; only rows may name a person."""
    people = [column.key for column in question.columns if column.type is ColumnType.PERSON]
    if not people or not isinstance(answer, list):
        return answer
    return [
        {key: _ACROSS.get(cell, cell) if key in people else cell for key, cell in row.items()}
        for row in answer
    ]
