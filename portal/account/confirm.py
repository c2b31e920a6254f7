"""Showing once more who sits there: by password, by code, or by a passkey."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from couples.people import passkeys
from couples.wording import gettext as _
from portal import asking_again, proof
from portal import passkeys as browser
from portal.access import current_identity
from portal.account import blueprint
from portal.database import session
from portal.forms.account import AgainForm
from portal.tries import tell_of_refusal


@blueprint.route("/confirm", methods=["GET", "POST"])
def confirm() -> Response | tuple[str, int]:
    """Ask for the password or a code, and go on from where the question came."""
    form, there = AgainForm(), request.args.get("next", "")
    if form.validate_on_submit() and proof.is_shown(form):
        return asking_again.go_on(there=there, kept_fields=form.kept.data or "")
    return render_template("account/confirm.html", form=form, there=there), form.status


@blueprint.post("/confirm/passkey/options")
def confirm_passkey_options() -> Response:
    """What the browser needs to ask for one of the person's own passkeys."""
    own = passkeys.list_own(session, current_identity)
    return browser.options(passkeys.to_answer(browser.here(), browser.ask(), own))


@blueprint.post("/confirm/passkey")
def confirm_passkey() -> Response | tuple[str, int]:
    """Take the answer of a passkey, and go on from where the question came."""
    form, there = AgainForm(), request.args.get("next", "")
    site, challenge = browser.here(), browser.asked()
    person = passkeys.person_behind(session, site, challenge, form.credential.data or "")
    if person is not None and person.id == current_identity.person_id:
        return asking_again.go_on(there=there, kept_fields=form.kept.data or "")
    tell_of_refusal("a wrong passkey")
    form.refuse(_("That passkey does not belong to you here. Use your password."))
    return render_template("account/confirm.html", form=form, there=there), form.status
