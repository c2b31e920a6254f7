"""Who may read what: the promises, what was agreed to, and what the other can see just now."""

from __future__ import annotations

from flask import render_template

from couples.caseload.confidentiality import policy_text
from couples.people.queries import list_consents
from portal.access import current_identity
from portal.database import session
from portal.partner import blueprint
from portal.partner.helping import contacts_elsewhere, contacts_here
from portal.partner.seen import rules, seen_by_the_other
from portal.partner.us import us_of


@blueprint.get("/privacy")
def privacy() -> str:
    """Everything about who reads what, in one place."""
    us = us_of(session, current_identity)
    return render_template(
        "partner/privacy.html",
        us=us,
        policy=policy_text(us.couple.policy),
        consents=list_consents(session, current_identity),
        rules=rules(us.names),
        seen=seen_by_the_other(session, us),
    )


@blueprint.get("/help-now")
def help_now() -> str:
    """Where to turn at once, because nobody here answers at once."""
    return render_template(
        "partner/help-now.html", here=contacts_here(), elsewhere=contacts_elsewhere()
    )
