"""How long somebody is signed in still, and staying: what the page's own script asks."""

from __future__ import annotations

from flask import jsonify
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.account import blueprint


@blueprint.get("/still-here")
def still_here() -> Response:
    """How many seconds are left. To ask keeps nobody signed in."""
    return jsonify(seconds=current_user.signed_in.seconds_left)


@blueprint.post("/stay")
def stay() -> Response:
    """Somebody pressed that they are here, which keeps them signed in as any press does."""
    return jsonify(seconds=current_user.signed_in.seconds_left_once_seen)
