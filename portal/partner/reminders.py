"""Choosing to be reminded, which is nobody else's business."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.notices import services
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.forms.reminders import RemindersForm
from portal.partner import blueprint


@blueprint.route("/reminders", methods=["GET", "POST"])
def reminders() -> tuple[str, int] | Response:
    """How often a letter may come, and in which hours none does."""
    now = services.find_choice(session, current_identity)
    form = RemindersForm(
        data={
            "often": now.often.value,
            "quiet_from": now.quiet_from,
            "quiet_until": now.quiet_until,
        }
    ).offer_hours()
    if form.validate_on_submit():
        services.choose(session, current_identity, form.chosen)
        flash(_("Kept."))
        return redirect(url_for(".reminders"))
    return render_template("partner/reminders.html", form=form), form.status
