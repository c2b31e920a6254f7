"""A couple's own page: where everything stands, and the way to all the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import render_template

from couples import clock
from couples.admissions.queries import list_running
from couples.agreements.queries import list_agreements
from couples.appointments.models import Appointment
from couples.appointments.queries import list_appointments
from couples.caseload.confidentiality import policy_name
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.designs.queries import usual_weeks
from couples.exercises.definition import Kind, Part
from couples.identity import Identity
from couples.partings.queries import list_leavings
from couples.people.invitations import find_open_invitation
from couples.progress.standings import load_standings
from couples.progress.status import list_statuses
from couples.progress.today import WINDOW, period_for
from couples.progress.work import Work, load_work
from couples.submissions.aside import list_set_aside
from couples.submissions.doubts import doubts_in
from couples.submissions.models import Submission
from portal.access import current_identity
from portal.agreed import told
from portal.counselor import blueprint
from portal.counselor.enrolments import courses_of
from portal.counselor.ready import ready_lines
from portal.counselor.rituals import strips_of
from portal.counselor.steps import doubt_said
from portal.counselor.time_outs import time_outs_of
from portal.database import session
from portal.forms.reports import PeriodForm

MOST_RECENT = 8


@blueprint.get("/couples/<public_id:couple_id>")
def couple(couple_id: str) -> str:
    """Who they are, when they come next, and where their homework stands."""
    found = get_couple(session, current_identity, couple_id)
    now = clock.now()
    work = load_work(session, current_identity, [found], since=now - WINDOW)
    appointments = list_appointments(session, current_identity, couple_ids=[found.id])
    return render_template(
        "counselor/couple.html",
        couple=found,
        policy=policy_name(found.policy),
        invitations={p.id: find_open_invitation(session, p) for p in found.partners},
        coming=[a for a in appointments if a.starts_at >= now],
        recent=recent_in(work, found),
        doubts=_doubts(work, found),
        set_aside=list_set_aside(session, current_identity, couple_ids=[found.id]),
        strips=strips_of(work, found),
        ready=ready_lines(found, work.of_couple(found.id)),
        agreements=told(list_agreements(session, current_identity, couple_ids=[found.id])),
        form=PeriodForm.usual(found, appointments, usual_weeks(session, current_identity)),
        **_under_way(found),
        **homework_of(work, found, appointments, current_identity),
    )


def _under_way(found: Couple) -> dict[str, Any]:
    """The courses that they are on, when they stopped, who reads along, and whether they parted."""
    return {
        "courses": courses_of(found),
        "time_outs": time_outs_of(found),
        "admissions": list_running(session, current_identity, found),
        "leavings": list_leavings(session, current_identity, found),
    }


def homework_of(
    work: Work,
    found: Couple,
    appointments: list[Appointment],
    viewer: Identity,
) -> dict[str, Any]:
    """The matrix, counted since the last session: what runs, and what has ended."""
    last, following = around(appointments, clock.now())
    period = period_for(found, last, following)
    standings = load_standings(session, viewer, work)
    rows = list_statuses(work, found, period, standings)
    return {
        "since": last,
        "running": [row for row in rows if row.assignment.closed_at is None],
        "ended": [row for row in reversed(rows) if row.assignment.closed_at is not None],
    }


def around(appointments: Sequence[Appointment], now: datetime) -> tuple[datetime | None, datetime]:
    """The session before and the session after `now`, between which homework is counted."""
    last = max((a.starts_at for a in appointments if a.starts_at < now), default=None)
    return last, min((a.starts_at for a in appointments if a.starts_at >= now), default=now)


def _doubts(work: Work, found: Couple) -> list[tuple[str, Submission]]:
    """Signs that something may lie under the wrong name, each with what it is about."""
    names = {p.id: (p.name or "", found.other_partner(p.id).name or "") for p in found.partners}
    everything = {s.id: s for each in work.submissions.values() for s in each}
    signs = doubts_in(everything.values())
    return [
        (doubt_said(doubt, *names[everything[id_].author_id]), everything[id_])
        for id_, each in signs.items()
        for doubt in sorted(each)
    ]


def recent_in(work: Work, found: Couple, most: int = MOST_RECENT) -> list[tuple[str, Submission]]:
    """What was written lately, newest first, each with its author's name."""
    own = [a for a in work.begun if a.definition.kind is not Kind.AGREEMENT]
    written = [
        (person.name or "", submission)
        for assignment in (*work.of_couple(found.id), *own)
        for person in found.partners
        for submission in work.handed_in(assignment, person.id, Part.MAIN)
    ]
    return sorted(written, key=lambda pair: pair[1].submitted_at, reverse=True)[:most]
