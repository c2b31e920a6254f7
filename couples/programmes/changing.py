"""Changing one couple's course: each change has a reason, and is written into the history."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.errors import ConflictError, DomainError
from couples.exercises.blank import is_blank
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.programmes.models import Enrolment, EnrolmentChange
from couples.programmes.queries import get_enrolment
from couples.programmes.releasing import release_due
from couples.programmes.vocabulary import Change, StepState
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
    session.flush()
    release_due(session, [enrolment.id])
    return enrolment


def end(session: Session, actor: Identity, enrolment_id: str, *, reason: str) -> Enrolment:
    """End the course. Homework that has opened goes on until it is ended itself."""
    enrolment = _running(session, actor, enrolment_id, reason)
    enrolment.ended_on = clock.today(enrolment.couple.time_zone)
    enrolment.open_key = None
    _note(session, actor, enrolment, Change.END, reason)
    return enrolment


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
    session: Session, actor: Identity, enrolment: Enrolment, change: Change, reason: str
) -> None:
    session.add(
        EnrolmentChange(
            practice_id=enrolment.practice_id,
            enrolment_id=enrolment.id,
            couple_id=enrolment.couple_id,
            made_by_id=actor.person_id,
            change=change,
            reason=reason.strip(),
        )
    )
    history.record(session, actor, f"enrolment:{change.value}", enrolment)
