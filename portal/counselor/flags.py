"""One thing to look at, and saying what was done about it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.safety import services
from couples.safety.holding import HELD_BY
from couples.safety.models import SafetyFlag
from couples.safety.queries import get_flag, list_flags, shut_of
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.refusals import status_of, told_on
from portal.forms.safety import AcknowledgeForm


@blueprint.get("/flags/<public_id:flag_id>")
def flag(flag_id: str) -> str:
    """What it is about, and what it holds."""
    return _page(get_flag(session, current_identity, flag_id), AcknowledgeForm(None))


@blueprint.post("/flags/<public_id:flag_id>")
def acknowledge(flag_id: str) -> str | tuple[str, int] | Response:
    """Keep what was done, and go on to the next thing about this couple."""
    found = get_flag(session, current_identity, flag_id)
    form = AcknowledgeForm()
    if form.validate_on_submit():
        with told_on(form):
            services.acknowledge(session, current_identity, flag_id, done=form.done.data or "")
            flash(_("Kept: what you did, and when."))
            return redirect(_following(found))
    return _page(found, form), status_of(form)


def _following(found: SafetyFlag) -> str:
    session.flush()
    rest = list_flags(session, current_identity, couple=found.couple, open_only=True)
    if rest:
        return url_for(".flag", flag_id=rest[0].public_id)
    return url_for(".safety", couple_id=found.couple.public_id)


def _page(found: SafetyFlag, form: AcknowledgeForm) -> str:
    gate = HELD_BY.get(found.kind)
    shut = shut_of(session, current_identity, found.couple)
    return render_template(
        "counselor/flag.html",
        flag=found,
        couple=found.couple,
        hold=shut.get(gate) if gate else None,
        form=form,
    )
