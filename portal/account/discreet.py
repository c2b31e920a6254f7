"""Whether the tab and the history of the browser say where somebody was."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from couples.people import services
from couples.wording import gettext as _
from portal.access import current_identity
from portal.account import blueprint
from portal.database import session


@blueprint.post("/discreet/on")
def be_discreet() -> Response:
    """Call every page by a name that says nothing, with an icon that says nothing."""
    services.be_discreet(session, current_identity, discreet=True)
    flash(_("From now on your pages are called “Notes” in the browser."))
    return redirect(url_for(".settings"))


@blueprint.post("/discreet/off")
def be_plain() -> Response:
    """Call every page by its own name again."""
    services.be_discreet(session, current_identity, discreet=False)
    flash(_("Your pages are called by their own names again."))
    return redirect(url_for(".settings"))
