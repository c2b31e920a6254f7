"""
The sections of a paper by their keys: in which order they stand, and which are left out.

Kept as one line, in which what is left out stands in its place behind a dash. Which
sections there are and which may not be left out, only the paper knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LEFT_OUT = "-"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All keys in their order, and those among them that are not printed."""

    order: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()

    @classmethod
    def read(cls, line: str) -> Arrangement:
        """The arrangement that was kept."""
        words = line.split()
        return cls(
            tuple(word.removeprefix(_LEFT_OUT) for word in words),
            frozenset(word[1:] for word in words if word.startswith(_LEFT_OUT)),
        )

    def __str__(self) -> str:
        """The line that is kept."""
        return " ".join(f"{_LEFT_OUT if key in self.left_out else ''}{key}" for key in self.order)

    @property
    def printed(self) -> tuple[str, ...]:
        """What is printed, in its order."""
        return tuple(key for key in self.order if key not in self.left_out)

    def fitted(self, keys: Sequence[str], stays: Iterable[str]) -> Arrangement:
        """
        The same for a paper that has these sections, of which some always stay.

        What the paper no longer has is dropped, and what it has got since stands where it
        usually does: behind the section that it usually follows.
        """
        order = [key for key in dict.fromkeys(self.order) if key in keys]
        for place, key in enumerate(keys):
            if key not in order:
                before = keys[place - 1] if place else None
                order.insert(order.index(before) + 1 if before else 0, key)
        return Arrangement(tuple(order), (self.left_out & set(order)) - set(stays))

    def moved(self, key: str, by: int) -> Arrangement:
        """With one section some places further down, or up; at either end it stays there."""
        if key not in self.order:
            return self
        order = [each for each in self.order if each != key]
        order.insert(max(0, self.order.index(key) + by), key)
        return Arrangement(tuple(order), self.left_out)
