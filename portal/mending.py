"""
Letting what waited in a repair come before somebody looks at its page.

A time-out can end by the clock alone, and then nobody presses anything that would let the
next homework come.
"""

from __future__ import annotations

from flask import Flask, current_app, request
from flask_login import current_user

from couples.repairs.following import find_behind, follow
from portal.access import current_identity
from portal.database import UNAVAILABLE, reading, writing


def init_app(app: Flask) -> None:
    """Look before the page of a repair."""
    app.before_request(_let_it_come)


def _let_it_come() -> None:
    if request.endpoint != "partner.repair" or not current_user.is_authenticated:
        return
    repair_id = (request.view_args or {}).get("repair_id", "")
    try:
        with reading() as own:
            couple_id = find_behind(own, current_identity, repair_id)
        if couple_id is not None:
            with writing() as own:
                follow(own, couple_id)
    except UNAVAILABLE as error:
        # The page itself may still be read; the next look tries again.
        current_app.logger.warning("A repair did not go on: %s", type(error).__name__)
