"""Which saves of one page build upon each other, in whatever order they arrive."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnSaves:
    """
    What a page says of its own saves, beside the newest revision that it was told of.

    `unheard` are the numbers of those that nobody has answered yet, this one among them: each
    may have arrived, or arrive still. `number` is what this one is called, and what the revision
    becomes; without one, as from a page without a script, saves are counted.
    """

    unheard: frozenset[int] = frozenset()
    number: int | None = None

    def after(self, current: int, *, seen: int, changes: bool) -> int | None:
        """
        The revision after this save, or None where it would overwrite what its page never saw.

        A save that changes nothing is never refused. It takes its number all the same, so
        that older words of its page, if they are on their way still, come too late.
        """
        builds_on = current == seen or current in self.unheard
        if not builds_on:
            return None if changes else current
        if self.number is None or self.number == current:
            return current + changes
        return self.number


UNNUMBERED = OwnSaves()
"""Of a page that waits for each answer, as every form does."""
