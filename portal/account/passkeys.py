"""The person's own passkeys: making one on this device, and removing one that is lost."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from couples.people import passkeys as keys
from couples.people import recovery, services
from couples.wording import gettext as _
from portal import devices
from portal import passkeys as browser
from portal.access import current_identity
from portal.account import blueprint, recovery_codes
from portal.asking_again import asks_even_after_signing_in
from portal.database import session
from portal.forms.account import PasskeyForm


@blueprint.get("/passkeys")
@asks_even_after_signing_in
def passkeys() -> str:
    """List the person's passkeys, and offer to make one here."""
    own = keys.list_own(session, current_identity)
    return render_template("account/passkeys.html", form=PasskeyForm(), passkeys=own)


@blueprint.post("/passkeys/options")
@asks_even_after_signing_in
def passkey_options() -> Response:
    """What the browser needs to make a passkey."""
    site, challenge = browser.here(), browser.ask()
    return browser.options(keys.to_add(session, current_identity, site, challenge))


@blueprint.post("/passkeys")
@asks_even_after_signing_in
def add_passkey() -> Response | str:
    """Keep the passkey that this device just made, and sign every other device out."""
    keys.add(
        session,
        current_identity,
        browser.here(),
        browser.asked(),
        credential=PasskeyForm().credential.data or "",
        device=devices.name_of(request.user_agent),
    )
    _end_others()
    flash(_("This device has a passkey now. Every other device is signed out."))
    if not recovery.count_left(session, current_identity):
        return recovery_codes.new_ones()
    return redirect(url_for(".passkeys"))


@blueprint.post("/passkeys/<public_id:passkey_id>/remove")
@asks_even_after_signing_in
def remove_passkey(passkey_id: str) -> Response:
    """Let a passkey open nothing any more, and sign every other device out."""
    keys.remove(session, current_identity, passkey_id)
    _end_others()
    flash(_("That passkey opens nothing any more. Every other device is signed out."))
    return redirect(url_for(".passkeys"))


def _end_others() -> None:
    services.end_other_devices(session, current_identity, stay=current_user.signed_in.session_id)
