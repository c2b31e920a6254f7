"""One couple while their weeks are made up: who they are, and what was written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.exercises.definition import Part
from couples.submissions.models import Submission
from tests.cast import Cast, Member, Pair


@dataclass
class Life:
    """One couple's weeks; `words` holds what was written, by (author, audience)."""

    session: Session
    cast: Cast
    pair: Pair
    chance: Random
    words: dict[tuple[str, Audience], list[str]] = field(default_factory=lambda: defaultdict(list))
    pressed: int = 0

    @property
    def couple(self) -> Couple:
        """The row of the couple."""
        return self.session.get_one(Couple, self.pair.id)

    def press(self) -> str:
        """A new key for one press of a button."""
        self.pressed += 1
        return f"{self.pair.id}-{self.pressed}"

    def somebody(self) -> Member:
        """One of the two."""
        return self.chance.choice(self.pair.partners)

    def handed_in(self, part: Part) -> list[Submission]:
        """Everything of one part, oldest first, straight from the table."""
        return list(
            self.session.scalars(
                select(Submission)
                .where(Submission.couple_id == self.pair.id, Submission.part == part)
                .order_by(Submission.id)
            )
        )
