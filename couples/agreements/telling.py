"""How the words of an agreement stand in its text, and how they are read back from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from couples.exercises.definition import Field, FieldType
from couples.wording import gettext as _

_PART = "• "
_PARTED = frozenset({FieldType.LIST, FieldType.ROWS})
"""What is answered in several parts, each of which is agreed on by itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a wording; where what it says has several parts, these come after it."""

    words: str
    parts: tuple[str, ...] = ()


def wording_of(question: Field, said: Sequence[str]) -> str:
    """The answer to one question as a line, and a line more for each of several parts."""
    if question.type in _PARTED and len(said) > 1:
        return "\n".join((f"{question.label}: ", *(f"{_PART}{part}" for part in said)))
    return f"{question.label}: {'; '.join(said)}"


def lines_of(text: Iterable[str]) -> tuple[Line, ...]:
    """Each line of a text, with its parts; of one that was taken away, that it was."""
    found: list[Line] = []
    for line in text:
        if line.startswith(_PART) and found:
            last = found.pop()
            found.append(Line(last.words, (*last.parts, line.removeprefix(_PART))))
        else:
            found.append(Line(line.rstrip()))
    return tuple(found) or (Line(_("These words were removed.")),)


def says_the_same(one: str | None, other: str) -> bool:
    """Whether two texts say the same, whichever way their parts were set down."""
    return _run_on(one or "") == _run_on(other)


def _run_on(text: str) -> str:
    return text.replace(f": \n{_PART}", ": ").replace(f"\n{_PART}", "; ")
