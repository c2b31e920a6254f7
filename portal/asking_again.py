"""
Asking once more who sits there, before what somebody else would do at an open device.

Whoever signed in or showed who they are within the last ten minutes goes straight through.
Anybody else is asked for their password, a code or their passkey, and then goes on with
everything that they had typed. Before what would still let somebody in tomorrow, having
signed in is not enough: whoever takes up a phone has it in hand a minute later.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import flask
from flask import redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from couples.people import sign_in
from portal import kept
from portal.access import current_identity, go_on_to, lacks_second_factor
from portal.database import READING_METHODS, session
from portal.forms.account import AgainForm

P = ParamSpec("P")
Answer = TypeVar("Answer")


def asks_again(view: Callable[P, Answer]) -> Callable[P, Answer | Response | tuple[str, int]]:
    """Let `view` be reached only by whoever showed a short while ago who they are."""

    @wraps(view)
    def asked(*args: P.args, **values: P.kwargs) -> Answer | Response | tuple[str, int]:
        return view(*args, **values) if current_user.signed_in.is_proven else _ask()

    return asked


def asks_even_after_signing_in(
    view: Callable[P, Answer],
) -> Callable[P, Answer | Response | tuple[str, int]]:
    """
    Let `view` be reached only by whoever showed who they are since they signed in.

    A counselor who has just come in and has to set a second factor up goes straight on.
    """

    @wraps(view)
    def asked(*args: P.args, **values: P.kwargs) -> Answer | Response | tuple[str, int]:
        signed_in = current_user.signed_in
        goes_on = signed_in.is_proven_again or (signed_in.is_proven and lacks_second_factor())
        return view(*args, **values) if goes_on else _ask()

    return asked


def go_on(*, there: str, kept_fields: str) -> Response:
    """Note that they showed who they are, and lead them back to what they were doing."""
    signed_in = current_user.signed_in
    flask.session["_user_id"] = sign_in.note_proven(session, signed_in)
    return go_on_to(
        signed_in.person_public_id,
        current_identity.role,
        there=there,
        kept_fields=kept_fields,
        page="account/confirmed.html",
    )


def _ask() -> Response | tuple[str, int]:
    if request.method in READING_METHODS:
        return redirect(url_for("account.confirm", next=request.full_path.rstrip("?")))
    waiting = kept.of_request()
    form = AgainForm(formdata=None, data={"kept": waiting.sealed() if waiting else ""})
    return render_template("account/confirm.html", form=form, there=""), 403
