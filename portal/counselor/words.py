"""How the counselor's pages say why a line stands there, who reads what, and when to look twice."""

from __future__ import annotations

from typing import Any

from couples.assignments.models import Assignment, AssignmentChange
from couples.audiences import Audience
from couples.exercises.definition import Gate
from couples.progress.today import Need, Reason
from couples.wording import gettext as _
from couples.wording import listed, ngettext
from portal import moments
from portal.counselor import blueprint
from portal.words import doing, kind_name, names, rhythm


@blueprint.context_processor
def _words() -> dict[str, Any]:
    """What every page of this side may call."""
    return {
        "names": names,
        "why": why,
        "doing": doing,
        "listed": listed,
        "rhythm": rhythm,
        "until": until,
        "too_late": too_late,
        "kind_name": kind_name,
    }


def why(reason: Reason) -> str:
    """Why a couple stands where it stands, in one short sentence."""
    match reason.need:
        case Need.SESSION_SOON:
            at = reason.at
            sentence = _("Session on %(moment)s", moment=moments.moment(at) if at else "")
        case Need.OVERDUE:
            sentence = ngettext(
                "%(num)s piece of homework is past its date",
                "%(num)s pieces of homework are past their date",
                reason.count,
            )
        case Need.TO_REVIEW:
            sentence = ngettext(
                "%(num)s handed in that you have not read yet",
                "%(num)s handed in that you have not read yet",
                reason.count,
            )
        case Need.NOT_JOINED:
            sentence = _("%(name)s has not joined yet", name=reason.who)
        case Need.NEVER_OPENED:
            sentence = ngettext(
                "%(num)s piece of homework was never opened",
                "%(num)s pieces of homework were never opened",
                reason.count,
            )
        case Need.NOTHING_GIVEN:
            sentence = _("No homework at the moment")
        case Need.NO_SESSION:
            sentence = _("No next session yet")
        case Need.PARTED:
            since = moments.day(reason.at) if reason.at else ""
            sentence = _("Their work here as a couple ended on %(day)s", day=since)
    return sentence


def until(assignment: Assignment | AssignmentChange) -> str:
    """How long it runs, or when it is due: a date before a session moves with the session."""
    appointment = assignment.appointment
    if appointment is not None and appointment.cancelled_at is None:
        return _("Before the session on %(day)s", day=moments.day(appointment.starts_at))
    if appointment is not None and assignment.due_on is None:
        return _("No date: the session it was due before was cancelled")
    return moments.day(assignment.due_on) if assignment.due_on else _("No date")


def too_late(assignment: Assignment | AssignmentChange) -> str:
    """After which day nothing can be handed in."""
    appointment = assignment.cut_off_appointment
    if appointment is not None:
        if appointment.cancelled_at is not None:
            return _("Never: the session it hung on was cancelled")
        return _("After the session on %(day)s", day=moments.day(appointment.starts_at))
    if assignment.cut_off_days == 0:
        return _("After the day on which it is due")
    if assignment.cut_off_days is not None:
        return ngettext(
            "%(num)s day after it is due", "%(num)s days after it is due", assignment.cut_off_days
        )
    if assignment.cut_off_on:
        return _("After %(day)s", day=moments.day(assignment.cut_off_on))
    return _("Never")


def need_name(need: Need) -> str:
    """A need as the name of a filter."""
    match need:
        case Need.SESSION_SOON:
            name = _("Session soon")
        case Need.OVERDUE:
            name = _("Overdue")
        case Need.TO_REVIEW:
            name = _("To review")
        case Need.NOT_JOINED:
            name = _("Not joined yet")
        case Need.NEVER_OPENED:
            name = _("Never opened")
        case Need.NOTHING_GIVEN:
            name = _("No homework")
        case Need.NO_SESSION:
            name = _("No session")
        case Need.PARTED:
            name = _("Ended")
    return name


def caution(gate: Gate) -> str:
    """When a counselor looks twice before giving something."""
    match gate:
        case Gate.G1:
            sentence = _("Not where there is violence, coercion or fear between the partners.")
        case Gate.G2:
            sentence = _(
                "Not while another relationship goes on, or while nobody has said how it stands."
            )
        case Gate.G3:
            sentence = _("Not during an active addiction.")
        case Gate.G4:
            sentence = _("Not while either of them is at risk of suicide.")
        case Gate.G5:
            sentence = _("Only once you have decided that this couple is ready.")
        case Gate.G6:
            sentence = _(
                "Think twice while they face each other in court: what they write may be asked for."
            )
    return sentence


def reader(audience: Audience) -> str:
    """Who reads an answer, as the library says it before anybody has written one."""
    match audience:
        case Audience.ME:
            return _("Only the one who writes it")
        case Audience.COUNSELOR:
            return _("The one who writes it, and you")
        case Audience.SEALED:
            return _("You at once, the other partner when both have handed in")
        case Audience.COUPLE:
            return _("Both partners, and you")
        case Audience.SESSION:
            return _("You at once, the other partner when you open it in session")
