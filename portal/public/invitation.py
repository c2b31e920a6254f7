"""Accepting an invitation: a GET only looks, a POST joins."""

from __future__ import annotations

from flask import render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from couples.people import invitations
from portal.database import session
from portal.forms.public import AcceptForm
from portal.public import blueprint, entering


@blueprint.route("/invitations/<string(length=43):token>", methods=["GET", "POST"])
def invitation(token: str) -> Response | tuple[str, int]:
    """Join: choose a password, and agree to the policy where there is one."""
    welcome = invitations.get_welcome(session, token)
    if _is_somebody_else(welcome.person.id):
        return render_template("public/somebody-else.html"), 409
    form = AcceptForm(welcome)
    if form.validate_on_submit():
        person = invitations.accept(
            session,
            token,
            password=form.new_password.data or "",
            policy_key=form.policy.data or "",
            stays_apart=form.wants_password_alone,
        )
        return entering.enter(person, there="", kept_fields="")
    page = render_template("public/invitation.html", welcome=welcome, form=form, token=token)
    return page, form.status


def _is_somebody_else(person_id: int) -> bool:
    """A link names its person; whoever else sits at this device must not use it up."""
    if not current_user.is_authenticated:
        return False
    return bool(current_user.signed_in.identity.person_id != person_id)
