"""Who is asking, as a plain value that holds no connection to the web."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace


class Role(enum.StrEnum):
    """On which side of the practice somebody stands."""

    COUNSELOR = "counselor"
    """Sees the couples of their own caseload, and what was shared with them."""

    PARTNER = "partner"
    """Sees their own work, and what their couple shares."""

    COUPLE = "couple"
    """Nobody who signs in: the reader of a page meant for both partners at once."""

    GUEST = "guest"
    """A counselor whom a colleague's couple is open to for a time (`couples.admissions`)."""


@dataclass(frozen=True, slots=True)
class Identity:
    """
    Whoever reads (as `viewer`) or changes (as `actor`) something.

    `person_id` is who they are. For the role COUPLE it is the counselor who
    prepares the page, and `couple_id` is the couple that it is meant for. For the role GUEST
    it is the colleague who reads along, and `couple_id` the one couple that they may read. A
    partner who `is_apart` belongs to a couple of which one has left (`couples.partings`).
    What a partner keeps off their own pages is read only by one who `opens_kept_off`: see
    `couples.submissions.keeping_off`.
    """

    role: Role
    practice_id: int
    person_id: int
    couple_id: int | None = None
    is_apart: bool = False
    opens_kept_off: bool = False

    @property
    def reads_as_counselor(self) -> bool:
        """Whether they read a couple with the eyes of its counselor."""
        return self.role in {Role.COUNSELOR, Role.GUEST}

    def with_kept_off(self) -> Identity:
        """
        The same partner, with what they keep off their own pages.

        For what weighs whether something is done and shows nothing of it, for their record,
        and for the page that comes after a proof of who is there.
        """
        return replace(self, opens_kept_off=True)

    def for_copy_of(self, couple_id: int) -> Identity:
        """The reader of a copy that both partners of that couple may hold."""
        return Identity(Role.COUPLE, self.practice_id, self.person_id, couple_id)

    def as_guest_of(self, couple_id: int) -> Identity:
        """The same counselor, as somebody who may read that couple of a colleague's and no more."""
        return Identity(Role.GUEST, self.practice_id, self.person_id, couple_id)
