"""Changing the own password."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from couples.identity import Role
from couples.people import passkeys, resets, services
from couples.people.queries import get_self
from couples.wording import gettext as _
from portal import proof
from portal.access import current_identity
from portal.account import blueprint
from portal.database import session
from portal.forms.account import PasswordForm


@blueprint.route("/password", methods=["GET", "POST"])
def password() -> Response | tuple[str, int]:
    """Set a new password, which signs every other device out."""
    account = proof.own()
    form = PasswordForm(account.name, account.email)
    if proof.is_proven(form):
        services.change_password(
            session,
            current_identity,
            new=form.new_password.data or "",
            stay=current_user.signed_in.session_id,
            and_passkeys=form.remove_passkeys.data,
        )
        flash(_("Your password is changed. Every other device is signed out."))
        return redirect(url_for(".settings"))
    page = render_template(
        "account/password.html",
        form=form,
        passkeys=passkeys.list_own(session, current_identity),
        resets_by_mail=resets.are_allowed(session, get_self(session, current_identity)),
        is_partner=current_identity.role is Role.PARTNER,
    )
    return page, form.status
