"""
Recovery codes: how many are left, and ten new ones.

They stand in the answer to the press of a button and nowhere else, as an invitation does:
no address leads to them and no page that is opened later shows them.
"""

from __future__ import annotations

from flask import render_template

from couples.people import recovery
from portal.access import current_identity, home_of
from portal.account import blueprint, proof
from portal.database import session
from portal.forms.account import ProofForm


@blueprint.route("/recovery-codes", methods=["GET", "POST"])
def recovery_codes() -> str | tuple[str, int]:
    """Say how many codes are left, and make new ones for whoever knows the password."""
    form = ProofForm()
    if proof.is_proven(form):
        return new_ones()
    page = render_template(
        "account/recovery-codes.html",
        form=form,
        left=recovery.count_left(session, current_identity),
        made_at=recovery.find_made_at(session, current_identity),
    )
    return page, form.status


def new_ones() -> str:
    """The page with ten new codes, in groups of four that can be read aloud."""
    codes = recovery.make(session, current_identity)
    return render_template(
        "account/recovery-codes-new.html",
        codes=[" ".join((code[:4], code[4:8], code[8:])) for code in codes],
        home=home_of(current_identity.role),
    )
