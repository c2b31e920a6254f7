"""What “This week” says of a repair: one line that leads to its page, where its acts are noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.repairs.following import EXERCISES
from couples.repairs.models import Stage
from couples.repairs.queries import list_repairs
from couples.repairs.reading import acts_of
from portal.partner.us import Us
from portal.partner.work import Work


@dataclass(frozen=True, slots=True)
class Mending:
    """The homework in which acts are noted, and the repair that each belongs to."""

    repairs: dict[int, str]

    @property
    def acts(self) -> set[int]:
        """The ids of that homework."""
        return set(self.repairs)

    def open_in(self, works: Iterable[Work]) -> tuple[str, ...]:
        """The repairs in which something can be noted just now, each once."""
        found = [self.repairs.get(work.assignment.id) for work in works]
        return tuple(dict.fromkeys(each for each in found if each is not None))


def mending_of(session: Session, us: Us, assignments: Iterable[Assignment]) -> Mending:
    """The repairs among `assignments`; where none can be one of a repair, nothing is asked for."""
    acts = EXERCISES[Stage.ACTS]
    if not any(each.definition.id == acts for each in assignments):
        return Mending({})
    repairs = list_repairs(session, us.viewer, us.couple.id)
    return Mending({id_: each.public_id for each in repairs for id_ in acts_of([each])})
