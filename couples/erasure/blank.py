"""What is left of a person who was erased."""

from __future__ import annotations

import secrets

from couples import clock
from couples.people.models import Person


def blank(person: Person) -> None:
    """Leave a number that nobody can sign in with, and nothing that tells one from another."""
    person.name, person.email = "", ""
    person.email_index = secrets.token_hex(32)
    person.password_hash = None
    person.totp_secret, person.totp_confirmed_at, person.totp_last_step = None, None, None
    person.time_zone, person.locale = "UTC", "en"
    person.resets_by_mail, person.is_discreet = None, False
    person.reset_at, person.earlier_reset_at, person.reset_read_at = None, None, None
    person.joined_at, person.deactivated_at = None, person.deactivated_at or clock.now()
