"""The versions of an exercise, and what differs between any two of them."""

from __future__ import annotations

from flask import render_template, request

from couples.exercises.models import ExerciseVersion
from couples.exercises.queries import list_versions
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.library_changes import differences_said
from portal.counselor.library_desk import number_in
from portal.database import session


@blueprint.get("/library/<public_id:exercise_id>/versions")
def exercise_versions(exercise_id: str) -> str:
    """Every version, and two of them side by side: the newest two until others are chosen."""
    versions = list_versions(session, current_identity, exercise_id)
    newest = versions[0].number
    before = _chosen(versions, "from", newest - 1)
    after = _chosen(versions, "to", newest)
    return render_template(
        "counselor/exercise-versions.html",
        exercise_id=exercise_id,
        versions=versions,
        before=before,
        after=after,
        changes=differences_said(before.definition, after.definition),
    )


def _chosen(versions: list[ExerciseVersion], name: str, otherwise: int) -> ExerciseVersion:
    """The version that the address asks for, or the usual one."""
    by_number = {version.number: version for version in versions}
    asked = by_number.get(number_in(request.args.get(name)))
    return asked or by_number.get(otherwise) or versions[-1]
