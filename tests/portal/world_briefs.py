"""The part of the world with a brief that could not be made, for the session after the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.database import Base
from couples.preparations import services
from couples.preparations.models import Failure, Preparation, Reader
from tests.cast import Cast

Note = Callable[[str, Base], None]
LATER = timedelta(days=9)


def unprinted(session: Session, cast: Cast, note: Note) -> None:
    """It took too long, and was of another text than there is now."""
    who, couple_id = cast.morgan.identity, cast.alex_and_sam.public_id
    at = clock.now() + LATER
    later = appointments.schedule(session, who, couple_id, starts_at=at).public_id
    claim = services.claim(session, who, later, Reader.COUPLE, digest="of another text")
    services.give_up(session, who, claim or "", Failure.TOO_LONG)
    for row in session.scalars(select(Preparation)):
        note("preparation_id", row)
