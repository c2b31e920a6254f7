"""Asking once more for the password, before something that would let somebody else stay in."""

from __future__ import annotations

from dataclasses import dataclass

from flask_login import current_user

from couples.people import passwords, recovery, second_factor, throttle
from couples.people.queries import get_self
from couples.people.throttle import Trial
from couples.wording import gettext as _
from portal import tries
from portal.access import current_identity
from portal.database import reading, session, writing
from portal.forms.account import AgainForm, ProofForm
from portal.forms.base import Form
from portal.intake import network_address
from portal.tries import TooManyTriesError


@dataclass(frozen=True, slots=True)
class Own:
    """The words that are the person's own, and the hash of their password."""

    name: str
    email: str
    password_hash: str | None
    has_second_factor: bool


def own() -> Own:
    """The account of whoever is signed in, read apart from the request's own session."""
    with reading() as look:
        person = get_self(look, current_identity)
        return Own(
            person.name or "",
            person.email or "",
            person.password_hash,
            person.has_second_factor,
        )


def is_proven(form: ProofForm) -> bool:
    """
    Whether the form is whole and the password in it is the person's own.

    Guesses count like those at the sign-in page: a device left open must not be a
    place to try passwords at leisure. Ask before the request's session is used.
    """
    if not form.validate_on_submit():
        return False
    return _is_right_password(form, form.password.data or "")


def is_shown(form: AgainForm) -> bool:
    """Whether the form brings the person's password, or a code that is good now."""
    if form.password.data:
        return _is_right_password(form, form.password.data)
    code = form.code.data or ""
    trial = tries.code_trial(current_user.signed_in.person_public_id, code)
    if not _is_admitted(form, trial):
        return False
    person = get_self(session, current_identity)
    if not (recovery.use(session, person, code) or second_factor.use_code(session, person, code)):
        tries.tell_of_refusal("a wrong code")
        tries.note_refusal(current_identity.person_id)
        form.refuse(_("That code does not fit just now. Wait for the next one and type that."))
        return False
    throttle.forget(session, trial)
    return True


def _is_right_password(form: Form, password: str) -> bool:
    account = own()
    trial = throttle.password_trial(account.email, network_address())
    if not _is_admitted(form, trial):
        return False
    if not passwords.is_right(password, account.password_hash):
        tries.tell_of_refusal("a wrong password")
        tries.note_refusal(current_identity.person_id)
        form.refuse(_("The password you have now is another one."))
        return False
    with writing() as count:
        throttle.forget(count, trial)
    return True


def _is_admitted(form: Form, trial: Trial) -> bool:
    try:
        tries.admit(trial)
    except TooManyTriesError as wait:
        tries.note_refusal(current_identity.person_id, waits=True)
        form.refuse(str(wait))
        return False
    return True
