"""
Where a repair stands, worked out from what both partners can read: no database in here.

Nothing that one of them keeps to themselves moves it, so that both always find the same.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime

from couples.repairs.models import Stage


class Place(enum.StrEnum):
    """What comes next, in the order of a repair."""

    GRIEVANCE = "grievance"
    """The one who was hurt says what happened, when they are ready."""

    IMPACT = "impact"
    """They say what it did to them, when they are ready."""

    REFLECTION = "reflection"
    """The other one says what they understood."""

    PLAN = "plan"
    """The two find steps to mend it, and both say yes to them."""

    ACTS = "acts"
    """The steps are done, and each says how they reached them."""

    REVIEW = "review"
    """They look at it together: what mattered, and what never did."""


class Ask(enum.StrEnum):
    """What the one who was hurt asked for, where they let the other read it."""

    HEAR = "hear"
    REPAIR = "repair"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class Standing:
    """A repair as both partners may know it; `today` is the day it is where they live."""

    today: date
    grievance_at: datetime | None = None
    impact_at: datetime | None = None
    reflection_at: datetime | None = None
    in_force_at: datetime | None = None
    review_on: date | None = None
    ask: Ask | None = None
    goes_on: bool = False
    is_resting: bool = False
    ended_at: datetime | None = None

    @property
    def place(self) -> Place:
        """What comes next."""
        reached = (
            (Place.GRIEVANCE, self.grievance_at),
            (Place.IMPACT, self.impact_at),
            (Place.REFLECTION, self.reflection_at),
            (Place.PLAN, self.in_force_at),
        )
        for place, at in reached:
            if at is None:
                return place
        is_due = self.review_on is not None and self.review_on <= self.today
        return Place.REVIEW if is_due else Place.ACTS

    @property
    def is_enough(self) -> bool:
        """Whether no more than this was asked for, until the one who was hurt asks for more."""
        if self.goes_on:
            return False
        match self.ask:
            case Ask.NOT_YET:
                return self.place in {Place.IMPACT, Place.PLAN}
            case Ask.HEAR:
                return self.place is Place.PLAN
            case _:
                return False

    @property
    def may_be_done(self) -> bool:
        """Whether either of them can say that it is done for them: once it was heard."""
        return self.reflection_at is not None

    @property
    def next_stage(self) -> Stage | None:
        """The homework that what has happened makes way for, whether it runs already or not."""
        if self.is_resting or self.ended_at is not None or self.is_enough:
            return None
        return _STAGE[self.place]


_STAGE = {
    Place.GRIEVANCE: Stage.GRIEVANCE,
    Place.IMPACT: Stage.IMPACT,
    Place.REFLECTION: Stage.IMPACT,
    Place.PLAN: Stage.PLAN,
    Place.ACTS: Stage.ACTS,
    Place.REVIEW: Stage.ACTS,
}
