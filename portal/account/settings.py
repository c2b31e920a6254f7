"""The account page: the person's own name, and the way to everything else."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.identity import Role
from couples.people import passkeys, recovery, services
from couples.people.queries import get_self, list_devices
from couples.wording import gettext as _
from portal.access import current_identity
from portal.account import blueprint
from portal.database import session
from portal.forms.account import NameForm


@blueprint.route("/", methods=["GET", "POST"])
def settings() -> Response | tuple[str, int]:
    """See the own account, and change the own name."""
    person = get_self(session, current_identity)
    form = NameForm(data={"name": person.name})
    if form.validate_on_submit():
        services.rename(session, current_identity, name=form.name.data or "")
        flash(_("Your name is changed."))
        return redirect(url_for(".settings"))
    page = render_template(
        "account/settings.html",
        person=person,
        is_partner=current_identity.role is Role.PARTNER,
        is_apart=current_identity.is_apart,
        form=form,
        devices=list_devices(session, current_identity),
        passkeys=passkeys.count_of(session, person),
        codes_left=recovery.count_left(session, current_identity),
    )
    return page, form.status
