"""Reading newer words of the confidentiality policy, and agreeing to them or not."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.caseload.confidentiality import policy_text, who_reads_besides
from couples.consents import services as consents
from couples.consents.queries import agreed_version
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.partner import blueprint
from portal.partner.us import us_of


@blueprint.get("/policy")
def policy() -> str:
    """What is new, all of the words, and the two answers."""
    us = us_of(session, current_identity)
    newest = policy_text(us.couple.policy)
    return render_template(
        "partner/policy.html",
        us=us,
        policy=newest,
        what_is_new=who_reads_besides(),
        has_agreed=agreed_version(session, current_identity, us.couple) >= newest.version,
    )


@blueprint.post("/policy")
def agree_to_policy() -> Response:
    """Agree to the words that were shown."""
    consents.agree(session, current_identity, request.form.get("policy", ""))
    flash(_("Kept. You find it here, word for word, with the day."))
    return redirect(url_for(".privacy"))


@blueprint.post("/policy/not-now")
def agree_not_now() -> Response:
    """Have it off the first page for a while, which nobody is told."""
    consents.not_now(session, current_identity)
    flash(_("Nothing changes. The words stay on the page Privacy, for whenever you like."))
    return redirect(url_for(".this_week"))
