"""The part of the world with time-outs: one that is over, and one that Kim took alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Couple
from couples.database import Base
from couples.exercises.definition import Gate
from couples.pauses import lifting, services
from couples.safety import services as safety
from tests.cast import Cast

Note = Callable[[str, Base], None]
LONG_AGO = timedelta(hours=3)


def paused(session: Session, cast: Cast, words: tuple[str, str], note: Note) -> None:
    """Alex tells the counselor of the one that is over, and the counselor ended another."""
    word, why = words
    with clock.at(clock.now() - LONG_AGO):
        both = session.get_one(Couple, cast.alex_and_sam.id)
        over = services.start(session, cast.alex.identity, both, 20, token="over")
        services.tell(session, cast.alex.identity, over.public_id, words=word)
        lifting.lift(session, cast.morgan.identity, over.public_id, reason=why)
        robins = session.get_one(Couple, cast.kim_and_robin.id)
        morgan, id_ = cast.morgan.identity, cast.kim_and_robin.public_id
        safety.set_gate(session, morgan, id_, Gate.G1, held=True)
        alone = services.start(session, cast.kim.identity, robins, 60, token="alone")
        safety.set_gate(session, morgan, id_, Gate.G1, held=False)
    for each in (over, alone):
        note("pause_id", each)
