"""Changing one couple's course: each change has a reason, and is written into the history."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.errors import ConflictError, DomainError, NotFoundError
from couples.exercises.blank import is_blank
from couples.exercises.vocabulary import Cadence
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.programmes.calendar import BY_TIME, DAYS_OF_A_WEEK
from couples.programmes.models import Enrolment, EnrolmentChange, EnrolmentStep
from couples.programmes.opening import open_one
from couples.programmes.queries import course_of, get_enrolment, place_of
from couples.programmes.releasing import release_due
from couples.programmes.shelf import load_shelf
from couples.programmes.vocabulary import Change, Left, StepState, When
from couples.wording import gettext as _

LONGEST_REASON = 600


def pause(session: Session, actor: Identity, enrolment_id: str, *, reason: str) -> Enrolment:
    """Let nothing more open until the course is resumed. What is open stays open."""
    enrolment = _running(session, actor, enrolment_id, reason)
    if enrolment.paused_on is not None:
        raise ConflictError(_("This course is paused already."))
    enrolment.paused_on = clock.today(enrolment.couple.time_zone)
    _note(session, actor, enrolment, Change.PAUSE, reason)
    return enrolment


def resume(session: Session, actor: Identity, enrolment_id: str, *, reason: str) -> Enrolment:
    """Go on, with everything that has not opened later by the length of the pause."""
    enrolment = _running(session, actor, enrolment_id, reason)
    if enrolment.paused_on is None:
        raise ConflictError(_("This course is not paused."))
    paused = (clock.today(enrolment.couple.time_zone) - enrolment.paused_on).days
    for row in enrolment.steps:
        if row.state is StepState.WAITING:
            row.shifted_days += paused
    enrolment.paused_on = None
    _note(session, actor, enrolment, Change.RESUME, reason)
    _look(session, enrolment)
    return enrolment


def end(session: Session, actor: Identity, enrolment_id: str, *, reason: str) -> Enrolment:
    """End the course. Homework that has opened goes on until it is ended itself."""
    enrolment = _running(session, actor, enrolment_id, reason)
    enrolment.ended_on = clock.today(enrolment.couple.time_zone)
    enrolment.open_key = None
    _note(session, actor, enrolment, Change.END, reason)
    return enrolment


def skip(
    session: Session, actor: Identity, enrolment_id: str, step_id: str, *, reason: str
) -> Enrolment:
    """Leave out a step that waits. Whatever waits for it waits no longer."""
    enrolment = _running(session, actor, enrolment_id, reason)
    row = _waiting(enrolment, step_id)
    if enrolment.definition.step(row.step).essential:
        raise DomainError(_("This step is never skipped: the rest of the course stands on it."))
    row.state, row.left = StepState.SKIPPED, Left.BY_COUNSELOR
    _note(session, actor, enrolment, Change.SKIP, reason, row=row)
    _look(session, enrolment)
    return enrolment


def open_now(
    session: Session, actor: Identity, enrolment_id: str, step_id: str, *, reason: str
) -> Enrolment:
    """Open a step today, whatever it waits for. A closed gate still holds it back."""
    enrolment = _running(session, actor, enrolment_id, reason)
    row = _waiting(enrolment, step_id)
    if enrolment.paused_on is not None:
        raise ConflictError(_("This course is paused. Resume it first."))
    today = clock.today(enrolment.couple.time_zone)
    enrolment.starts_on = min(enrolment.begins_on, today)
    open_one(session, actor, (row, today), load_shelf(session, actor), is_by_hand=True)
    if row.state is StepState.WAITING:
        raise DomainError(_("A gate holds this back. Look at the couple’s safety page first."))
    _note(session, actor, enrolment, Change.OPEN, reason, row=row)
    _look(session, enrolment)
    return enrolment


def move(
    session: Session, actor: Identity, enrolment_id: str, step_id: str, *, week: int, reason: str
) -> Enrolment:
    """Put a step that waits into another week, which must not be over."""
    enrolment = _running(session, actor, enrolment_id, reason)
    row = _waiting(enrolment, step_id)
    step, definition = enrolment.definition.step(row.step), enrolment.definition
    if not definition.first_week <= week <= definition.last_week:
        raise DomainError(_("Choose one of the weeks of this course."))
    if step.release.when is When.DATE:
        raise DomainError(_("This step has a date of its own, so that its week moves nothing."))
    if course_of(enrolment).week_on(clock.today(enrolment.couple.time_zone)) > week:
        raise DomainError(_("This week is over. Choose one that is not."))
    if step.release.when in BY_TIME - {When.WEEK} and row.round == 1:
        row.shifted_days += (week - row.week) * DAYS_OF_A_WEEK
    row.week, row.held_on = week, None
    _note(session, actor, enrolment, Change.MOVE, reason, row=row)
    _look(session, enrolment)
    return enrolment


def repeat(
    session: Session, actor: Identity, enrolment_id: str, *, week: int, reason: str
) -> Enrolment:
    """
    Do a week once more, and everything after it later by as much.

    What is done once is not asked for twice, and what has no end goes on anyway.
    """
    enrolment = _running(session, actor, enrolment_id, reason)
    today = clock.today(enrolment.couple.time_zone)
    course = course_of(enrolment)
    rows = _latest_of(enrolment, week)
    if not any(row.state is StepState.OPEN for row in rows):
        raise DomainError(_("Nothing of this week has opened yet, so there is nothing to repeat."))
    begun = min(course.begins_on(place_of(enrolment, row)) for row in rows)
    later = max(DAYS_OF_A_WEEK, (today - begun).days)
    for row in enrolment.steps:
        if row.state is StepState.WAITING and row.week >= week:
            row.shifted_days += later
            row.held_on = None
    for row in rows:
        step = enrolment.definition.step(row.step)
        if row.state is StepState.OPEN and step.lasts and step.cadence is not Cadence.ONCE:
            enrolment.steps.append(_once_more(row, later))
    _note(session, actor, enrolment, Change.REPEAT, reason, week=week)
    _look(session, enrolment)
    return enrolment


def go_on(
    session: Session, actor: Identity, enrolment_id: str, *, week: int, reason: str
) -> Enrolment:
    """Let a week open although too little was done in the one before."""
    enrolment = _running(session, actor, enrolment_id, reason)
    enrolment.went_on_to = max(week, enrolment.went_on_to or week)
    for row in enrolment.steps:
        if row.week <= week:
            row.held_on = None
    _note(session, actor, enrolment, Change.GO_ON, reason, week=week)
    _look(session, enrolment)
    return enrolment


def _latest_of(enrolment: Enrolment, week: int) -> list[EnrolmentStep]:
    """The steps of a week, each in its last round."""
    latest: dict[str, EnrolmentStep] = {}
    for row in enrolment.steps:
        known = latest.get(row.step)
        if known is None or known.round < row.round:
            latest[row.step] = row
    return [row for row in latest.values() if row.week == week]


def _once_more(row: EnrolmentStep, later: int) -> EnrolmentStep:
    return EnrolmentStep(
        practice_id=row.practice_id,
        couple_id=row.couple_id,
        step=row.step,
        round=row.round + 1,
        week=row.week,
        position=row.position,
        shifted_days=row.shifted_days + later,
        state=StepState.WAITING,
    )


def _waiting(enrolment: Enrolment, step_id: str) -> EnrolmentStep:
    row = next((row for row in enrolment.steps if row.public_id == step_id), None)
    if row is None:
        raise NotFoundError
    if row.state is not StepState.WAITING:
        raise ConflictError(_("This step does not wait any more."))
    return row


def _look(session: Session, enrolment: Enrolment) -> None:
    session.flush()
    release_due(session, [enrolment.id])


def _running(session: Session, actor: Identity, enrolment_id: str, reason: str) -> Enrolment:
    """The course, if it still runs and there is a reason to change it."""
    permissions.require(actor, Deed.ASSIGN)
    enrolment = get_enrolment(session, actor, enrolment_id)
    if enrolment.ended_on is not None:
        raise ConflictError(_("This course has ended."))
    if is_blank(reason):
        raise DomainError(_("Write down why, for yourself. Nobody else reads it."))
    return enrolment


def _note(
    session: Session,
    actor: Identity,
    enrolment: Enrolment,
    change: Change,
    reason: str,
    *,
    row: EnrolmentStep | None = None,
    week: int | None = None,
) -> None:
    session.add(
        EnrolmentChange(
            practice_id=enrolment.practice_id,
            enrolment_id=enrolment.id,
            couple_id=enrolment.couple_id,
            made_by_id=actor.person_id,
            change=change,
            step=row.step if row else None,
            week=row.week if row else week,
            reason=reason.strip(),
        )
    )
    history.record(session, actor, f"enrolment:{change.value}", enrolment)
