"""The record of both partners: each one's yes, and the file once both have said it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.caseload.models import Couple
from couples.records import services as records
from couples.records import sharing
from couples.records.whose import own_couple_to_share, record_of_both
from couples.wording import gettext as _
from portal import proof
from portal.access import current_identity
from portal.account import blueprint
from portal.database import reading, session
from portal.forms.account import ProofForm, YesForm
from portal.record_files import file_of, made_record
from reports.record.files import as_json
from reports.record.gathering import gather_record


@blueprint.get("/shared-record")
def shared_record() -> tuple[str, int]:
    """Say what it is and how it stands with the viewer's own yes; the file where there is one."""
    return _page(ProofForm())


@blueprint.route("/shared-record/yes", methods=["GET", "POST"])
def say_yes_to_shared_record() -> Response | tuple[str, int]:
    """Show the words of the yes, and take it from whoever knows the password."""
    form = YesForm()
    if proof.is_proven(form):
        _say_yes(own_couple_to_share(session, current_identity), form.after.data or "")
        flash(_("Your yes is noted."))
        return redirect(url_for(".shared_record"))
    own_couple_to_share(session, current_identity)
    if request.method == "GET":
        form.after.data = sharing.newest_yes(session, current_identity)
    page = render_template("account/shared-record-yes.html", form=form, promise=sharing.promise())
    return page, form.status


@blueprint.post("/shared-record/take-back")
def take_back_shared_record() -> Response:
    """Take one's own yes back; where the record was made meanwhile, it says so by being there."""
    couple = own_couple_to_share(session, current_identity)
    sharing.take_back(session, current_identity, couple)
    flash(_("You have no open yes now."))
    return redirect(url_for(".shared_record"))


@blueprint.post("/shared-record/file")
def take_shared_record() -> Response | tuple[str, int]:
    """Bring the file, as it was made, to whoever knows the password."""
    form = ProofForm()
    if not proof.is_proven(form):
        return _page(form)
    return _file()


def _page(form: ProofForm) -> tuple[str, int]:
    couple = own_couple_to_share(session, current_identity)
    page = render_template(
        "account/shared-record.html",
        form=form,
        couple=couple,
        own_yes=sharing.find_yes(session, current_identity),
        made=sharing.find_shared_record(session, current_identity, couple),
    )
    return page, form.status


def _file() -> Response:
    """The record as it was made; its pages are set before anything is written."""
    with reading() as look:
        found = made_record(look, own_couple_to_share(look, current_identity))
    file = file_of(found)
    both = record_of_both(own_couple_to_share(session, current_identity))
    records.note_taken(session, both, current_identity)
    return file


def _say_yes(couple: Couple, after: str) -> None:
    """Note it; if that makes it both, the record is made with it or neither is kept."""
    if sharing.say_yes(session, current_identity, couple, after=after):
        content = as_json(gather_record(session, record_of_both(couple)))
        sharing.keep(session, current_identity, couple, content)
