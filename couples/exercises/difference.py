"""
What differs between two versions of a definition, question by question and setting by setting.

It is a plain list of changes; how each is said is for whoever shows it. A question is known by
its key, so that one that was put differently is not taken for another one.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from couples.audiences import Audience
from couples.exercises.consistency import REACH
from couples.exercises.definition import Definition, Field


class Sort(enum.StrEnum):
    """What happened to a question, or to one thing that is said about it."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """
    One change. `field` is the question it is about, None for the exercise as a whole.

    `setting` names what changed, with its value before and after; a question that was moved
    has its places there, counted from 1.
    """

    sort: Sort
    field: Field | None = None
    setting: str = ""
    before: Any = None
    after: Any = None

    @property
    def reaches_further(self) -> bool:
        """Whether more people could read an answer than before."""
        if self.sort is not Sort.CHANGED or self.setting not in {"audience", "choose"}:
            return False
        return _furthest(self.after) > _furthest(self.before)


def difference(before: Definition, after: Definition) -> tuple[Change, ...]:
    """Everything that differs: first the exercise as a whole, then its questions in order."""
    return (*_of_head(before, after), *_of_questions(before.fields, after.fields))


def _of_head(before: Definition, after: Definition) -> list[Change]:
    names = [name for name in Definition.model_fields if name not in {"version", "fields", "id"}]
    return [
        Change(Sort.CHANGED, None, name, getattr(before, name), getattr(after, name))
        for name in names
        if getattr(before, name) != getattr(after, name)
    ]


def _of_questions(before: Sequence[Field], after: Sequence[Field]) -> list[Change]:
    old = {field.key: field for field in before}
    new = {field.key: field for field in after}
    stayed = _in_place([key for key in old if key in new], [key for key in new if key in old])
    changes: list[Change] = []
    for number, field in enumerate(after, start=1):
        if field.key not in old:
            changes.append(Change(Sort.ADDED, field, after=number))
            continue
        if field.key not in stayed:
            place = list(old).index(field.key) + 1
            changes.append(Change(Sort.MOVED, field, "", place, number))
        changes += _of_question(old[field.key], field)
    changes += [Change(Sort.REMOVED, old[key]) for key in old if key not in new]
    return changes


def _of_question(before: Field, after: Field) -> list[Change]:
    return [
        Change(Sort.CHANGED, after, name, getattr(before, name), getattr(after, name))
        for name in Field.model_fields
        if getattr(before, name) != getattr(after, name)
    ]


def _in_place(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The keys that kept their order: the longest run of them that both have in common."""
    rows = len(before) + 1
    longest: list[list[int]] = [[0] * (len(after) + 1) for _ in range(rows)]
    for i, one in enumerate(before, start=1):
        for j, other in enumerate(after, start=1):
            longest[i][j] = (
                longest[i - 1][j - 1] + 1
                if one == other
                else max(longest[i - 1][j], longest[i][j - 1])
            )
    kept: set[str] = set()
    i, j = len(before), len(after)
    while i and j:
        if before[i - 1] == after[j - 1]:
            kept.add(before[i - 1])
            i, j = i - 1, j - 1
        elif longest[i - 1][j] >= longest[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return kept


def _furthest(audiences: Audience | Sequence[Audience]) -> int:
    many: Sequence[Audience] = [audiences] if isinstance(audiences, Audience) else audiences
    return max((REACH[each] for each in many), default=-1)


def widened(before: Definition, after: Definition) -> bool:
    """Whether an answer to any question that both ask could be read by more people than before."""
    old: Mapping[str, Field] = {field.key: field for field in before.fields}
    return any(
        _furthest(field.audiences) > _furthest(old[field.key].audiences)
        for field in after.fields
        if field.key in old
    )
