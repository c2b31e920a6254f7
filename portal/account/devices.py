"""Where somebody is signed in, and ending it there."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from couples.people import services
from couples.people.queries import list_devices
from couples.wording import gettext as _
from portal.access import current_identity
from portal.account import blueprint
from portal.database import session


@blueprint.get("/devices")
def devices() -> str:
    """List every device that is signed in just now."""
    return render_template(
        "account/devices.html",
        devices=list_devices(session, current_identity),
        this_one=current_user.signed_in.session_public_id,
    )


@blueprint.post("/devices/<public_id:device_id>/end")
def end_device(device_id: str) -> Response:
    """Sign one device out."""
    services.end_device(session, current_identity, device_id)
    flash(_("That device is signed out."))
    return redirect(url_for(".devices"))


@blueprint.post("/devices/end-others")
def end_other_devices() -> Response:
    """Sign every device out but this one."""
    services.end_other_devices(session, current_identity, stay=current_user.signed_in.session_id)
    flash(_("Every other device is signed out."))
    return redirect(url_for(".devices"))
