"""The part of the world in which Lee reads Kim and Robin along, and stood in for Alex and Sam."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from couples import clock
from couples.admissions.services import let_in as admit
from couples.admissions.services import let_no_longer
from couples.admissions.standing_in import stand_in
from tests.cast import TIME_ZONE, Cast

if TYPE_CHECKING:  # The world is told in parts; this one only adds to it.
    from tests.portal.world import World


def let_in(session: Session, cast: Cast, world: World) -> None:
    """What Lee may read of the one couple until next week, and read of the other for a while."""
    last_on = clock.today(TIME_ZONE) + timedelta(days=7)
    runs = admit(
        session, cast.morgan.identity, cast.kim_and_robin.public_id, cast.lee.public_id, last_on
    )
    why = world.canary("stood-in", "morgan")
    over = stand_in(session, cast.lee.identity, one="Sam", other="Alex", reason=why)
    let_no_longer(session, cast.morgan.identity, over.public_id)
    for each in (runs, over):
        world.note_id("admission_id", each)
