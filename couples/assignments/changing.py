"""
Changing homework that runs: its dates, its days, the line that goes with it; and ending it.

What it said before is kept and shown, and goes on counting for the days on which it held.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.appointments.models import Appointment
from couples.appointments.queries import next_appointments
from couples.assignments.deadlines import original
from couples.assignments.models import Assignment, AssignmentChange
from couples.assignments.queries import get_assignment
from couples.assignments.rehearsal import Order, check_dates
from couples.assignments.schedule import WEEKDAYS
from couples.errors import DomainError
from couples.exercises.definition import MOST_TIMES_A_WEEK, Cadence
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.timetable import known_changes
from couples.wording import gettext as _

_DAY = timedelta(days=1)
_TERMS = ("days", "times_a_week", "due_on", "grace_days", "cut_off_on", "cut_off_days", "note")
_SESSIONS = ("appointment", "cut_off_appointment")
_STAYS = (
    *("id", "public_id", "practice_id", "couple_id", "couple", "exercise_version", "doer"),
    *("exercise_version_id", "for_person_id", "for_person", "first_person_id", "first_person"),
    *("follows", "level", "cadence", "starts_on", "opened_at", "closed_at", "created_at"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """
    What homework shall say from now on, all of it.

    With `before_session` or `cut_off_with_session` it hangs on the session that it hung on
    before, or else on the next one.
    """

    days: tuple[str, ...] = ()
    times_a_week: int | None = None
    due_on: date | None = None
    before_session: bool = False
    grace_days: int = 0
    cut_off_on: date | None = None
    cut_off_days: int | None = None
    cut_off_with_session: bool = False
    note: str = ""


def propose_change(
    session: Session, actor: Identity, assignment_id: str, change: Change
) -> Assignment:
    """
    The assignment as it would be, belonging to no session, so that looking changes nothing.

    Refused is what could not be, in a sentence that says what to do.
    """
    permissions.require(actor, Deed.ASSIGN)
    return _changed(session, actor, get_assignment(session, actor, assignment_id), change)


def change(
    session: Session, actor: Identity, assignment_id: str, wanted: Change, *, token: str
) -> Assignment:
    """
    Let homework say something else from now on. `token` names the press of the button.

    Other days hold from today on, another number a week from Monday on, so that nothing
    that was asked for before is asked for differently afterwards.
    """
    permissions.require(actor, Deed.ASSIGN)
    assignment = get_assignment(session, actor, assignment_id)
    # Two presses at one moment: the second waits here, and finds the first one's token.
    session.execute(select(Assignment.id).where(Assignment.id == assignment.id).with_for_update())
    if _is_pressed(session, actor, token):
        return assignment
    changed = _changed(session, actor, assignment, wanted)
    if all(getattr(changed, n) == getattr(assignment, n) for n in (*_TERMS, *_SESSIONS)):
        return assignment
    try:
        with session.begin_nested():
            session.add(_kept(actor, assignment, token))
    except IntegrityError:
        return assignment
    for name in (*_TERMS, *_SESSIONS):
        setattr(assignment, name, getattr(changed, name))
    session.flush()
    history.record(session, actor, "assignment:change", assignment)
    return assignment


def list_changes(
    session: Session, viewer: Identity, assignment: Assignment
) -> list[AssignmentChange]:
    """What it said before each change, the latest first."""
    return list(
        session.scalars(
            select(AssignmentChange)
            .where(known_changes(viewer), AssignmentChange.assignment_id == assignment.id)
            .order_by(AssignmentChange.id.desc())
        )
    )


def close(session: Session, actor: Identity, assignment_id: str) -> Assignment:
    """End homework that runs. What was handed in stays, and what is being written can be sent."""
    permissions.require(actor, Deed.ASSIGN)
    assignment = get_assignment(session, actor, assignment_id)
    finish(assignment)
    history.record(session, actor, "assignment:close", assignment)
    return assignment


def finish(assignment: Assignment) -> None:
    """Let an assignment run no longer, so that it may be given again."""
    assignment.closed_at = assignment.closed_at or clock.now()
    assignment.open_key = None


def let_be_given_again(assignment: Assignment) -> None:
    """Finish what was done, but for what is still asked about it later."""
    if assignment.definition.follow_up is None:
        finish(assignment)
    else:
        assignment.open_key = None


def _changed(
    session: Session, actor: Identity, assignment: Assignment, change: Change
) -> Assignment:
    _check(assignment, change)
    coming = next_appointments(session, actor).get(assignment.couple_id)
    is_on_days = assignment.cadence is Cadence.DAYS
    values: dict[str, object] = {name: getattr(assignment, name) for name in _STAYS}
    copy = Assignment(
        **values,
        days=",".join(day for day in WEEKDAYS if day in change.days) if is_on_days else None,
        times_a_week=change.times_a_week,
        due_on=change.due_on,
        appointment=_session_of(assignment.appointment, coming, wanted=change.before_session),
        grace_days=change.grace_days,
        cut_off_on=change.cut_off_on,
        cut_off_days=change.cut_off_days,
        cut_off_appointment=_session_of(
            assignment.cut_off_appointment, coming, wanted=change.cut_off_with_session
        ),
        note=change.note.strip() or None,
    )
    _check_days(copy, assignment)
    return copy


def _session_of(
    standing: Appointment | None, coming: Appointment | None, *, wanted: bool
) -> Appointment | None:
    if not wanted:
        return None
    found = standing if standing is not None and standing.cancelled_at is None else coming
    if found is None:
        raise DomainError(_("There is no next session to set it before."))
    return found


def _check(assignment: Assignment, change: Change) -> None:
    if assignment.closed_at is not None:
        raise DomainError(_("This homework has ended. Give it again instead."))
    if assignment.cadence is Cadence.DAYS and not set(change.days) & set(WEEKDAYS):
        raise DomainError(_("Choose at least one day of the week."))
    is_counted = assignment.cadence is Cadence.TIMES_A_WEEK
    if is_counted and not 1 <= (change.times_a_week or 0) <= MOST_TIMES_A_WEEK:
        raise DomainError(_("Choose how many times a week, from 1 to 14."))
    check_dates(
        Order(
            exercise_id="",
            couple_ids=(),
            doer=assignment.doer,
            cadence=assignment.cadence,
            due_on=change.due_on,
            before_next_session=change.before_session,
            grace_days=change.grace_days,
            cut_off_on=change.cut_off_on,
            cut_off_days=change.cut_off_days,
            cut_off_with_session=change.cut_off_with_session,
        )
    )


def _check_days(changed: Assignment, assignment: Assignment) -> None:
    couple, today = assignment.couple, clock.today(assignment.couple.time_zone)
    new, old = original(changed, couple), original(assignment, couple)
    if new.due_on and new.due_on != old.due_on and new.due_on < max(today, changed.starts_on):
        raise DomainError(_("This day has passed already. Choose one to come."))
    if new.cut_off_on and new.cut_off_on < (new.due_on or changed.starts_on):
        raise DomainError(_("It could be handed in no more before it is due."))


def _kept(actor: Identity, assignment: Assignment, token: str) -> AssignmentChange:
    values: dict[str, object] = {name: getattr(assignment, name) for name in _TERMS}
    return AssignmentChange(
        **values,
        practice_id=assignment.practice_id,
        couple_id=assignment.couple_id,
        assignment_id=assignment.id,
        changed_by_id=actor.person_id,
        token=token,
        until_on=_held_until(assignment),
        appointment_id=assignment.appointment_id,
        cut_off_appointment_id=assignment.cut_off_appointment_id,
    )


def _held_until(assignment: Assignment) -> date:
    """The last day on which the old days or number hold: a week that began is not changed."""
    today = clock.today(assignment.couple.time_zone)
    if assignment.starts_on > today:
        return assignment.starts_on - (assignment.starts_on.weekday() + 1) * _DAY
    if assignment.cadence is Cadence.TIMES_A_WEEK:
        return today + (6 - today.weekday()) * _DAY
    return today - _DAY


def _is_pressed(session: Session, actor: Identity, token: str) -> bool:
    query = select(AssignmentChange.id).where(
        AssignmentChange.practice_id == actor.practice_id, AssignmentChange.token == token
    )
    return session.scalar(query) is not None
