"""A brief that is kept, for tests of something else."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.preparations import services
from couples.preparations.models import Reader
from tests.cast import Cast


def keep_a_brief(session: Session, cast: Cast, words: str) -> None:
    """Both copies for a session of Alex and Sam that is now, made from these words."""
    who, couple_id = cast.morgan.identity, cast.alex_and_sam.public_id
    now = appointments.schedule(session, who, couple_id, starts_at=clock.now()).public_id
    for reader in Reader:
        name = services.claim(session, who, now, reader, digest="of it") or ""
        services.finish(
            session, who, name, people=(), made_from=words, pages=b"%PDF", edition="first"
        )
