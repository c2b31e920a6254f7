"""
Everything besides the assignments themselves that says when they come round.

Sessions, breaks, extensions and earlier days, loaded for any number of couples in a fixed
number of statements, as a viewer may know them: more time that one partner was given is
not in the other's calendar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from couples.appointments.models import Appointment
from couples.assignments.deadlines import Deadlines, extended, extension_for, original
from couples.assignments.models import Assignment, AssignmentChange, Extension
from couples.assignments.schedule import Meeting, Plan, Terms
from couples.assignments.spans import Span, joined
from couples.breaks.models import Break
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence
from couples.identity import Identity
from couples.safety.resting import Restings, load_restings
from couples.timetable import known_breaks, known_changes, known_extensions
from couples.visibility import known_appointments

SESSION_KEY_PREFIX = "session-"
_ANY = (1, 1)


@dataclass(frozen=True)
class Calendar:
    """Sessions, breaks and what gates held by couple, extensions and changes by assignment."""

    meetings: Mapping[int, tuple[Meeting, ...]] = field(default_factory=dict)
    breaks: Mapping[int, Sequence[Break]] = field(default_factory=dict)
    held: Restings = field(default_factory=Restings)
    extensions: Mapping[int, Sequence[Extension]] = field(default_factory=dict)
    changes: Mapping[int, Sequence[AssignmentChange]] = field(default_factory=dict)

    def rests(self, assignment: Assignment) -> tuple[Span, ...]:
        """The days on which this homework rests, in a break or because a gate held it."""
        return joined([*self.paused(assignment), *self.held.spans(assignment)])

    def paused(self, assignment: Assignment) -> tuple[Span, ...]:
        """The days on which this homework rests in a break."""
        breaks = self.breaks.get(assignment.couple_id, ())
        return joined(each.span for each in breaks if each.assignment_id in {None, assignment.id})

    def extension(self, assignment: Assignment, person_id: int | None = None) -> Extension | None:
        """More time that counts for a partner; without one, for both."""
        return extension_for(self.extensions.get(assignment.id, ()), person_id)

    def deadlines(self, assignment: Assignment, person_id: int | None = None) -> Deadlines:
        """
        When it is due and cut off for a partner, with whatever was extended.

        What comes round has its last day here; its cut-off is one for each time.
        """
        said = original(assignment, assignment.couple)
        if assignment.cadence is not Cadence.ONCE:
            said = replace(said, cut_off_on=None)
        return extended(said, self.extension(assignment, person_id), assignment.couple)

    def plan(self, assignment: Assignment, person_id: int | None = None) -> Plan:
        """How an assignment comes round for a partner, or for both where nobody is named."""
        definition, is_once = assignment.definition, assignment.cadence is Cadence.ONCE
        dates = self.deadlines(assignment, person_id)
        meets = assignment.cadence is Cadence.EACH_SESSION
        return Plan(
            cadence=assignment.cadence,
            starts_on=assignment.starts_on,
            due_on=dates.due_on,
            days=_days(assignment.days),
            times_a_week=assignment.times_a_week or 1,
            meetings=self.meetings.get(assignment.couple_id, ()) if meets else (),
            every_weeks=definition.every_weeks or _ANY,
            after_days=definition.after_days,
            seed=assignment.public_id,
            grace_days=assignment.grace_days,
            cut_off_days=None if is_once else assignment.cut_off_days,
            cut_off_on=dates.cut_off_on if is_once else None,
            rests=self.rests(assignment),
            earlier=tuple(
                Terms(each.until_on, _days(each.days), each.times_a_week or 1)
                for each in self.changes.get(assignment.id, ())
            ),
        )


def load_calendar(
    session: Session,
    viewer: Identity,
    couples: Sequence[Couple],
    assignments: Iterable[Assignment] | None = None,
) -> Calendar:
    """The calendar of some couples, or of just these assignments of theirs."""
    ids = [couple.id for couple in couples]
    only = None if assignments is None else [each.id for each in assignments]
    return Calendar(
        meetings=meetings_of(session, viewer, couples),
        breaks=_breaks(session, viewer, ids),
        held=load_restings(session, viewer, ids),
        extensions=_extensions(session, viewer, ids, only),
        changes=_changes(session, viewer, ids, only),
    )


def meetings_of(
    session: Session, viewer: Identity, couples: Sequence[Couple]
) -> dict[int, tuple[Meeting, ...]]:
    """The sessions of each couple as days of their own calendar, for homework due each session."""
    found: dict[int, list[Meeting]] = {couple.id: [] for couple in couples}
    known = {couple.id: couple for couple in couples}
    appointments = session.scalars(
        select(Appointment)
        .where(
            known_appointments(viewer),
            Appointment.couple_id.in_(known),
            Appointment.cancelled_at.is_(None),
        )
        .order_by(Appointment.starts_at)
    )
    for appointment in appointments:
        couple = known[appointment.couple_id]
        key = SESSION_KEY_PREFIX + appointment.public_id
        found[couple.id].append(Meeting(key, couple.day_of(appointment.starts_at)))
    return {couple_id: tuple(meetings) for couple_id, meetings in found.items()}


def _days(days: str | None) -> frozenset[str]:
    return frozenset(filter(None, (days or "").split(",")))


def _breaks(session: Session, viewer: Identity, ids: Sequence[int]) -> dict[int, list[Break]]:
    found: dict[int, list[Break]] = defaultdict(list)
    query = select(Break).where(known_breaks(viewer), Break.couple_id.in_(ids))
    for each in session.scalars(query.order_by(Break.first_on, Break.id)):
        found[each.couple_id].append(each)
    return found


def _extensions(
    session: Session, viewer: Identity, ids: Sequence[int], only: Sequence[int] | None
) -> dict[int, list[Extension]]:
    found: dict[int, list[Extension]] = defaultdict(list)
    query = (
        select(Extension)
        .where(known_extensions(viewer), Extension.couple_id.in_(ids))
        .options(joinedload(Extension.appointment))
        .order_by(Extension.id)
    )
    if only is not None:
        query = query.where(Extension.assignment_id.in_(only))
    for each in session.scalars(query):
        found[each.assignment_id].append(each)
    return found


def _changes(
    session: Session, viewer: Identity, ids: Sequence[int], only: Sequence[int] | None
) -> dict[int, list[AssignmentChange]]:
    found: dict[int, list[AssignmentChange]] = defaultdict(list)
    query = (
        select(AssignmentChange)
        .where(known_changes(viewer), AssignmentChange.couple_id.in_(ids))
        .order_by(AssignmentChange.until_on, AssignmentChange.id)
    )
    if only is not None:
        query = query.where(AssignmentChange.assignment_id.in_(only))
    for each in session.scalars(query):
        found[each.assignment_id].append(each)
    return found
