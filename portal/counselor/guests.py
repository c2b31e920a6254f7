"""
What a counselor reads of a colleague's couple: who was let in, or who stands in for them.

Whoever reads here is a guest: they read what the couple's counselor can, one couple alone,
and nothing on these pages changes anything of theirs.
"""

from __future__ import annotations

from typing import Any

from flask import render_template

from couples import clock
from couples.admissions.models import Admission
from couples.admissions.queries import get_own_admission
from couples.agreements.queries import list_agreements
from couples.appointments.queries import list_appointments
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.identity import Identity
from couples.partings.queries import list_leavings
from couples.pauses.queries import find_running
from couples.progress.today import WINDOW
from couples.progress.work import load_work
from couples.safety.queries import list_flags, shut_of
from couples.submissions.queries import get_submission
from couples.submissions.reading import ToldAnswer
from couples.wording import gettext as _
from portal import looking
from portal.access import current_identity
from portal.agreed import told
from portal.counselor import blueprint
from portal.counselor.couple import homework_of, recent_in
from portal.counselor.reading import Reading, Side, reading_of
from portal.counselor.safety_words import gate_title
from portal.database import session

MOST_RECENT = 60


@blueprint.get("/guest/<public_id:admission_id>")
def guest(admission_id: str) -> str:
    """Where everything stands with them, and what there is to read."""
    admission, viewer = _let_in(admission_id, "counselor.read_along", "counselor.stood_in")
    couple = get_couple(session, viewer, admission.couple.public_id)
    looking.note_shown([couple.public_id])
    return render_template(
        "counselor/guest.html", admission=admission, couple=couple, **_shown(viewer, couple)
    )


@blueprint.get("/guest/<public_id:admission_id>/submissions/<public_id:submission_id>")
def guest_item(admission_id: str, submission_id: str) -> str:
    """Both sides of one piece of homework, and what their counselor wrote back."""
    admission, viewer = _let_in(
        admission_id, "counselor.read_along_item", "counselor.stood_in_item"
    )
    reading = reading_of(get_submission(session, viewer, submission_id), viewer)
    return render_template(
        "counselor/guest-item.html", admission=admission, reading=reading, who_reads=_who_reads
    )


def _let_in(admission_id: str, given: str, taken: str) -> tuple[Admission, Identity]:
    """
    By which admission somebody reads just now, and who they are then.

    The history has it under the place `given` or `taken`, as they were let in: these names are
    kept in it, whatever the page is called.
    """
    admission = get_own_admission(session, current_identity, admission_id)
    looking.note_place(given if admission.is_given else taken)
    return admission, current_identity.as_guest_of(admission.couple_id)


def _shown(viewer: Identity, couple: Couple) -> dict[str, Any]:
    now = clock.now()
    work = load_work(session, viewer, [couple], since=now - WINDOW)
    appointments = list_appointments(session, viewer, couple_ids=[couple.id])
    shut = [hold for hold in shut_of(session, viewer, couple).values() if hold.since]
    return {
        "coming": [each for each in appointments if each.starts_at >= now],
        "recent": recent_in(work, couple, MOST_RECENT),
        "flags": list_flags(session, viewer, couple=couple),
        "holds": [gate_title(hold.gate) for hold in shut if not hold.is_quiet],
        "seals": [gate_title(hold.gate) for hold in shut if hold.is_quiet],
        "leavings": list_leavings(session, viewer, couple),
        "pause": find_running(session, viewer, couple.id),
        "agreements": told(list_agreements(session, viewer, couple_ids=[couple.id])),
        **homework_of(work, couple, appointments, viewer),
    }


def _who_reads(reading: Reading, side: Side, answer: ToldAnswer) -> str:
    """Who else reads an answer by now, besides whoever reads along."""
    counselor = reading.couple.counselor.name
    if answer.id in reading.open_to_both:
        return _(
            "%(other)s and %(counselor)s read this too.", other=side.other, counselor=counselor
        )
    return _(
        "Besides %(author)s only %(counselor)s reads this.",
        author=side.person.name,
        counselor=counselor,
    )
