"""
How much a partner is asked to do at once.

Three things that want doing, and one ritual beside them, is what most people can carry.
It is a warning and never a wall: the counselor knows the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence, Definition, Doer, Kind
from couples.identity import Identity
from couples.submissions.queries import list_submissions

MOST_ACTIVE = 3
MOST_RITUALS = 1

# What is noted whenever it happens asks for nothing on any day, and a questionnaire is
# over in minutes.
_WEIGHTLESS = frozenset({Cadence.ANY_TIME, Cadence.EVERY_FEW_WEEKS, Cadence.AFTER_DAYS})


@dataclass(frozen=True, slots=True)
class Item:
    """Something that some partners are asked to do from `first` to `last`, or without an end."""

    is_ritual: bool
    people: frozenset[int]
    first: date
    last: date | None

    def is_active(self, person_id: int, day: date) -> bool:
        """Whether this partner has it on that day."""
        is_over = self.last is not None and self.last < day
        return person_id in self.people and self.first <= day and not is_over


@dataclass(frozen=True, slots=True)
class Heavy:
    """A day on which a partner has more at once than most people can carry."""

    person_id: int
    day: date
    count: int
    rituals: int


def weighs(definition: Definition, cadence: Cadence) -> bool:
    """Whether it counts at all."""
    return cadence not in _WEIGHTLESS and definition.kind is not Kind.MEASURE


def list_heavy(
    items: Iterable[Item], person_ids: Sequence[int], days: Iterable[date]
) -> list[Heavy]:
    """Every one of `days` on which somebody has too much, in order."""
    items = list(items)
    found = []
    for day in sorted(set(days)):
        for person_id in person_ids:
            active = [item for item in items if item.is_active(person_id, day)]
            rituals = sum(item.is_ritual for item in active)
            # A second ritual takes the place of something else.
            count = len(active) - min(rituals, MOST_RITUALS)
            if count > MOST_ACTIVE:
                found.append(Heavy(person_id, day, count, rituals))
    return found


def load_items(
    session: Session, viewer: Identity, couples: Sequence[Couple]
) -> dict[int, list[Item]]:
    """What the partners of each couple have at the moment, in two statements for all of them."""
    running = list_assignments(
        session, viewer, couple_ids=[couple.id for couple in couples], running=True
    )
    weighing = [a for a in running if weighs(a.definition, a.cadence)]
    once = [a for a in weighing if a.cadence is Cadence.ONCE and not a.definition.checks_in]
    done = {
        (s.assignment_id, s.author_id) for s in list_submissions(session, viewer, assignments=once)
    }
    partners = {couple.id: [person.id for person in couple.partners] for couple in couples}
    found: dict[int, list[Item]] = {couple.id: [] for couple in couples}
    for assignment in weighing:
        asked = people_asked(
            assignment.doer, assignment.for_person_id, partners[assignment.couple_id]
        )
        people = frozenset(id_ for id_ in asked if (assignment.id, id_) not in done)
        found[assignment.couple_id].append(_item(assignment, people))
    return found


def heavy_with(
    session: Session, viewer: Identity, planned: Sequence[Assignment]
) -> dict[int, list[Heavy]]:
    """Who would have too much on the first day of homework that is not given yet, by couple."""
    couples = [assignment.couple for assignment in planned]
    items = load_items(session, viewer, couples)
    found = {}
    for assignment in planned:
        partners = [person.id for person in assignment.couple.partners]
        if weighs(assignment.definition, assignment.cadence):
            asked = people_asked(assignment.doer, assignment.for_person_id, partners)
            own = [*items[assignment.couple.id], _item(assignment, frozenset(asked))]
            found[assignment.couple.id] = list_heavy(own, asked, [assignment.starts_on])
    return {couple_id: heavy for couple_id, heavy in found.items() if heavy}


def people_asked(doer: Doer, for_person_id: int | None, partners: Sequence[int]) -> list[int]:
    """The partners who are given something."""
    return [id_ for id_ in partners if doer is not Doer.ONE or id_ == for_person_id]


def _item(assignment: Assignment, people: frozenset[int]) -> Item:
    # What is done once stays on the desk after its date, until it is handed in.
    is_once = assignment.cadence is Cadence.ONCE
    return Item(
        is_ritual=assignment.definition.kind is Kind.RITUAL,
        people=people,
        first=assignment.starts_on,
        last=None if is_once else assignment.due_on,
    )
