"""A partner's own record: asked for on their own page, after their password once more."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from couples.records import services as records
from couples.records.whose import own_record
from portal import proof
from portal.access import current_identity
from portal.account import blueprint
from portal.database import reading, session
from portal.forms.account import ProofForm
from portal.record_files import file_of
from reports.record.gathering import gather_record


@blueprint.route("/record", methods=["GET", "POST"])
def record() -> Response | tuple[str, int]:
    """Say what stands in it, and bring it to whoever knows the password."""
    form = ProofForm()
    if proof.is_proven(form):
        return _taken()
    whose = own_record(session, current_identity)
    page = render_template("account/record.html", form=form, couple=whose.couple)
    return page, form.status


def _taken() -> Response:
    """The file, made before anything is written so that nobody waits for it to be set."""
    with reading() as look:
        found = gather_record(look, own_record(look, current_identity))
    file = file_of(found)
    records.note_taken(session, own_record(session, current_identity), current_identity)
    return file
