"""Ending the links for a forgotten password, once what they were sent for is no longer so."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from couples import clock
from couples.people.models import PasswordReset, Person


def end_all(session: Session, person: Person) -> None:
    """Let no link that was sent to `person` so far set their password."""
    session.execute(
        update(PasswordReset)
        .where(PasswordReset.person_id == person.id, PasswordReset.over_at.is_(None))
        .values(over_at=clock.now())
    )
