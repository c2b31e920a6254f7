"""
Recovery codes: how many are left, and ten new ones.

They stand in the answer to the press of a button and nowhere else, as an invitation does:
no address leads to them and no page that is opened later shows them.
"""

from __future__ import annotations

from flask import render_template

from couples.people import recovery
from portal.access import current_identity, home_of
from portal.account import blueprint
from portal.asking_again import asks_even_after_signing_in
from portal.database import session


@blueprint.get("/recovery-codes")
def recovery_codes() -> str:
    """Say how many codes are left."""
    return render_template(
        "account/recovery-codes.html",
        left=recovery.count_left(session, current_identity),
        made_at=recovery.find_made_at(session, current_identity),
    )


@blueprint.post("/recovery-codes")
@asks_even_after_signing_in
def make_recovery_codes() -> str:
    """Make ten new codes and show them."""
    return new_ones()


def new_ones() -> str:
    """The page with ten new codes, in groups of four that can be read aloud."""
    codes = recovery.make(session, current_identity)
    return render_template(
        "account/recovery-codes-new.html",
        codes=[" ".join((code[:4], code[4:8], code[8:])) for code in codes],
        home=home_of(current_identity.role),
    )
