"""Whether a link to the person's mailbox may set their password, and that one did."""

from __future__ import annotations

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from couples.people import resets
from couples.wording import gettext as _
from portal.access import current_identity, home_of
from portal.account import blueprint
from portal.asking_again import asks_even_after_signing_in
from portal.database import session


@blueprint.post("/resets/allow")
@asks_even_after_signing_in
def allow_resets() -> Response:
    """Let a link by mail set the password."""
    resets.allow(session, current_identity, allowed=True)
    flash(_("A link by mail can set your password again."))
    return redirect(url_for(".password"))


@blueprint.post("/resets/forbid")
def forbid_resets() -> Response:
    """Let no link by mail set the password; nobody has to prove anything for that."""
    resets.allow(session, current_identity, allowed=False)
    flash(_("No link by mail sets your password any more. Your counselor can still make one."))
    return redirect(url_for(".password"))


@blueprint.post("/resets/read")
def read_of_reset() -> Response:
    """Have read that a link set the password anew."""
    resets.say_read(session, current_identity)
    return redirect(home_of(current_identity.role))
