"""The part of the world in which a couple is on a course that they do not know of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from couples import clock
from couples.programmes import authoring
from couples.programmes import changing as course_changing
from tests.cast import TIME_ZONE, Cast
from tests.courses import course, enrol

if TYPE_CHECKING:  # The world is told in parts; this one only adds to it.
    from tests.portal.world import World


def on_a_course(session: Session, cast: Cast, world: World) -> None:
    """Kim and Robin begin tomorrow, which they do not know yet."""
    tomorrow = clock.today(TIME_ZONE) + timedelta(days=1)
    batch = enrol(session, "calm-and-repair", cast.kim_and_robin, starts_on=tomorrow)
    why = world.canary("why-paused", "morgan")
    found = course(session, cast.kim_and_robin)
    course_changing.pause(session, cast.morgan.identity, found.public_id, reason=why)
    world.note_id("enrolment_batch_id", batch)
    world.note_id("enrolment_id", found)
    world.note_id("programme_id", batch.programme_version.programme)
    _a_programme_begun(session, cast, world)


def _a_programme_begun(session: Session, cast: Cast, world: World) -> None:
    """A draft of a programme that Dr. Morgan is writing."""
    morgan = cast.morgan.identity
    draft = authoring.begin(session, morgan, None, token="p" * 40)
    title = {"title": world.canary("programme-draft", "morgan")}
    authoring.save_head(session, morgan, draft.public_id, typed=title, stamp=0)
    words = {"note": world.canary("step-draft", "morgan"), "week": "1"}
    step = authoring.add_step(session, morgan, draft.public_id, words)
    world.note_id("programme_draft_id", draft)
    world.ids["step_id"] = [step.id]
