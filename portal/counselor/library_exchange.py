"""An exercise as a file: out of the library, and into a draft."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples import clock
from couples.exercises import authoring
from couples.exercises.definition import Definition
from couples.exercises.exporting import export
from couples.exercises.loading import DefinitionError, parse
from couples.exercises.queries import get_exercise
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.files import file_answer
from portal.forms.assign import new_token
from portal.forms.exchange import ImportForm
from portal.forms.refusals import status_of, told_on


@blueprint.get("/library/<public_id:exercise_id>/export.toml")
def export_exercise(exercise_id: str) -> Response:
    """The newest version as a file, whose name tells a day and nothing else."""
    version = get_exercise(session, current_identity, exercise_id)
    name = f"exercise-{clock.now():%Y-%m-%d}.toml"
    return file_answer(export(version.definition), "application/toml", name)


@blueprint.route("/library/import", methods=["GET", "POST"])
def import_exercise() -> str | tuple[str, int] | Response:
    """A draft of what a file says, or every fault in it by its line. Nothing is half taken over."""
    form = ImportForm()
    definition, faults = _read(form) if request.method == "POST" else (None, [])
    if definition is not None:
        with told_on(form):
            token = request.form.get("token") or new_token()
            draft = authoring.begin(session, current_identity, definition, token=token[:40])
            flash(_("It is a draft now. Nobody sees it before you publish it."))
            return redirect(url_for(".exercise_draft", exercise_draft_id=draft.public_id))
    page = render_template(
        "counselor/import-exercise.html", form=form, faults=faults, token=new_token()
    )
    return page, 422 if faults else status_of(form)


def _read(form: ImportForm) -> tuple[Definition | None, list[str]]:
    """What was brought along, or everything that is wrong with it."""
    text = form.brought() if form.validate() else None
    if text is None:
        return None, []
    try:
        return parse(text), []
    except DefinitionError as refusal:
        return None, refusal.faults
