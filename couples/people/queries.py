"""What a person may know about their own account."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from couples.identity import Identity
from couples.people.models import Consent, Person, UserSession
from couples.people.sign_in import is_open


def get_self(session: Session, viewer: Identity) -> Person:
    """The viewer's own account."""
    return session.get_one(Person, viewer.person_id)


def list_devices(session: Session, viewer: Identity) -> list[UserSession]:
    """Where the viewer is signed in just now, the latest first."""
    rows = session.scalars(
        select(UserSession)
        .options(joinedload(UserSession.person))
        .where(UserSession.person_id == viewer.person_id, UserSession.waits_for_code.is_(False))
        .order_by(UserSession.seen_at.desc(), UserSession.id.desc())
    )
    return [row for row in rows if is_open(row)]


def list_consents(session: Session, viewer: Identity) -> list[Consent]:
    """What the viewer agreed to, word for word, the latest first."""
    return list(
        session.scalars(
            select(Consent)
            .where(Consent.person_id == viewer.person_id)
            .order_by(Consent.created_at.desc(), Consent.id.desc())
        )
    )
