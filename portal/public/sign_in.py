"""Signing in and out."""

from __future__ import annotations

import flask
from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from couples.people import passwords
from couples.people import sign_in as people
from couples.wording import gettext as _
from portal.access import home_of, may_open
from portal.database import session
from portal.forms.public import SignInForm
from portal.public import blueprint


@blueprint.get("/")
def start() -> Response:
    """Go where the person begins."""
    if current_user.is_authenticated:
        return redirect(home_of(current_user.signed_in.identity.role))
    return redirect(url_for(".sign_in"))


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Response | tuple[str, int] | str:
    """Sign in with an address and a password."""
    form = SignInForm()
    if form.validate_on_submit():
        person = people.find_account(session, form.email.data or "")
        right = passwords.is_right(
            form.password.data or "", person.password_hash if person else None
        )
        if person is not None and right:
            token = people.open_session(session, person, device="", waits_for_code=False)
            session.flush()
            flask.session.clear()
            flask.session["_user_id"] = token
            there = request.args.get("next", "")
            return redirect(there if may_open(there, person.role) else home_of(person.role))
        flash(_("This address and password do not belong together."), "error")
        return render_template("public/sign-in.html", form=form), 401
    return render_template("public/sign-in.html", form=form)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End this device's session on the server, and forget it here."""
    token = flask.session.get("_user_id")
    if token:
        people.end_session(session, token)
    flask.session.clear()
    flash(_("You are signed out."))
    return redirect(url_for(".sign_in"))
