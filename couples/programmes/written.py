"""A programme as its author has typed it: what is said about it, and its steps by their weeks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from couples.exercises.sheet import Piece, Sheet
from couples.programmes.definition import MOST_STEPS, MOST_WEEKS
from couples.wording import gettext as _

_LONGEST_NUMBER = 3


@dataclass(frozen=True, slots=True)
class WrittenStep(Piece):
    """One step, as far as it is written."""

    @property
    def week(self) -> int | None:
        """Its week, if what was typed is one."""
        typed = self.words("week")
        if not (typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST_NUMBER):
            return None
        return int(typed) if int(typed) <= MOST_WEEKS else None

    def in_week(self, week: int) -> WrittenStep:
        """The same step in another week."""
        return replace(self, typed={**self.typed, "week": str(week)}, stamp=self.stamp + 1)


@dataclass(frozen=True, slots=True)
class WrittenProgramme(Sheet[WrittenStep]):
    """The head of a programme and its steps; those whose week is not sound stand last."""

    most: ClassVar[int] = MOST_STEPS
    noun: ClassVar[str] = "steps"
    piece_type: ClassVar[type[Piece]] = WrittenStep

    @property
    def steps(self) -> tuple[WrittenStep, ...]:
        """Its steps in the order in which they come, week by week."""
        return tuple(sorted(self.pieces, key=_by_week))

    @property
    def weeks(self) -> list[tuple[int | None, list[WrittenStep]]]:
        """Every week from the first to the last with its steps, and then those without one."""
        known = [step.week for step in self.steps if step.week is not None]
        found: list[tuple[int | None, list[WrittenStep]]] = []
        if known:
            found += [
                (week, [step for step in self.steps if step.week == week])
                for week in range(known[0], known[-1] + 1)
            ]
        without = [step for step in self.steps if step.week is None]
        return [*found, (None, without)] if without else found

    def too_many(self) -> str:
        """Why there is no room for another step."""
        return _("A programme has %(limit)s steps at most.", limit=self.most)

    def moving(self, piece_id: str, by: int) -> WrittenProgramme:
        """
        With that step one place further up (-1) or down (1) in its week.

        Where it stands first or last in its week, it goes to the end of the week before
        or to the top of the next one, so that the two buttons reach every place.
        """
        step = self.piece(piece_id)
        order = list(self.steps)
        beside = [other for other in order if other.week == step.week]
        at = beside.index(step) + by
        if 0 <= at < len(beside):
            order.remove(step)
            order.insert(order.index(beside[at]) + (1 if by > 0 else 0), step)
        elif step.week is not None and 0 <= step.week + by <= MOST_WEEKS:
            # The steps of the week that it goes to lie beside it in the order already.
            order[order.index(step)] = step.in_week(step.week + by)
        return self._with(order)


def _by_week(step: WrittenStep) -> int:
    return MOST_WEEKS + 1 if step.week is None else step.week
