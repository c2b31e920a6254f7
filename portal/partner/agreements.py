"""An agreement: its words, saying yes to them, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.agreements import living, rewording, services
from couples.agreements.models import Agreement
from couples.agreements.queries import get_agreement, get_agreement_view
from couples.errors import ConflictError
from couples.safety.opening import is_resting
from couples.wording import gettext as _
from portal.access import current_identity
from portal.agreed import stand_of
from portal.database import session
from portal.forms.agreements import ReviewForm
from portal.partner import blueprint
from portal.partner.presses import new_press, this_press
from portal.partner.us import us_of
from portal.partner.wordings import steps_of, wordings_of

UNFIT, CONFLICT = 422, 409

_KEY = 40
"""As long as the name of a press may be."""


@blueprint.get("/agreements/<public_id:agreement_id>")
def agreement(agreement_id: str) -> str:
    """The words as they stand, what became of them, and every earlier wording."""
    return _page(agreement_id)


@blueprint.post("/agreements/<public_id:agreement_id>/sign")
def sign(agreement_id: str) -> Response | tuple[str, int]:
    """Agree to exactly the wording that was read."""
    version_id = request.form.get("version_id", "")
    try:
        services.sign(session, current_identity, agreement_id, version_id=version_id)
    except ConflictError as conflict:
        return _page(agreement_id, refusal=str(conflict)), CONFLICT
    flash(_("You agreed to this wording."))
    return redirect(url_for(".agreement", agreement_id=agreement_id))


@blueprint.post("/agreements/<public_id:agreement_id>/propose")
def propose_anew(agreement_id: str) -> Response:
    """Begin other words, with those that are there."""
    draft = rewording.propose_anew(session, current_identity, agreement_id)
    session.flush()
    return redirect(url_for(".draft", draft_id=draft.public_id))


@blueprint.post("/agreements/<public_id:agreement_id>/review")
def review_agreement(agreement_id: str) -> Response | tuple[str, int]:
    """Keep what was found on looking again."""
    form = _form(get_agreement(session, current_identity, agreement_id))
    if not form.validate_on_submit():
        return _page(agreement_id, form=form), UNFIT
    living.review(
        session, current_identity, agreement_id, found=form.found, key=_press_of("review")
    )
    flash(_("Noted, for both of you."))
    return redirect(url_for(".agreement", agreement_id=agreement_id))


@blueprint.post("/agreements/<public_id:agreement_id>/pause")
def pause_agreement(agreement_id: str) -> Response:
    """Let it rest."""
    return _done(living.pause, agreement_id, _("It rests until one of you lets it go on."))


@blueprint.post("/agreements/<public_id:agreement_id>/resume")
def resume_agreement(agreement_id: str) -> Response:
    """Let it go on."""
    return _done(living.resume, agreement_id, _("It goes on, in the same words."))


@blueprint.post("/agreements/<public_id:agreement_id>/withdraw")
def withdraw_agreement(agreement_id: str) -> Response:
    """End it, which asks nobody's leave."""
    return _done(living.withdraw, agreement_id, _("It has ended. Its words stay here to read."))


def _done(deed: Callable[..., Agreement], agreement_id: str, said: str) -> Response:
    deed(session, current_identity, agreement_id, key=_press_of(deed.__name__))
    flash(said)
    return redirect(url_for(".agreement", agreement_id=agreement_id))


def _press_of(deed: str) -> str:
    """The press of one of the buttons on the page, which all carry the page's own name."""
    return f"{deed}-{this_press()}"[:_KEY]


def _form(found: Agreement) -> ReviewForm:
    return ReviewForm(time_zone=found.assignment.couple.time_zone)


def _note_at(found: Agreement) -> str | None:
    """Where to note what happened with it, such as a line that was crossed."""
    assignment = found.assignment
    if assignment.definition.follow_up is None or assignment.begun_by_id or assignment.closed_at:
        return None
    return url_for(".homework", assignment_id=assignment.public_id)


def _page(agreement_id: str, refusal: str | None = None, form: ReviewForm | None = None) -> str:
    us = us_of(session, current_identity)
    found = get_agreement(session, current_identity, agreement_id)
    view = get_agreement_view(session, current_identity, agreement_id)
    return render_template(
        "partner/agreement.html",
        us=us,
        agreement=view,
        stand=stand_of(view),
        wordings=wordings_of(us, found),
        steps=steps_of(us, found),
        is_resting=is_resting(session, current_identity, found.assignment),
        is_due=view.review_on is not None and view.review_on <= us.today,
        form=form or _form(found),
        note_at=_note_at(found),
        key=new_press(),
        refusal=refusal,
    )
