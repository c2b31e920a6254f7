"""
A forgotten password: asking for a link, and choosing a new password with it.

The answer is the same for every address, and as fast: whether there is such an account is
looked up only after it was sent.
"""

from __future__ import annotations

from flask import current_app, render_template
from werkzeug.wrappers import Response

from couples.people import resets, throttle
from portal import mail, resetting, tries
from portal.database import after_commit, session
from portal.forms.public import AddressForm, NewPasswordForm
from portal.intake import network_address
from portal.public import blueprint, entering
from portal.settings import current_settings
from portal.tries import TooManyTriesError


@blueprint.route("/sign-in/forgotten", methods=["GET", "POST"])
def forgotten() -> str | tuple[str, int]:
    """Ask for a link to a new password, where this installation sends mail."""
    form = AddressForm()
    sends = mail.is_set_up(current_settings())
    if sends and form.validate_on_submit():
        try:
            _send_to(form.email.data or "")
        except TooManyTriesError as wait:
            form.refuse(str(wait))
        else:
            return render_template("public/link-sent.html")
    return render_template("public/forgotten.html", form=form, sends=sends), form.status


@blueprint.route("/sign-in/new-password/<string(length=43):token>", methods=["GET", "POST"])
def new_password(token: str) -> Response | tuple[str, int]:
    """Choose a new password: a GET only looks."""
    person = resets.get_open(session, token).person
    form = NewPasswordForm(person.name or "", person.email or "")
    if form.validate_on_submit():
        resets.use(session, token, password=form.new_password.data or "")
        return entering.enter(person, there="", kept_fields="")
    return render_template("public/new-password.html", form=form, token=token), form.status


def _send_to(email: str) -> None:
    network = network_address()
    tries.admit(throttle.resets_trial(network), throttle.reset_trial(email, network))
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - a thread cannot use the proxy
    after_commit(resetting.Request(app, email).start)
