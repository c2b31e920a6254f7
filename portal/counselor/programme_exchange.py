"""A programme as a file: off the shelf, and onto it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples import clock
from couples.exercises.faults import DefinitionError
from couples.programmes.exporting import export
from couples.programmes.models import ProgrammeVersion
from couples.programmes.publishing import take_over
from couples.programmes.queries import get_programme
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.files import file_answer
from portal.forms.exchange import ImportForm
from portal.forms.refusals import status_of, told_on


@blueprint.get("/programmes/<public_id:programme_id>/export.toml")
def export_programme(programme_id: str) -> Response:
    """The newest version as a file, whose name tells a day and nothing else."""
    version = get_programme(session, current_identity, programme_id)
    name = f"programme-{clock.now():%Y-%m-%d}.toml"
    return file_answer(export(version.definition), "application/toml", name)


@blueprint.route("/programmes/import", methods=["GET", "POST"])
def import_programme() -> str | tuple[str, int] | Response:
    """What a file says, on the shelf; or every fault in it by its line, and nothing changed."""
    form = ImportForm()
    version, faults = _read(form) if request.method == "POST" else (None, [])
    if version is not None:
        flash(_("It is on your shelf now. Courses that run stay on their own version."))
        return redirect(url_for(".programme", programme_id=version.programme.public_id))
    page = render_template("counselor/import-programme.html", form=form, faults=faults)
    return page, 422 if faults else status_of(form)


def _read(form: ImportForm) -> tuple[ProgrammeVersion | None, list[str]]:
    """What was taken over, or everything that is wrong with it."""
    text = form.brought() if form.validate() else None
    if text is None:
        return None, []
    with told_on(form):
        return _taken_over(text)
    return None, []


def _taken_over(text: str) -> tuple[ProgrammeVersion | None, list[str]]:
    try:
        return take_over(session, current_identity, text), []
    except DefinitionError as refusal:
        return None, refusal.faults
