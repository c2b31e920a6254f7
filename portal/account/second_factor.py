"""The second factor: setting it up with a picture, and turning it off."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from couples.people import second_factor as factors
from couples.people import services
from couples.people.queries import get_self
from couples.people.second_factor import WrongCodeError
from couples.wording import gettext as _
from portal import proof
from portal.access import current_identity, requires_second_factor
from portal.account import blueprint, qr, recovery_codes
from portal.asking_again import asks_again
from portal.database import session
from portal.forms.account import ConfirmForm, ProofForm


@blueprint.get("/second-factor")
def second_factor() -> str:
    """Say what it is, and whether it is on."""
    page = "on" if proof.own().has_second_factor else "off"
    return render_template(
        f"account/second-factor-{page}.html", form=ProofForm(), is_required=_is_required()
    )


@blueprint.post("/second-factor")
@asks_again
def begin_second_factor() -> Response:
    """Make a secret for the person's app."""
    factors.propose(session, current_identity)
    return redirect(url_for(".set_up_second_factor"))


@blueprint.route("/second-factor/set-up", methods=["GET", "POST"])
@asks_again
def set_up_second_factor() -> str | tuple[str, int]:
    """Show the secret as a picture, and ask for a code that proves the app has it."""
    form = ConfirmForm()
    if proof.is_proven(form):
        try:
            _turn_on(form.code.data or "")
        except WrongCodeError as error:
            form.refuse(str(error))
        else:
            flash(_("From now on we ask for a code as well. Every other device is signed out."))
            return recovery_codes.new_ones()
    proposal = factors.proposal_of(get_self(session, current_identity))
    picture = qr.picture_of(proposal.uri)
    page = render_template(
        "account/second-factor-set-up.html", form=form, secret=proposal.secret, picture=picture
    )
    return page, form.status


def _turn_on(code: str) -> None:
    factors.turn_on(session, current_identity, code)
    _end_other_devices()


def _end_other_devices() -> None:
    services.end_other_devices(session, current_identity, stay=current_user.signed_in.session_id)


@blueprint.post("/second-factor/off")
def turn_off_second_factor() -> Response | tuple[str, int]:
    """Let the password be enough again."""
    form = ProofForm()
    if proof.is_proven(form):
        factors.turn_off(session, current_identity)
        _end_other_devices()
        flash(_("We do not ask for a code any more. Every other device is signed out."))
        return redirect(url_for(".settings"))
    page = render_template("account/second-factor-on.html", form=form, is_required=_is_required())
    return page, form.status


def _is_required() -> bool:
    return requires_second_factor(current_identity.role)
