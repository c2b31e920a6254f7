"""How often a couple stopped, and whether they came back: for their counselor, and no reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from couples.pauses.models import Pause

FEWEST = 4
"""From fewer than this nobody should conclude anything."""

NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class Side:
    """One partner: how many they called, and to how many of those they came back."""

    person_id: int
    called: int
    returned: int


@dataclass(frozen=True, slots=True)
class Tally:
    """
    The pauses of both that are over, and to how many both came back in time.

    What somebody took alone is counted apart, since nobody waits for them in it; and so is
    what their counselor ended, from which nobody could be back in time.
    """

    count: int
    both_in_time: int
    alone: int
    lifted: int
    sides: tuple[Side, ...]

    @property
    def leaves(self) -> Side | None:
        """Whoever called nearly all of them and never came back: worth a quiet question."""
        if self.count < FEWEST:
            return None
        for side in self.sides:
            if side.called / self.count > NEARLY_ALL and not side.returned:
                return side
        return None


def tally(pauses: Sequence[Pause], people: Sequence[int]) -> Tally:
    """Count the pauses of one couple, whose partners are `people`."""
    over = [pause for pause in pauses if not pause.is_alone and not pause.is_running]
    told = [pause for pause in over if not pause.is_lifted]
    return Tally(
        count=len(told),
        both_in_time=sum(all(p.was_in_time(person) for person in people) for p in told),
        alone=sum(pause.is_alone for pause in pauses),
        lifted=len(over) - len(told),
        sides=tuple(_side(told, person) for person in people),
    )


def _side(told: Sequence[Pause], person_id: int) -> Side:
    called = [pause for pause in told if pause.called_by_id == person_id]
    return Side(
        person_id,
        len(called),
        sum(pause.is_back(person_id) for pause in called),
    )
