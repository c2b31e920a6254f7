"""
The second factor: six digits from an app, good for half a minute and only once.

Once a code was used, neither it nor an older one is taken again, so that whoever
reads it over a shoulder comes too late.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

import pyotp
from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from couples import clock
from couples.database import changes_one
from couples.errors import DomainError
from couples.history import services as history
from couples.identity import Identity
from couples.people import recovery, reset_links
from couples.people.models import Person
from couples.wording import gettext as _

ISSUER = "Mendwell"

# A phone's clock may be a little off: the codes just before and after count too.
_STEPS = (0, -1, 1)


class WrongCodeError(DomainError):
    """These digits are not the ones that count now."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A secret that an app can be given, by picture or by hand."""

    secret: str
    uri: str


def propose(session: Session, actor: Identity) -> Proposal:
    """
    A new secret for the actor's app, which counts once a code from it is confirmed.

    Whoever begins again gets another one, so that nobody finds the one waiting that
    somebody else looked at before them.
    """
    person = session.get_one(Person, actor.person_id)
    if person.has_second_factor:
        raise DomainError(_on_already())
    person.totp_secret = pyotp.random_base32()
    person.totp_last_step = None
    return proposal_of(person)


def proposal_of(person: Person) -> Proposal:
    """
    The waiting secret of `person`. The app shows where it belongs, and no address.

    Once it counts, no page shows it to anybody again.
    """
    if person.has_second_factor:
        raise DomainError(_on_already())
    secret = person.totp_secret
    if secret is None:
        raise DomainError(_("Begin again from your account page."))
    return Proposal(secret, pyotp.TOTP(secret).provisioning_uri(name=ISSUER, issuer_name=ISSUER))


def turn_on(session: Session, actor: Identity, code: str) -> None:
    """Ask for a code at every sign-in from now on; `code` proves that the app works."""
    person = session.get_one(Person, actor.person_id)
    if person.has_second_factor:
        raise DomainError(_on_already())
    if not _is_used_up(session, person, code):
        raise WrongCodeError(_wrong())
    person.totp_confirmed_at = clock.now()
    history.record(session, actor, "second-factor:turn-on", person)


def turn_off(session: Session, actor: Identity) -> None:
    """Let the password be enough again, and forget the secret."""
    person = session.get_one(Person, actor.person_id)
    person.totp_secret = None
    person.totp_confirmed_at = None
    person.totp_last_step = None
    recovery.forget_unless_needed(session, person)
    reset_links.end_all(session, person)
    history.record(session, actor, "second-factor:turn-off", person)


def use_code(session: Session, person: Person, code: str) -> bool:
    """
    Whether `code` is right and unused; if so, it is used up.

    A secret that was never confirmed opens nothing: anybody at an open device can begin one.
    """
    return person.has_second_factor and _is_used_up(session, person, code)


def _is_used_up(session: Session, person: Person, code: str) -> bool:
    secret = person.totp_secret
    digits = "".join(code.split())
    if secret is None:
        return False
    app = pyotp.TOTP(secret)
    current = app.timecode(clock.now())
    for step in (current + offset for offset in _STEPS):
        if hmac.compare_digest(app.generate_otp(step).encode(), digits.encode()):
            return _use_up(session, person, step)
    return False


def _use_up(session: Session, person: Person, step: int) -> bool:
    """Let the database decide which of two requests with one code came first."""
    session.flush()
    return changes_one(
        session,
        update(Person)
        .where(
            Person.id == person.id,
            or_(Person.totp_last_step.is_(None), Person.totp_last_step < step),
        )
        .values(totp_last_step=step),
    )


def _on_already() -> str:
    return _("Your second factor is on already.")


def _wrong() -> str:
    return _("That code does not fit just now. Wait for the next one and type that.")
