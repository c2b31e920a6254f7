"""The pulse on the phones of the two: see `portal.pulse`."""

from __future__ import annotations

from typing import Any, cast

from flask import Response, g
from flask_login import current_user

from couples.identity import Role
from portal.access import current_identity
from portal.database import UNAVAILABLE, reading
from portal.partner import blueprint
from portal.pulse import Beat, beat_of


def beat_now() -> Beat | None:
    """The pulse for the page that is being made, asked once; None on nobody's page."""
    if not current_user.is_authenticated or current_identity.role is not Role.PARTNER:
        return None
    if current_identity.is_apart:  # Nothing changes for both of them any more.
        return None
    if "beat" not in g:
        try:
            # A look of its own: a page that says what went wrong must not stumble over it.
            with reading() as own:
                g.beat = beat_of(own, current_identity)
        except UNAVAILABLE:
            g.beat = None
    return cast("Beat | None", g.beat)


@blueprint.app_context_processor
def _words() -> dict[str, Any]:
    """For the layout, which pages of an account have in common with a partner's."""
    return {"beat_now": beat_now}


@blueprint.get("/pulse")
def pulse() -> Response:
    """The text alone; a page compares it with the one that it was made with."""
    if current_identity.is_apart:
        return Response("apart", mimetype="text/plain")
    with reading() as own:
        beat = beat_of(own, current_identity)
    return Response(beat.text, mimetype="text/plain")
