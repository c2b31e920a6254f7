"""Days in a demo story that turn out otherwise: homework rests, or has more time."""

from __future__ import annotations

from dataclasses import dataclass

from couples.assignments.extending import MoreTime, extend
from couples.breaks import services as breaks
from couples.demo.lives import BOTH, Life
from couples.demo.scenes import Scene


@dataclass(frozen=True)
class Rested(Scene):
    """The counselor enters days on which the couple's homework rests."""

    first_ago: int
    last_ago: int

    def happen(self, life: Life) -> None:
        """Enter the break."""
        breaks.enter(
            life.session,
            life.counselor,
            life.couple.public_id,
            first_on=life.day(self.first_ago),
            last_on=life.day(self.last_ago),
            token=life.press(),
        )


@dataclass(frozen=True)
class GivenMoreTime(Scene):
    """The counselor puts off what is due, for both or for one of them."""

    exercise: str
    days: int
    only: int | None = BOTH

    def happen(self, life: Life) -> None:
        """Give so many days more."""
        given = life.homework[self.exercise, BOTH]
        person = None if self.only is BOTH else life.couple.partners[self.only].public_id
        wanted = MoreTime((given.public_id,), days=self.days, person_id=person)
        extend(life.session, life.counselor, wanted, token=life.press())
