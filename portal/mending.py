"""
Letting what waited in a repair come before somebody looks at a page that would show it.

A time-out can end by the clock alone, and then nobody presses anything that would let the
next homework come. Each of the two brings it by their own look, so that its coming tells
nobody that the other was here.
"""

from __future__ import annotations

from flask import Flask, current_app, request
from flask_login import current_user

from couples.identity import Role
from couples.repairs.following import find_behind, follow
from portal.access import current_identity
from portal.database import UNAVAILABLE, reading, writing

_PAGES = frozenset({"partner.this_week", "partner.ours", "partner.repair", "partner.homework"})


def init_app(app: Flask) -> None:
    """Look before each page that shows what has come."""
    app.before_request(_let_it_come)


def _let_it_come() -> None:
    is_partner = current_user.is_authenticated and current_identity.role is Role.PARTNER
    if request.endpoint not in _PAGES or not is_partner:
        return
    try:
        with reading() as own:
            couple_id = find_behind(own, current_identity)
        if couple_id is not None:
            with writing() as own:
                follow(own, couple_id)
    except UNAVAILABLE as error:
        # The page itself may still be read; the next look tries again.
        current_app.logger.warning("A repair did not go on: %s", type(error).__name__)
