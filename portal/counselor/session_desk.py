"""The counselor's own page in a session: what can be opened, typed and noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.caseload.models import Couple
from couples.exercises.definition import Doer, Kind, Part
from couples.people.models import Person
from couples.progress.agenda import Held
from couples.submissions.reading import ToldAnswer, tell
from couples.submissions.references import referred_by
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session


@dataclass(frozen=True, slots=True)
class Desk:
    """Homework that runs: whose answers can be typed, and where something can be noted."""

    to_type: tuple[tuple[Assignment, tuple[Person, ...]], ...]
    to_note: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """One thing that waits to be opened, with its words for the counselor to look at first."""

    held: Held
    title: str
    author: str
    other: str
    told: tuple[ToldAnswer, ...]
    is_new: bool


def desk_of(couple: Couple) -> Desk:
    """What can be written down while they are here."""
    running = list_assignments(session, current_identity, couple_ids=[couple.id], running=True)
    typed = [each for each in running if each.definition.fields_of(Part.MAIN)]
    return Desk(
        to_type=tuple(
            (each, _doers(each)) for each in typed if each.definition.kind is not Kind.MEASURE
        ),
        to_note=tuple(each for each in running if each.definition.fields_of(Part.SESSION)),
    )


def _doers(assignment: Assignment) -> tuple[Person, ...]:
    is_for_one = assignment.doer is Doer.ONE
    return tuple(
        person
        for person in assignment.couple.partners
        if not is_for_one or assignment.for_person_id == person.id
    )


def closed_of(couple: Couple, held: Sequence[Held], since: datetime | None) -> list[Closed]:
    """What waits, in the words of its author; new is what came in since the last session."""
    fields = [field for each in held for field in each.submission.assignment.definition.fields]
    referred = referred_by(session, current_identity, couple, fields)
    found = []
    for each in held:
        author = next(p for p in couple.partners if p.id == each.submission.author_id)
        other = couple.other_partner(author.id).name or ""
        people = {"author": author.name or "", "other": other, "both": _("Both")}
        definition = each.submission.assignment.definition
        told = tell(definition, each.answers, people, referred)
        is_new = since is None or each.submission.submitted_at > since
        found.append(Closed(each, definition.title, author.name or "", other, tuple(told), is_new))
    return found
