"""The programmes on the shelf: what each is for, and its weeks."""

from __future__ import annotations

from typing import Any

from flask import render_template

from couples.programmes.authoring import comes_along
from couples.programmes.definition import ProgrammeDefinition
from couples.programmes.queries import get_programme, list_programmes
from couples.programmes.shelf import Shelf, fits, load_shelf
from couples.programmes.vocabulary import Left
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.course_words import rule, who_does
from portal.counselor.words import caution
from portal.database import session
from portal.forms.assign import new_token


@blueprint.get("/programmes")
def programmes() -> str:
    """Everything that couples can be enrolled in."""
    versions = list_programmes(session, current_identity)
    return render_template("counselor/programmes.html", versions=versions)


@blueprint.get("/programmes/<public_id:programme_id>")
def programme(programme_id: str) -> str:
    """One programme as a counselor weighs it: what for, when not, and what comes in which week."""
    version = get_programme(session, current_identity, programme_id)
    shelf = load_shelf(session, current_identity)
    return render_template(
        "counselor/programme.html",
        version=version,
        definition=version.definition,
        entry=[caution(gate) for gate in version.definition.entry],
        weeks=weeks_of(version.definition, shelf),
        comes_along=comes_along(version.programme),
        token=new_token(),
    )


def weeks_of(definition: ProgrammeDefinition, shelf: Shelf) -> list[dict[str, Any]]:
    """The weeks with what comes in each, in words."""
    return [
        {
            "number": week,
            "go_on": definition.go_on_after(week),
            "steps": [
                {
                    "step": step,
                    "title": version.definition.title if version else step.exercise,
                    "who": who_does(step, definition),
                    "rule": rule(step, definition, shelf),
                    "left": _left(step, shelf),
                }
                for step in definition.of_week(week)
                for version in [shelf.get(step.exercise)]
            ],
        }
        for week in definition.weeks
    ]


def _left(step: Any, shelf: Shelf) -> Left | None:
    version = shelf.get(step.exercise)
    if version is None:
        return Left.NOT_ON_SHELF
    return None if fits(step, version) else Left.REFUSED
