"""Who is asking, as a plain value that holds no connection to the web."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Role(enum.StrEnum):
    """On which side of the practice somebody stands."""

    COUNSELOR = "counselor"
    """Sees the couples of their own caseload, and what was shared with them."""

    PARTNER = "partner"
    """Sees their own work, and what their couple shares."""

    COUPLE = "couple"
    """Nobody who signs in: the reader of a page meant for both partners at once."""


@dataclass(frozen=True, slots=True)
class Identity:
    """
    Whoever reads (as `viewer`) or changes (as `actor`) something.

    `person_id` is who they are. For the role COUPLE it is the counselor who
    prepares the page, and `couple_id` is the couple that it is meant for. A partner who
    `is_apart` belongs to a couple of which one has left (`couples.partings`).
    """

    role: Role
    practice_id: int
    person_id: int
    couple_id: int | None = None
    is_apart: bool = False

    def for_copy_of(self, couple_id: int) -> Identity:
        """The reader of a copy that both partners of that couple may hold."""
        return Identity(Role.COUPLE, self.practice_id, self.person_id, couple_id)
