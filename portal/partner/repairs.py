"""A repair: where it stands, the one next thing for whoever looks, and noting an act."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.exercises.definition import Part
from couples.repairs import acts, services, showing
from couples.repairs.models import Word
from couples.repairs.queries import get_repair
from couples.repairs.telling import step_labels
from couples.submissions.queries import get_submission
from couples.submissions.typed import InvalidAnswersError
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.forms.growing import one_more
from portal.forms.sent import read
from portal.partner import blueprint
from portal.partner.acts import Refused, read_act, step_prefix
from portal.partner.gestures import receive_prefix
from portal.partner.presses import this_press
from portal.partner.repair_page import page_of
from portal.partner.repair_words import said_of_acts
from portal.partner.us import us_of


@blueprint.get("/repairs/<public_id:repair_id>")
def repair(repair_id: str) -> str:
    """Where it stands, and what comes next for the one who looks."""
    return _page(repair_id)


@blueprint.post("/repairs/<public_id:repair_id>/show/<public_id:submission_id>")
def show_for_repair(repair_id: str, submission_id: str) -> Response:
    """Let the other partner read what was kept so far."""
    showing.show(session, current_identity, repair_id, submission_id)
    flash(_("%(name)s can read it now.", name=us_of(session, current_identity).names.other))
    return redirect(url_for(".repair", repair_id=repair_id))


@blueprint.post("/repairs/<public_id:repair_id>/need-time")
def need_time(repair_id: str) -> Response:
    """Let it rest, without a reason."""
    services.need_time(session, current_identity, repair_id)
    flash(_("It rests now. Nobody asks why."))
    return redirect(url_for(".repair", repair_id=repair_id))


@blueprint.post("/repairs/<public_id:repair_id>/come-back")
def come_back_to_repair(repair_id: str) -> Response:
    """Go on where it was left."""
    services.come_back(session, current_identity, repair_id)
    flash(_("You are back. Everything is where you left it."))
    return redirect(url_for(".repair", repair_id=repair_id))


@blueprint.post("/repairs/<public_id:repair_id>/go-on")
def go_on_with_repair(repair_id: str) -> Response:
    """Ask for more than was asked for at first."""
    services.go_on(session, current_identity, repair_id)
    flash(_("It goes on when you do."))
    return redirect(url_for(".repair", repair_id=repair_id))


@blueprint.post("/repairs/<public_id:repair_id>/plan")
def plan_repair_again(repair_id: str) -> Response:
    """Look for other steps."""
    services.plan_again(session, current_identity, repair_id)
    flash(_("Nothing changes until both of you have said yes to other steps."))
    return redirect(url_for(".repair", repair_id=repair_id))


@blueprint.post("/repairs/<public_id:repair_id>/done")
def say_repair_done(repair_id: str) -> Response:
    """Say that it is done for oneself, or take that back."""
    if request.form.get("answer") == "take-back":
        services.take_back(session, current_identity, repair_id, Word.DONE)
        flash(_("Taken back."))
    else:
        services.say_done(session, current_identity, repair_id)
        flash(_("Noted. It is over once both of you have said so."))
    return redirect(url_for(".repair", repair_id=repair_id))


@blueprint.post("/repairs/<public_id:repair_id>/acts")
def note_act(repair_id: str) -> Response | str | tuple[str, int]:
    """Note one act of a step that was planned."""
    step = request.form.get("step", "")
    typed = read_act(get_repair(session, current_identity, repair_id), step)
    if lines := one_more(step_prefix(step)):
        return _page(repair_id, Refused(step, typed, lines=lines))
    try:
        acts.log_act(
            session,
            current_identity,
            repair_id,
            step=step,
            answers=typed.answers,
            audiences=typed.audiences,
            key=this_press(),
        )
    except InvalidAnswersError as error:
        return _page(repair_id, Refused(step, typed, error.problems)), 422
    flash(_("Noted."))
    return redirect(url_for(".repair", repair_id=repair_id, _anchor=step_prefix(step)))


@blueprint.post("/repairs/<public_id:repair_id>/acts/<public_id:submission_id>/receive")
def receive_act(repair_id: str, submission_id: str) -> Response:
    """Say how something that the other did reached the viewer."""
    act = get_submission(session, current_identity, submission_id)
    definition = act.assignment.definition
    typed = read(definition, Part.RECEIVED, request.form, prefix=receive_prefix(act))
    acts.rate_act(
        session,
        current_identity,
        repair_id,
        submission_id,
        answers=typed.answers,
        key=this_press(),
    )
    flash(_("Noted."))
    return redirect(url_for(".repair", repair_id=repair_id))


def _page(repair_id: str, refused: Refused | None = None) -> str:
    us = us_of(session, current_identity)
    found = get_repair(session, current_identity, repair_id)
    return render_template(
        "partner/repair.html",
        us=us,
        page=page_of(session, us, found, refused),
        step_labels=step_labels(),
        said_of_acts=said_of_acts,
    )
