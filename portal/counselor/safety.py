"""A couple's safety page: gates in plain words, what to look at, what was given all the same."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.exercises.queries import list_exercises
from couples.exercises.vocabulary import Gate
from couples.safety import services
from couples.safety.holding import HOLDS_NOTHING, Hold
from couples.safety.queries import list_flags, list_overrides, list_settings, shut_of
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.gate_words import turned_to, ways_to_turn
from portal.database import session
from portal.forms.base import Form
from portal.forms.refusals import status_of, told_on
from portal.forms.safety import OPEN, QUIET, FlagForm, GateForm


@dataclass(frozen=True, slots=True)
class GateLine:
    """
    One gate of a couple as the page tells it, with the form that turns it.

    `turns` are the ways in which it can be turned, each with the words for it.
    """

    gate: Gate
    hold: Hold | None
    holds: tuple[str, ...]
    form: GateForm
    turns: tuple[tuple[str, str], ...]


@blueprint.get("/couples/<public_id:couple_id>/safety")
def safety(couple_id: str) -> str:
    """What is held for this couple and why, and what there is to look at."""
    return _page(get_couple(session, current_identity, couple_id))


@blueprint.post("/couples/<public_id:couple_id>/safety/gates")
def set_gate(couple_id: str) -> str | tuple[str, int] | Response:
    """Hold or open one gate."""
    couple = get_couple(session, current_identity, couple_id)
    form = GateForm()
    if form.validate_on_submit():
        _turn(couple_id, form)
        flash(turned_to(form.state.data or ""))
        return redirect(url_for(".safety", couple_id=couple_id))
    return _page(couple, turned=form), status_of(form)


def _turn(couple_id: str, form: GateForm) -> None:
    services.set_gate(
        session,
        current_identity,
        couple_id,
        Gate(form.gate.data or ""),
        held=form.state.data != OPEN,
        quietly=form.state.data == QUIET,
        note=form.note.data or "",
    )


@blueprint.post("/couples/<public_id:couple_id>/safety/flags")
def note_flag(couple_id: str) -> str | tuple[str, int] | Response:
    """Note something to look at again."""
    couple = get_couple(session, current_identity, couple_id)
    form = FlagForm.about_either(couple)
    if form.validate_on_submit():
        with told_on(form):
            services.flag_couple(
                session,
                current_identity,
                couple_id,
                word=form.word.data or "",
                person_id=form.about.data or None,
            )
            flash(_("Noted. It stands first on your Today page until you have looked at it."))
            return redirect(url_for(".safety", couple_id=couple_id))
    return _page(couple, noted=form), status_of(form)


def _page(couple: Couple, turned: GateForm | None = None, noted: FlagForm | None = None) -> str:
    flags = list_flags(session, current_identity, couple=couple)
    forms: list[Form | None] = [turned, noted]
    return render_template(
        "counselor/safety.html",
        couple=couple,
        gates=_gates(couple, turned),
        waiting=[flag for flag in flags if flag.acknowledged_at is None],
        seen=[flag for flag in reversed(flags) if flag.acknowledged_at is not None],
        overrides=list_overrides(session, current_identity, couple),
        settings=list_settings(session, current_identity, couple),
        noting=noted or FlagForm.about_either(couple),
        refused=[form for form in forms if form and form.errors],
    )


def _gates(couple: Couple, turned: GateForm | None) -> list[GateLine]:
    shut = shut_of(session, current_identity, couple)
    library = [version.definition for version in list_exercises(session, current_identity)]
    lines = []
    for gate in Gate:
        form, hold = GateForm.of(gate), shut.get(gate)
        if turned and turned.gate.data == gate.value:
            form = turned.stand_at(gate)
        named = tuple(each.title for each in library if gate in each.gates)
        held_back = () if gate in HOLDS_NOTHING else named
        lines.append(GateLine(gate, hold, held_back, form, ways_to_turn(gate, hold)))
    return lines
