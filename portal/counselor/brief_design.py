"""One brief only: its sections, and a note on one reader's copy of it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.appointments.queries import get_appointment
from couples.designs.arrangement import Arrangement
from couples.designs.queries import find_brief_design, find_design
from couples.designs.single import design_brief
from couples.preparations.models import Reader
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.briefs import reader_asked_for
from portal.counselor.design import lines_of_sections
from portal.database import session
from portal.forms.design import OneDesignForm
from reports.design import arranged
from reports.sections import BRIEF, chosen


@blueprint.route("/appointments/<public_id:appointment_id>/brief-design", methods=["GET", "POST"])
def brief_design(appointment_id: str) -> Response | tuple[str, int]:
    """How the brief for one session differs from the others, in one of its two copies."""
    appointment = get_appointment(session, current_identity, appointment_id)
    reader = reader_asked_for()
    usual, sections, note = _kept(appointment_id, reader)
    form = OneDesignForm.of(sections, note=note).over(note=note)
    if form.validate_on_submit() and not form.pressed:
        typed = form.arrangement(BRIEF)
        design_brief(
            session,
            current_identity,
            appointment_id,
            reader,
            sections=None if _prints_alike(typed, usual, reader) else typed,
            note=form.note.data or "",
        )
        flash(_("This brief looks like this now; the others stay as they are."))
        return redirect(url_for(".appointment", appointment_id=appointment_id))
    lines = lines_of_sections(form, BRIEF, reader)
    about = {"appointment": appointment, "reader": reader.value, "form": form, "lines": lines}
    page = render_template("counselor/brief-design.html", **about)
    return page, form.status


def _prints_alike(one: Arrangement, other: Arrangement, reader: Reader) -> bool:
    """Whether both print the same in this copy."""
    is_counselors = reader is Reader.COUNSELOR
    first, second = (
        chosen(BRIEF, each.printed, for_counselor=is_counselors) for each in (one, other)
    )
    return first == second


def _kept(appointment_id: str, reader: Reader) -> tuple[Arrangement, Arrangement, str]:
    """The sections as the practice has them, those of this brief, and its note."""
    practice = find_design(session, current_identity)
    one = find_brief_design(session, current_identity, appointment_id, reader)
    usual = arranged(BRIEF, practice.brief if practice else "")
    if one is None:
        return usual, usual, ""
    own = usual if one.sections is None else arranged(BRIEF, one.sections)
    return usual, own, one.note or ""
