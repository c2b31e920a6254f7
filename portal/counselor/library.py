"""The library: what can be given, what it is for, and when it is better left alone."""

from __future__ import annotations

from typing import Any

from flask import render_template

from couples.exercises.definition import Definition, Field, Part
from couples.exercises.queries import get_exercise, list_exercises, list_tailored
from couples.wording import gettext as _
from couples.wording import listed
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.library_rules import rules_of
from portal.counselor.library_tailored import drift_of
from portal.counselor.words import caution, reader
from portal.database import session
from portal.forms.assign import new_token
from portal.words import cadence_name, doer_name


@blueprint.get("/library")
def library() -> str:
    """Everything that can be given, by title."""
    return render_template(
        "counselor/library.html",
        versions=list_exercises(session, current_identity),
        retired=list_exercises(session, current_identity, retired=True),
    )


@blueprint.get("/library/<public_id:exercise_id>")
def exercise(exercise_id: str) -> str:
    """One exercise as a counselor weighs it."""
    version = get_exercise(session, current_identity, exercise_id)
    definition = version.definition
    return render_template(
        "counselor/exercise.html",
        version=version,
        definition=definition,
        cautions=[caution(gate) for gate in definition.gates],
        doers=[doer_name(doer) for doer in definition.doers],
        cadences=[cadence_name(cadence) for cadence in definition.cadences],
        parts=_parts(definition),
        rules=rules_of(definition),
        tailored=[
            (each.couple, drift_of(each, version.exercise))
            for each in list_tailored(session, current_identity, version.exercise_id)
        ],
        token=new_token(),
    )


def part_headings(definition: Definition) -> dict[Part, str]:
    """The moments of an exercise that ask something, as the screen calls them."""
    headings = {
        Part.READY: _("Before it begins, each apart"),
        Part.MAIN: _("To set it up") if definition.checks_in else _("What is asked"),
        Part.LOG: _("Later on") if definition.follow_up else _("At each check-in"),
        Part.RECEIVED: _("What the other partner may add"),
        Part.SESSION: _("What the counselor notes in session"),
    }
    return {part: words for part, words in headings.items() if definition.fields_of(part)}


def _parts(definition: Definition) -> list[tuple[str, list[dict[str, Any]]]]:
    """The questions of each moment, with who will read the answers."""
    return [
        (heading, [_question(field) for field in definition.fields_of(part)])
        for part, heading in part_headings(definition).items()
    ]


def _question(field: Field) -> dict[str, Any]:
    others = [reader(audience) for audience in field.audiences[1:]]
    return {
        "label": field.label,
        "help": field.help,
        "required": field.required,
        "together": field.together,
        "audience": field.audience.value,
        "reader": reader(field.audience),
        "choice": listed(others) if others else "",
    }
