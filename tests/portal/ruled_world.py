"""What the rules of a definition keep apart, for the world in which every word has its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from couples.submissions import readiness, reviewing
from couples.submissions.queries import list_answers
from couples.submissions.session_notes import note_in_session
from couples.submissions.typed import Typed
from tests.cast import Cast
from tests.homework import give, hand_in
from tests.own_exercises import ASKED_BEFORE, IMPACT, IN_SESSION, give_own

if TYPE_CHECKING:
    from tests.portal.world import World


def ruled(session: Session, cast: Cast, world: World) -> None:
    """Asked before it begins; and two parts, of which one follows what the other let them read."""
    before = give_own(session, cast, ASKED_BEFORE)
    calm = Typed({"calm": "7", "how": world.canary("ready", "morgan")})
    readiness.answer_before(session, cast.alex.identity, before.public_id, calm)
    injury = give_own(session, cast, IN_SESSION)
    noted = {"step": "3", "agreed": world.canary("session-words", "alex", "sam", "morgan")}
    note_in_session(session, cast.morgan.identity, injury.public_id, answers=noted, key="noted")
    shut = give_own(session, cast, IMPACT, first=cast.alex)
    hand_in(session, cast.alex, shut, {"told": world.canary("led-shut", "alex", "morgan")})
    kims = {cast.kim_and_robin.public_id: cast.kim.public_id}
    opened = give(session, cast.kim_and_robin, IMPACT.id, first=kims)
    led = {"told": world.canary("led-open", "kim", "robin", "morgan", "lee")}
    theirs = hand_in(session, cast.kim, opened, led)
    [answer] = list_answers(session, cast.morgan.identity, [theirs])[theirs.id]
    reviewing.release(session, cast.morgan.identity, answer.public_id)
    heard = {"heard": world.canary("followed", "kim", "robin", "morgan", "lee")}
    hand_in(session, cast.robin, opened, heard)
