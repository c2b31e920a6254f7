"""
Four things that are not the same: due, grace, the cut-off, and an extension.

Due is the day something is asked for. For some days of grace after it, it still counts as
on time. After the cut-off nothing can be handed in. An extension moves due and cut-off to
later days, for both partners or for one, and leaves standing what was said at first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from couples.appointments.models import Appointment
from couples.assignments.models import Assignment, AssignmentChange, Extension
from couples.caseload.models import Couple

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """When it is due, and after which day nothing can be handed in; None where there is no day."""

    due_on: date | None
    cut_off_on: date | None


def day_of_session(appointment: Appointment | None, couple: Couple) -> date | None:
    """The couple's own day of a session; none once it was cancelled."""
    if appointment is None or appointment.cancelled_at is not None:
        return None
    return couple.day_of(appointment.starts_at)


def original(given: Assignment | AssignmentChange, couple: Couple) -> Deadlines:
    """What was said when it was given, wherever its sessions have moved since."""
    due_on, cut_off_on = given.due_on, given.cut_off_on
    if given.appointment is not None:
        due_on = day_of_session(given.appointment, couple)
    if given.cut_off_appointment is not None:
        cut_off_on = day_of_session(given.cut_off_appointment, couple)
    elif given.cut_off_days is not None and due_on is not None:
        cut_off_on = due_on + given.cut_off_days * _DAY
    return Deadlines(due_on, cut_off_on)


def extension_for(extensions: Sequence[Extension], person_id: int | None) -> Extension | None:
    """The latest of some extensions that counts for a partner, or for both where none is named."""
    mine = [each for each in extensions if each.person_id in {None, person_id}]
    return mine[-1] if mine else None


def extended(said: Deadlines, extension: Extension | None, couple: Couple) -> Deadlines:
    """
    The later days of an extension. The cut-off keeps its distance from the day it is due.

    With a session that was cancelled there is no day any more, as with what was due before
    one from the start.
    """
    if extension is None:
        return said
    if extension.days is not None:
        return later(said, extension.days)
    until = extension.due_on
    if extension.appointment is not None:
        until = day_of_session(extension.appointment, couple)
    if until is None:
        return replace(said, due_on=None, cut_off_on=None)
    return moved(said, until)


def later(said: Deadlines, days: int) -> Deadlines:
    """Both so many days later."""
    more = days * _DAY
    return Deadlines(
        said.due_on + more if said.due_on else None,
        said.cut_off_on + more if said.cut_off_on else None,
    )


def moved(said: Deadlines, until: date) -> Deadlines:
    """Due on that day; where only the cut-off has a day, it is the cut-off that moves."""
    if said.due_on is None:
        return Deadlines(None, until if said.cut_off_on else None)
    room = max(said.cut_off_on - said.due_on, timedelta()) if said.cut_off_on else None
    return Deadlines(until, None if room is None else until + room)
