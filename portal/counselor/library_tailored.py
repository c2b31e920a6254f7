"""What is tailored for one couple: how far it has drifted from the master, and the way back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.caseload.queries import get_couple
from couples.exercises import authoring, publishing
from couples.exercises.models import Exercise, ExerciseVersion
from couples.exercises.queries import list_exercises, list_tailored_for
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.library_changes import Said, differences_said
from portal.database import session


@dataclass(frozen=True, slots=True)
class Drift:
    """One exercise of a couple beside its master; `master_moved` is what came there since."""

    master: Exercise
    version: ExerciseVersion
    changes: list[Said]
    master_moved: list[Said]


@blueprint.get("/couples/<public_id:couple_id>/tailored")
def tailored_exercises(couple_id: str) -> str:
    """Everything that this couple gets in words of its own."""
    couple = get_couple(session, current_identity, couple_id)
    drifts = [
        drift_of(tailored, tailored.master)
        for tailored in list_tailored_for(session, current_identity, couple.id)
        if tailored.master is not None
    ]
    return render_template(
        "counselor/tailored-exercises.html",
        couple=couple,
        drifts=drifts,
        versions=list_exercises(session, current_identity),
    )


@blueprint.post("/couples/<public_id:couple_id>/tailored")
def tailor_exercise(couple_id: str) -> Response:
    """Begin to change an exercise for this couple alone."""
    couple = get_couple(session, current_identity, couple_id)
    draft = authoring.begin_tailoring(
        session, current_identity, request.form.get("exercise", ""), couple.id
    )
    return redirect(url_for(".exercise_draft", exercise_draft_id=draft.public_id))


@blueprint.post("/couples/<public_id:couple_id>/tailored/<public_id:exercise_id>/go-back")
def go_back_to_master(couple_id: str, exercise_id: str) -> Response:
    """Give this couple from now on what everybody gets."""
    couple = get_couple(session, current_identity, couple_id)
    publishing.go_back_to_master(session, current_identity, exercise_id, couple.id)
    flash(_("From now on they get what everybody gets. What runs goes on as it was given."))
    return redirect(url_for(".tailored_exercises", couple_id=couple_id))


def drift_of(tailored: Exercise, master: Exercise) -> Drift:
    """How a couple's own differs from the master as it is now, and what changed there since."""
    version, newest = tailored.versions[-1], master.versions[-1]
    begun_with = master.versions[(version.master_number or 1) - 1]
    return Drift(
        master=master,
        version=version,
        changes=differences_said(newest.definition, version.definition),
        master_moved=differences_said(begun_with.definition, newest.definition),
    )
