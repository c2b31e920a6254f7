"""Signing in with a passkey: instead of the password, or after it."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from couples.people import passkeys
from couples.wording import gettext as _
from portal import passkeys as browser
from portal.database import session
from portal.forms.public import SignInForm
from portal.public import blueprint, entering
from portal.tries import tell_of_refusal


@blueprint.post("/sign-in/passkey/options")
def passkey_options() -> Response:
    """What the browser needs to ask for a passkey; after a password, for one of that person."""
    own = entering.waiting_passkeys()
    return browser.options(passkeys.to_answer(browser.here(), browser.ask(), own))


@blueprint.post("/sign-in/passkey")
def sign_in_with_passkey() -> Response | tuple[str, int]:
    """Take the answer of a passkey, and sign its person in."""
    form, there = SignInForm(), request.args.get("next", "")
    site, challenge = browser.here(), browser.asked()
    person = passkeys.person_behind(session, site, challenge, form.credential.data or "")
    if person is not None:
        return entering.enter_with_passkey(person, there=there, kept_fields=form.kept.data or "")
    tell_of_refusal("a wrong passkey")
    form.refuse(_("That passkey opens nothing here. Sign in with your password."))
    return render_template("public/sign-in.html", form=form, there=there), form.status
