"""
Session mode: one screen for the room, which all three look at.

It is read as the reader for both partners, so that it can be turned to the couple at any
moment. What is for the counselor alone stands behind the cover, on a page of its own.
"""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.identity import Identity
from couples.progress.agenda import list_held_for_session, load_agenda
from couples.repairs.queries import list_repairs
from couples.repairs.reading import acts_of
from couples.submissions import reviewing
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.session_desk import closed_of, desk_of
from portal.counselor.session_reading import (
    agreed_today,
    on_the_table,
    reading_for_both,
    under_way,
)
from portal.database import session
from portal.pulse import beat_of


@blueprint.get("/couples/<public_id:couple_id>/session-mode")
def session_mode(couple_id: str) -> str:
    """The room: what to talk about, what both can read, and what comes next."""
    couple = get_couple(session, current_identity, couple_id)
    reader = for_both(couple)
    agenda = load_agenda(session, reader, couple)
    repairs = list_repairs(session, reader, couple.id)
    return render_template(
        "counselor/session-mode.html",
        couple=couple,
        agenda=agenda,
        table=on_the_table(reader, couple, agenda.since, apart=acts_of(repairs)),
        mending=under_way(reader, repairs),
        agreed=agreed_today(reader, couple),
        beat=beat_of(session, reader),
    )


@blueprint.get("/couples/<public_id:couple_id>/session-mode/pulse")
def session_mode_pulse(couple_id: str) -> Response:
    """The pulse of the two, so that the screen follows their phones: see `portal.pulse`."""
    couple = get_couple(session, current_identity, couple_id)
    return Response(beat_of(session, for_both(couple)).text, mimetype="text/plain")


@blueprint.get("/couples/<public_id:couple_id>/session-mode/cover")
def session_mode_cover(couple_id: str) -> str:
    """A screen with nothing on it, from which either side can be turned up."""
    couple = get_couple(session, current_identity, couple_id)
    return render_template("counselor/session-mode-cover.html", couple=couple)


@blueprint.get("/couples/<public_id:couple_id>/session-mode/for-you")
def session_mode_for_you(couple_id: str) -> str:
    """What the counselor alone may see in a session: what is held, and what to watch for."""
    couple = get_couple(session, current_identity, couple_id)
    agenda = load_agenda(session, current_identity, couple)
    held = list_held_for_session(session, current_identity, couple)
    return render_template(
        "counselor/session-mode-for-you.html",
        couple=couple,
        agenda=agenda,
        held=closed_of(couple, held, agenda.since),
        desk=desk_of(couple),
    )


@blueprint.get("/couples/<public_id:couple_id>/session-mode/read/<public_id:submission_id>")
def session_mode_read(couple_id: str, submission_id: str) -> str:
    """Both sides of one piece of homework, in large type, as far as both can read it."""
    couple = get_couple(session, current_identity, couple_id)
    reader = for_both(couple)
    return render_template(
        "counselor/session-mode-read.html",
        couple=couple,
        reading=reading_for_both(reader, couple, submission_id),
        beat=beat_of(session, reader),
    )


@blueprint.post("/couples/<public_id:couple_id>/session-mode/open/<public_id:submission_id>")
def session_mode_open(couple_id: str, submission_id: str) -> Response:
    """Open what was written for the session, on both phones and on this screen."""
    couple = get_couple(session, current_identity, couple_id)
    opened = reviewing.release_all(session, current_identity, couple, submission_id)
    flash(_("%(name)s can read this now.", name=couple.other_partner(opened[0].author_id).name))
    return redirect(url_for(".session_mode_read", couple_id=couple_id, submission_id=submission_id))


def for_both(couple: Couple) -> Identity:
    """Who reads what this screen shows: the two of them together."""
    return current_identity.for_copy_of(couple.id)
