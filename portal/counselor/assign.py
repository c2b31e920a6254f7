"""Giving an exercise to several couples: choose it, choose them, see who gets it, give it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.assignments import services
from couples.assignments.giving import as_planned
from couples.assignments.models import Assignment
from couples.assignments.services import Order, Rehearsal
from couples.caseload.queries import list_couples
from couples.exercises.models import ExerciseVersion
from couples.exercises.queries import get_exercise, list_exercises, tailored_among
from couples.programmes.load import heavy_with
from couples.progress.outlook import Outlook, look_ahead
from couples.progress.today import todays_page
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.rehearsed import (
    LOOKED_AT,
    REASON,
    has_new_reason,
    typed_reasons,
    typed_so_far,
)
from portal.counselor.words import caution
from portal.database import session
from portal.forms.assign import AssignForm, assign_form, new_token
from portal.forms.base import REFUSED
from portal.forms.refusals import status_of, told_on

_HEAVY = "may_be_heavy"

WEEKS = 4
"""How far ahead a rehearsal shows what each partner would find."""


@blueprint.get("/assign")
def assign() -> str:
    """Choose what to give."""
    wanted = request.args.get("find", "").strip()
    versions = list_exercises(session, current_identity)
    return render_template(
        "counselor/assign.html",
        versions=[version for version in versions if _fits(version, wanted)],
        wanted=wanted,
        chosen=request.args.get("couple", ""),
    )


def _fits(version: ExerciseVersion, wanted: str) -> bool:
    definition = version.definition
    said = f"{definition.title} {definition.purpose} {definition.code}".casefold()
    return all(word in said for word in wanted.casefold().split())


@blueprint.route("/assign/<public_id:exercise_id>", methods=["GET", "POST"])
def assign_exercise(exercise_id: str) -> str | tuple[str, int]:
    """Say to whom, how often and until when; the answer says who would get it."""
    version = get_exercise(session, current_identity, exercise_id)
    form = _form(version)
    if request.form.get("step") != "change" and form.validate_on_submit():
        with told_on(form):
            order = _order(form, exercise_id)
            return _rehearsal(version, order, services.rehearse(session, current_identity, order))
    return _page(version, form), status_of(form)


@blueprint.post("/assign/<public_id:exercise_id>/batches")
def assign_now(exercise_id: str) -> str | tuple[str, int] | Response:
    """Give it, once for each press of the button, however often the press arrives."""
    version = get_exercise(session, current_identity, exercise_id)
    form = _form(version)
    if form.validate_on_submit():
        with told_on(form):
            order, token = _order(form, exercise_id), form.token.data or new_token()
            if warning := _unanswered(version, order):
                return warning, REFUSED
            batch = services.assign(session, current_identity, order, token=token)
            return redirect(url_for(".batch", batch_id=batch.public_id))
    return _page(version, form), status_of(form)


def _order(form: AssignForm, exercise_id: str) -> Order:
    """What was asked for, with the reasons why somebody gets it in spite of a gate."""
    return replace(form.order(exercise_id), reasons=typed_reasons())


def _form(version: ExerciseVersion) -> AssignForm:
    couples = list_couples(session, current_identity)
    return assign_form(version.definition, couples, request.args.getlist("couple"))


def _page(version: ExerciseVersion, form: AssignForm) -> str:
    return render_template(
        "counselor/assign-exercise.html",
        version=version,
        definition=version.definition,
        cautions=[caution(gate) for gate in version.definition.gates],
        lines=todays_page(session, current_identity).caseload,
        form=form,
        reasons=typed_reasons(),
    )


def _unanswered(version: ExerciseVersion, order: Order) -> str | None:
    """
    The rehearsal once more, where it is not what was looked at.

    A reason was written since then, or somebody would have a lot and nobody ticked that they may.
    """
    plans = services.rehearse(session, current_identity, order)
    getting = [as_planned(version, order, plan) for plan in plans if plan.skipped is None]
    said = []
    if has_new_reason():
        said.append(
            _("What you wrote as a reason changes who gets it. Look once more, then go on.")
        )
    if _HEAVY not in request.form and heavy_with(session, current_identity, getting):
        said.append(_("For somebody this is a lot at once. Tick that it may be so."))
    return _rehearsal(version, order, plans, said) if said else None


def _heavy(getting: list[Assignment]) -> list[tuple[str, int]]:
    """Who would have how many things at once, by name."""
    found = heavy_with(session, current_identity, getting)
    names = {p.id: p.name or "" for each in getting for p in each.couple.partners}
    return [(names[heavy.person_id], heavy.count) for each in found.values() for heavy in each]


def _rehearsal(
    version: ExerciseVersion, order: Order, plans: list[Rehearsal], said: Sequence[str] = ()
) -> str:
    """Everything that was typed goes along, so that the next press needs nothing else."""
    held = {REASON + p.couple.public_id: p for p in plans if p.is_only_held or p.is_in_spite}
    kept = [pair for pair in typed_so_far("look", _HEAVY, LOOKED_AT) if pair[0] not in held]
    getting = [(p, as_planned(version, order, p)) for p in plans if p.skipped is None]
    wanted = request.form.get("look")
    shown = next((each for plan, each in getting if plan.couple.public_id == wanted), None)
    shown = shown or next((each for _plan, each in getting), None)
    return render_template(
        "counselor/rehearsal.html",
        version=version,
        getting=getting,
        skipped=[plan for plan in plans if plan.skipped is not None],
        held=held,
        reasons=order.reasons,
        heavy=_heavy([each for _plan, each in getting]),
        said=said,
        shown=shown,
        outlook=_outlook(shown) if shown else None,
        tailored=tailored_among(
            session, current_identity, version, [plan.couple.id for plan in plans]
        ),
        kept=kept,
        token=new_token(),
    )


def _outlook(planned: Assignment) -> Outlook:
    """Day by day what each partner of one couple would find, with this among it."""
    couple_id = planned.couple.public_id
    return look_ahead(session, current_identity, couple_id, weeks=WEEKS, planned=[planned])
