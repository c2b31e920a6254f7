"""From the right password to a signed-in device, past the throttle and the second factor."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.people import (
    passkeys,
    passwords,
    recovery,
    second_factor,
    services,
    sign_in,
    throttle,
)
from couples.people.models import Passkey, Person, UserSession
from couples.wording import gettext as _
from couples.wording import ngettext
from portal import browsers, devices, kept, titles, tries
from portal.access import go_on_to
from portal.database import reading, session, stand_in
from portal.forms.public import CodeForm
from portal.intake import network_address
from portal.tries import TooManyTriesError


def person_with(email: str, password: str) -> Person | None:
    """
    The person whose address and password these are.

    Looking takes as long where there is no such person. The password is hashed
    outside any transaction, because that is slow and the database has one writer.
    """
    trial = throttle.password_trial(email, network_address())
    tries.admit(trial)
    with reading() as own:
        person = sign_in.find_account(own, email)
    if not passwords.is_right(password, person.password_hash if person else None):
        return None
    throttle.forget(session, trial)
    return person


def enter(person: Person, *, there: str, kept_fields: str) -> Response:
    """Sign `person` in on this device, or ask for the code where there is a second factor."""
    stand_in(person.practice_id)
    asks = recovery.asks_for_more(session, person)
    device = devices.name_of(request.user_agent)
    token = sign_in.open_session(session, person, device=device, waits_for_code=asks)
    _hold(token, person)
    if not asks:
        services.note_signed_in(session, person)
        return _go_on(person, there=there, kept_fields=kept_fields)
    if kept_fields:
        form = CodeForm(formdata=None, data={"kept": kept_fields})
        page = render_template("public/code.html", form=form, there="", person=person)
        return flask.make_response(page)
    return redirect(url_for("public.code", next=there or None))


def waiting() -> UserSession | None:
    """The device of this request, if its password was right and its code is still to come."""
    token = flask.session.get("_user_id")
    if not token:
        return None
    with reading() as own:
        row = sign_in.find_session(own, token)
    if row is None or not row.waits_for_code or not sign_in.is_open(row):
        return None
    stand_in(row.practice_id)
    return row


def waiting_passkeys() -> list[Passkey]:
    """The passkeys that may follow the password of this request; none where none came before."""
    row = waiting()
    if row is None:
        return []
    return passkeys.list_own(session, sign_in.identity_of(session, row.person))


def enter_with_passkey(person: Person, *, there: str, kept_fields: str) -> Response:
    """Sign `person` in on this device; the passkey stands for password and code alike."""
    _sign_in_anew(person)
    return _go_on(person, there=there, kept_fields=kept_fields)


@dataclass(frozen=True, slots=True)
class Passed:
    """Whoever got past the code, and how many recovery codes they have left if they used one."""

    person: Person
    codes_left: int | None


def person_with_code(row: UserSession, code: str) -> Passed | None:
    """The person behind a waiting device, once their code is right; it is used up by that."""
    trial = tries.code_trial(row.person.public_id, code)
    try:
        tries.admit(trial)
    except TooManyTriesError:
        tries.note_refusal(row.person_id, waits=True)
        raise
    person = session.get_one(Person, row.person_id)
    left = None
    if recovery.use(session, person, code):
        left = recovery.count_left(session, sign_in.identity_of(session, person))
    elif not second_factor.use_code(session, person, code):
        tries.note_refusal(row.person_id)
        return None
    throttle.forget(session, trial)
    return Passed(person, left)


def pass_the_code(passed: Passed, *, there: str, kept_fields: str) -> Response:
    """Sign the waiting device in, under a new token."""
    _sign_in_anew(passed.person)
    if passed.codes_left is not None:
        flash(_told(passed.codes_left))
    return _go_on(passed.person, there=there, kept_fields=kept_fields)


def _told(left: int) -> str:
    if not left:
        return _("That was your last recovery code. Make new ones on your account page.")
    return ngettext(
        "You used a recovery code. %(num)s is left.",
        "You used a recovery code. %(num)s are left.",
        left,
    )


def leave() -> None:
    """End this device's session on the server, and forget it here."""
    token = flask.session.get("_user_id")
    if token:
        services.sign_out(session, token)
    _forget_everything()


def _sign_in_anew(person: Person) -> None:
    """Sign `person` in on this device under a new token; the one before opens nothing more."""
    token = flask.session.get("_user_id")
    if token:
        sign_in.end_session(session, token)
    device = devices.name_of(request.user_agent)
    _hold(sign_in.open_session(session, person, device=device, waits_for_code=False), person)
    services.note_signed_in(session, person)


def _hold(token: str, person: Person) -> None:
    """
    Begin this browser's session anew, so that nothing planted before lives on in it.

    Only its name stays, and how pages are called here, which open nothing: see
    `portal.browsers` and `portal.titles`.
    """
    _forget_everything()
    flask.session["_user_id"] = token
    flask.session["csrf_token"] = kept.new_mark(person.public_id)


def _forget_everything() -> None:
    stays = {name: flask.session.get(name) for name in (browsers.NAME, titles.NAME)}
    flask.session.clear()
    flask.session.update({name: value for name, value in stays.items() if value is not None})
    # The token of the old session was put aside for this request's page.
    g.pop("csrf_token", None)


def _go_on(person: Person, *, there: str, kept_fields: str) -> Response:
    return go_on_to(
        person.public_id,
        person.role,
        there=there,
        kept_fields=kept_fields,
        page="public/carry-on.html",
    )
