"""The part of the world in which Kim and Robin mend something, and Noor has told nobody yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from couples.repairs.acts import log_act
from couples.repairs.models import Stage
from couples.repairs.plan import find_plan
from tests.cast import Cast
from tests.couples.repairs.mending import CALL, open_for, plan, sign, tell, write

if TYPE_CHECKING:  # The world is told in parts; this one only adds to it.
    from tests.portal.world import World


def mending(session: Session, cast: Cast, world: World) -> None:
    """Kim was hurt and let Robin read it, but for one answer; Noor keeps what she wrote."""
    readers = ("kim", "robin", "morgan", "lee")
    repair = open_for(session, cast.kim_and_robin, cast.kim)
    write(session, cast.kim, repair, Stage.GRIEVANCE, what_happened=world.canary("hurt", *readers))
    tell(session, cast.kim, repair)
    write(session, cast.kim, repair, Stage.IMPACT, meaning=world.canary("impact", *readers))
    tell(session, cast.kim, repair)
    heard = world.canary("heard", *readers)
    write(session, cast.robin, repair, Stage.IMPACT, reflection=heard)
    own = world.canary("plan-note", "kim", "morgan", "lee")
    write(session, cast.kim, repair, Stage.PLAN, **plan(private_note=own))
    sign(session, cast.robin)
    found = find_plan(session, cast.robin.identity, repair)
    assert found is not None
    log_act(
        session,
        cast.robin.identity,
        repair.public_id,
        step=next(step.key for step in found.steps if step.action == CALL),
        answers={"done": "done", "note": world.canary("act", *readers)},
        audiences={},
        key="an act of Robin",
    )
    kept = open_for(session, cast.noor_and_jo, cast.noor)
    write(session, cast.noor, kept, Stage.GRIEVANCE, what_happened=world.canary("kept", "noor"))
    for each in (repair, kept):
        world.note_id("repair_id", each)
