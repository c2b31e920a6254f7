"""The steps of a programme's draft: adding, writing, moving and taking out, by plain buttons."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.assignments.schedule import WEEKDAYS
from couples.exercises.drafting import WrittenElsewhereError
from couples.programmes import authoring
from couples.programmes.authoring import get_draft, written_in
from couples.programmes.checking import ways_of
from couples.programmes.models import ProgrammeDraft
from couples.programmes.shelf import Shelf
from couples.programmes.written import WrittenStep
from couples.wording import gettext as _
from couples.wording import listed
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.library_desk import number_in, onward, sheet_of
from portal.counselor.programme_desk import (
    about_programme,
    name_of_step,
    programme_checked,
    shelf_of,
    to_programme,
)
from portal.counselor.programme_words import PROGRAMME_NAMES, measured_on
from portal.database import session
from portal.forms.base import REFUSED
from portal.forms.programmes import AroundStep, StepForm, step_form
from portal.words import cadence_name, doer_name

# What most steps are, so that the shortest way to write one is to choose an exercise.
_USUAL = {"doer": "each", "cadence": "once", "lasts": "1", "when": "week"}


@blueprint.post("/programmes/drafts/<public_id:programme_draft_id>/steps")
def add_step(programme_draft_id: str) -> Response:
    """Add one at the end of a week, and go and write it."""
    week = max(number_in(request.form.get("week")), 0)
    typed = {**_USUAL, "week": str(week)}
    step = authoring.add_step(session, current_identity, programme_draft_id, typed)
    return redirect(
        url_for(".programme_step", programme_draft_id=programme_draft_id, step_id=step.id)
    )


@blueprint.route(
    "/programmes/drafts/<public_id:programme_draft_id>/steps/<public_id:step_id>",
    methods=["GET", "POST"],
)
def programme_step(programme_draft_id: str, step_id: str) -> str | tuple[str, int] | Response:
    """One step: what is done, by whom and how often, and what it waits for."""
    draft, shelf = get_draft(session, current_identity, programme_draft_id), shelf_of()
    step = written_in(draft).piece(step_id)
    form = _form(draft, step, shelf)
    if request.method == "POST":
        try:
            _save(draft, step, form)
        except WrittenElsewhereError as other:
            return _page(draft, step, form, shelf, conflict=other), REFUSED
        here = url_for(".programme_step", programme_draft_id=programme_draft_id, step_id=step_id)
        slips = programme_checked(draft, shelf).at(step_id)
        back = url_for(
            ".programme_draft", programme_draft_id=draft.public_id, _anchor=f"step-{step_id}"
        )
        return onward(slips, here, back)
    if step.stamp or step.key:
        form.tell(programme_checked(draft, shelf).at(step_id))
    return _page(draft, step, form, shelf)


@blueprint.post("/programmes/drafts/<public_id:programme_draft_id>/steps/<public_id:step_id>/move")
def move_step(programme_draft_id: str, step_id: str) -> Response:
    """One place up or down, over the edge of its week; the page opens again at the step."""
    by = -1 if request.form.get("to") == "up" else 1
    authoring.move_step(session, current_identity, programme_draft_id, step_id, by=by)
    return to_programme(programme_draft_id, f"step-{step_id}")


@blueprint.post(
    "/programmes/drafts/<public_id:programme_draft_id>/steps/<public_id:step_id>/remove"
)
def remove_step(programme_draft_id: str, step_id: str) -> Response:
    """Take it out. It waits at the end of the page, to be brought back."""
    authoring.remove_step(session, current_identity, programme_draft_id, step_id)
    flash(_("The step is out. You find it below, should you want it back."))
    return to_programme(programme_draft_id, "removed")


@blueprint.post(
    "/programmes/drafts/<public_id:programme_draft_id>/steps/<public_id:step_id>/bring-back"
)
def bring_step_back(programme_draft_id: str, step_id: str) -> Response:
    """Put it into its week again."""
    authoring.bring_step_back(session, current_identity, programme_draft_id, step_id)
    return to_programme(programme_draft_id, f"step-{step_id}")


def _form(draft: ProgrammeDraft, step: WrittenStep, shelf: Shelf) -> StepForm:
    written = written_in(draft)
    before = takewhile(lambda each: each.id != step.id, written.steps)
    titles = {key: version.definition.title for key, version in shelf.items()}
    around = AroundStep(
        exercises=_with_chosen(
            sorted(titles.items(), key=lambda pair: pair[1].casefold()), step.words("exercise")
        ),
        earlier=[(each.id, _earlier(each, shelf)) for each in before],
        measured=_with_chosen(measured_on(shelf), step.words("measured")),
        variants=(
            str(written.head.get("variants_first") or _("The first of the two")),
            str(written.head.get("variants_second") or _("The second of the two")),
        ),
    )
    return step_form(PROGRAMME_NAMES, around, step.typed, step.stamp, request.form or None)


def _with_chosen(choices: list[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    """With what is chosen already, though the library may not have it any more."""
    if not chosen or chosen in dict(choices):
        return choices
    return [*choices, (chosen, _("%(name)s (not in your library)", name=chosen))]


def _earlier(step: WrittenStep, shelf: Shelf) -> str:
    known = {"week": step.words("week"), "title": name_of_step(step, shelf)}
    return _("Week %(week)s: %(title)s", **known)


def _save(draft: ProgrammeDraft, step: WrittenStep, form: StepForm) -> None:
    typed = form.typed(step.typed)
    authoring.save_step(
        session,
        current_identity,
        draft.public_id,
        step.id,
        typed={**typed, "days": sorted(typed["days"], key=WEEKDAYS.index)},
        stamp=number_in(form.stamp.data),
    )


def _page(
    draft: ProgrammeDraft,
    step: WrittenStep,
    form: StepForm,
    shelf: Shelf,
    conflict: WrittenElsewhereError | None = None,
) -> str:
    return render_template(
        "counselor/programme-step.html",
        **about_programme(draft),
        step=step,
        **sheet_of(form, conflict),
        ways=_ways(form, shelf),
    )


def _ways(form: StepForm, shelf: Shelf) -> dict[str, Any]:
    """How the chosen exercise can be done, so that nobody has to look it up."""
    doers, cadences = ways_of(form.exercise.data or "", shelf)
    return {
        "doers": listed(doer_name(doer) for doer in doers),
        "cadences": listed(cadence_name(cadence) for cadence in cadences),
    }
