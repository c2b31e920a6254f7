"""
From the practice to paper: a brief for one reader, gathered once and then plain values.

Both functions are called with the counselor as `viewer`. For the couple's copy everything
on the page is read as the reader for both partners; nothing is loaded and then left out.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from couples import clock
from couples.appointments.queries import get_appointment, previous_appointment
from couples.caseload.models import ConfidentialityPolicy, Couple
from couples.caseload.queries import get_couple, get_practice
from couples.errors import NotFoundError
from couples.identity import Identity, Role
from couples.progress.material import load_material
from couples.progress.openers import choose_openers
from couples.progress.times import Period
from couples.progress.today import period_for
from couples.wording import gettext as _
from couples.wording import use_locale
from reports.brief import Brief, Opener
from reports.gathering.agreements import gather_agreements
from reports.gathering.courses import gather_courses
from reports.gathering.handed_in import gather_handed_in, gather_replies
from reports.gathering.homework import gather_homework
from reports.gathering.measures import gather_measures
from reports.gathering.missing import gather_missing, gather_sealed
from reports.gathering.pausing import gather_pauses
from reports.gathering.repairs import gather_repairs
from reports.gathering.rituals import gather_rituals
from reports.gathering.safety import count_to_look_at, gather_overrides
from reports.gathering.scope import Scope, open_scope
from reports.gathering.shown import gather_shown
from reports.gathering.status import gather_status
from reports.moments import moment, moment_elsewhere
from reports.pages import page_size
from reports.states import Copy


def gather_for_appointment(
    session: Session, viewer: Identity, appointment_id: str, copy: Copy
) -> Brief:
    """The brief before one appointment: what there is since the one before it."""
    _require_counselor(viewer)
    appointment = get_appointment(session, viewer, appointment_id)
    if appointment.cancelled_at is not None:
        raise NotFoundError
    couple, starts_at = appointment.couple, appointment.starts_at
    previous = previous_appointment(session, viewer, couple.id, min(starts_at, clock.now()))
    with use_locale(couple.counselor.locale):
        scope = open_scope(
            session,
            viewer,
            couple,
            copy,
            period_for(couple, previous, starts_at),
        )
        said = moment_elsewhere(starts_at, couple.time_zone, couple.counselor.time_zone)
        return _brief(scope, viewer, said)


def gather_for_period(  # noqa: PLR0917 - Whose days, from when to when: they read in this order.
    session: Session, viewer: Identity, couple_id: str, first: date, last: date, copy: Copy
) -> Brief:
    """The brief for some days of the couple's own calendar, `last` included."""
    _require_counselor(viewer)
    couple = get_couple(session, viewer, couple_id)
    first, last = min(first, last), max(first, last)
    with use_locale(couple.counselor.locale):
        period = Period(first, last, clock.today(couple.time_zone))
        scope = open_scope(session, viewer, couple, copy, period)
        return _brief(scope, viewer, "")


def _require_counselor(viewer: Identity) -> None:
    if viewer.role is not Role.COUNSELOR:
        raise NotFoundError


def _brief(scope: Scope, viewer: Identity, said: str) -> Brief:
    couple = scope.couple
    first, second = (person.name or "" for person in couple.partners)
    practice = get_practice(scope.session, viewer)
    material = load_material(scope.session, scope.reader, couple, scope.work, scope.period)
    return Brief(
        copy=scope.copy,
        locale=couple.counselor.locale,
        practice=practice.name or "",
        counselor=couple.counselor.name or "",
        couple=(first, second),
        day=scope.period.last,
        moment=said,
        period_start=scope.period.first,
        period_end=scope.period.last,
        policy=_policy(couple, scope.copy),
        prepared_at=moment(clock.now(), couple.time_zone, weekday=False),
        openers=tuple(Opener(each.sentence, each.reason) for each in choose_openers(material)),
        status=gather_status(scope, material),
        homework=gather_homework(scope),
        rituals=gather_rituals(scope, material),
        shown=(*gather_repairs(scope), *gather_shown(scope, material)),
        handed_in=gather_handed_in(scope, material),
        missing=gather_missing(scope),
        measures=gather_measures(scope),
        sealed=gather_sealed(scope),
        agreements=gather_agreements(scope),
        replies=gather_replies(scope),
        overrides=gather_overrides(scope),
        to_look_at=count_to_look_at(scope),
        courses=gather_courses(scope),
        time_outs=gather_pauses(scope),
        came_in=len(scope.handed_in()),
        page_size=page_size(practice.time_zone),
    )


def _policy(couple: Couple, copy: Copy) -> str:
    match couple.policy, copy:
        case ConfidentialityPolicy.NO_SECRETS, Copy.COUNSELOR:
            return _("No secrets: what one partner tells you alone, you may bring into the room.")
        case ConfidentialityPolicy.NO_SECRETS, Copy.COUPLE:
            return _(
                "No secrets: what one of you tells %(counselor)s alone may be brought into"
                " the room.",
                counselor=couple.counselor.name or "",
            )
        case ConfidentialityPolicy.LIMITED_SECRETS, Copy.COUNSELOR:
            return _(
                "Limited secrets: what one partner tells you alone stays with you unless they"
                " agree to share it."
            )
        case _:
            return _(
                "Limited secrets: what one of you tells %(counselor)s alone stays there unless"
                " you agree to share it.",
                counselor=couple.counselor.name or "",
            )
