"""Time-outs: starting one, more time, coming back, and what may be said or noted of it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.pauses import noting, services
from couples.pauses.queries import find_running, get_pause
from couples.submissions import doubts
from couples.wording import gettext as _
from portal.access import current_identity
from portal.browsers import this_browser
from portal.database import session
from portal.forms.refusals import told_on
from portal.partner import blueprint
from portal.partner.presses import new_press, this_press
from portal.partner.timeouts import (
    more_form,
    note_of,
    seen_until,
    start_page,
    tell_form,
    time_out_of,
)
from portal.partner.us import us_of


@blueprint.route("/pauses", methods=["GET", "POST"])
def pauses() -> str | tuple[str, int] | Response:
    """Start one, in one press more than coming here; or see the one that runs."""
    us = us_of(session, current_identity)
    running = find_running(session, current_identity, us.couple.id)
    page = start_page(session, us)
    # Whoever presses while the other's has just begun asks for time as well.
    if page.form.validate_on_submit():
        minutes = page.form.minutes.data
        with told_on(page.form):
            started = services.start(
                session, current_identity, us.couple, minutes, token=this_press()
            )
            return redirect(url_for(".pause", pause_id=started.public_id))
    if running is not None:
        return redirect(url_for(".pause", pause_id=running.public_id))
    html = render_template("partner/pauses.html", us=us, page=page, form=page.form, key=new_press())
    return html, page.form.status


@blueprint.get("/pauses/<public_id:pause_id>")
def pause(pause_id: str) -> str:
    """Where it stands, and what can be done now."""
    us = us_of(session, current_identity)
    found = time_out_of(session, us, get_pause(session, current_identity, pause_id))
    return render_template(
        "partner/pause.html", us=us, it=found, more=more_form(found), tell=tell_form()
    )


@blueprint.post("/pauses/<public_id:pause_id>/come-back")
def come_back(pause_id: str) -> Response:
    """Say that one is back."""
    services.come_back(session, current_identity, pause_id)
    return redirect(url_for(".pause", pause_id=pause_id))


@blueprint.post("/pauses/<public_id:pause_id>/extend")
def extend_pause(pause_id: str) -> Response | tuple[str, int]:
    """Ask for more time."""
    us = us_of(session, current_identity)
    found = time_out_of(session, us, get_pause(session, current_identity, pause_id))
    more = more_form(found)
    if more.validate_on_submit():
        with told_on(more):
            services.extend(
                session, current_identity, pause_id, more.minutes.data, seen=seen_until()
            )
            return redirect(url_for(".pause", pause_id=pause_id))
    html = render_template("partner/pause.html", us=us, it=found, more=more, tell=tell_form())
    return html, more.status


@blueprint.post("/pauses/<public_id:pause_id>/tell")
def tell_of_pause(pause_id: str) -> Response | tuple[str, int]:
    """Let the counselor know, with a word or without one."""
    us = us_of(session, current_identity)
    found = get_pause(session, current_identity, pause_id)
    tell = tell_form()
    if tell.validate_on_submit():
        services.tell(session, current_identity, pause_id, words=tell.words.data or "")
        flash(_("%(name)s finds it with what to look at next.", name=us.names.counselor))
        return redirect(url_for(".pause", pause_id=pause_id))
    it = time_out_of(session, us, found)
    return render_template("partner/pause.html", us=us, it=it, more=more_form(it), tell=tell), 422


@blueprint.post("/pauses/<public_id:pause_id>/note")
def note_pause(pause_id: str) -> Response:
    """Begin to note how it was, for oneself."""
    found = get_pause(session, current_identity, pause_id)
    assignment = note_of(session, current_identity, found)
    draft = noting.begin(session, current_identity, found, assignment)
    doubts.note_begun(draft, this_browser())
    session.flush()
    return redirect(url_for(".draft", draft_id=draft.public_id))


@blueprint.get("/calming")
def calming() -> str:
    """A few minutes of breathing, which is nobody else's business."""
    us = us_of(session, current_identity)
    running = find_running(session, current_identity, us.couple.id)
    return render_template("partner/calming.html", us=us, running=running)
