"""
From the practice to paper: a brief or a report for one reader, gathered and then plain values.

Both functions are called with the counselor as `viewer`. For the couple's copy everything
on the page is read as the reader for both partners; nothing is loaded and then left out.
Unless a design is given, the paper has the one that its practice has kept.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from couples import clock
from couples.appointments.models import Appointment
from couples.appointments.queries import get_appointment, previous_appointment
from couples.caseload.queries import get_couple
from couples.designs.queries import find_brief_design, find_design
from couples.errors import NotFoundError
from couples.identity import Identity, Role
from couples.preparations.models import Reader
from couples.progress.times import Period
from couples.progress.today import period_for
from couples.wording import use_locale
from reports.brief import Brief
from reports.design import Design
from reports.gathering.brief import make_brief
from reports.gathering.design import design_of
from reports.gathering.openers import gather_openers, load_material_of
from reports.gathering.progress import make_progress_report
from reports.gathering.scope import open_scope
from reports.moments import moment_elsewhere
from reports.progress import ProgressReport
from reports.states import Copy
from reports.written import Opener


def gather_for_appointment(
    session: Session,
    viewer: Identity,
    appointment_id: str,
    copy: Copy,
    design: Design | None = None,
) -> Brief:
    """The brief before one appointment: what there is since the one before it."""
    _require_counselor(viewer)
    design = design or _design_for(session, viewer, appointment_id, copy)
    appointment = _to_come(session, viewer, appointment_id)
    couple, starts_at = appointment.couple, appointment.starts_at
    with use_locale(couple.counselor.locale):
        scope = open_scope(session, viewer, couple, copy, _before(session, viewer, appointment))
        said = moment_elsewhere(starts_at, couple.time_zone, couple.counselor.time_zone)
        return make_brief(scope, viewer, said, design)


def openers_for_appointment(
    session: Session, viewer: Identity, appointment_id: str
) -> tuple[Opener, ...]:
    """What the counselor's brief says to open with, and nothing else of it; each stands whole."""
    _require_counselor(viewer)
    appointment = _to_come(session, viewer, appointment_id)
    couple = appointment.couple
    with use_locale(couple.counselor.locale):
        period = _before(session, viewer, appointment)
        scope = open_scope(session, viewer, couple, Copy.COUNSELOR, period)
        return gather_openers(load_material_of(scope))


def _to_come(session: Session, viewer: Identity, appointment_id: str) -> Appointment:
    appointment = get_appointment(session, viewer, appointment_id)
    if appointment.cancelled_at is not None:
        raise NotFoundError
    return appointment


def _before(session: Session, viewer: Identity, appointment: Appointment) -> Period:
    """The days since the session before it."""
    couple, starts_at = appointment.couple, appointment.starts_at
    previous = previous_appointment(session, viewer, couple.id, min(starts_at, clock.now()))
    return period_for(couple, previous, starts_at)


def gather_for_period(  # noqa: PLR0917 - Whose days, from when to when: they read in this order.
    session: Session,
    viewer: Identity,
    couple_id: str,
    first: date,
    last: date,
    copy: Copy,
    design: Design | None = None,
) -> ProgressReport:
    """The progress report on some days of the couple's own calendar, `last` included."""
    _require_counselor(viewer)
    design = design or design_of(find_design(session, viewer))
    couple = get_couple(session, viewer, couple_id)
    first, last = min(first, last), max(first, last)
    with use_locale(couple.counselor.locale):
        period = Period(first, last, clock.today(couple.time_zone))
        scope = open_scope(session, viewer, couple, copy, period)
        return make_progress_report(scope, viewer, design)


def _design_for(session: Session, viewer: Identity, appointment_id: str, copy: Copy) -> Design:
    """As the practice wants its briefs, and what was said of this copy of this one."""
    one = find_brief_design(session, viewer, appointment_id, Reader(copy.value))
    return design_of(find_design(session, viewer), one)


def _require_counselor(viewer: Identity) -> None:
    if viewer.role is not Role.COUNSELOR:
        raise NotFoundError
