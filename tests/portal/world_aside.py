"""The part of the world in which something lies under the wrong name, or may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from couples.assignments import services as assigning
from couples.assignments.models import Assignment
from couples.submissions import attribution, drafts, reviewing
from couples.submissions.typed import Typed
from tests.cast import Cast
from tests.homework import FEELINGS, give_feelings, hand_in

if TYPE_CHECKING:  # The world is told in parts; this one only adds to it.
    from tests.portal.world import World


def put_aside(session: Session, cast: Cast, world: World) -> None:
    """Under Noor’s name: one put aside, one that Jo is asked about, and one void."""
    lee = cast.lee.identity
    for name in ("put-aside", "offered", "void"):
        given = give_feelings(session, cast.noor_and_jo)
        readers = ("lee",) if name != "void" else ()
        written = hand_in(session, cast.noor, given, _feel(world, name, *readers))
        attribution.quarantine(session, lee, written.public_id)
        if name != "put-aside":
            attribution.say_not_mine(session, cast.noor.identity, written.public_id)
        if name == "offered":
            attribution.reattribute(session, lee, written.public_id)
        if name == "void":
            attribution.void(session, lee, written.public_id)
        assigning.close(session, lee, given.public_id)
    for name in ("waits", "is-back"):
        _written_on(session, cast, world, name)


def _written_on(session: Session, cast: Cast, world: World, name: str) -> None:
    """Noor writes on in something that was given back, which goes aside; one comes back."""
    noor, lee = cast.noor, cast.lee.identity
    is_back = name == "is-back"
    given: Assignment = give_feelings(session, cast.noor_and_jo)
    readers = ("noor", "lee") if is_back else ("lee",)
    written = hand_in(session, noor, given, _feel(world, f"before-{name}", *readers))
    words = world.canary(f"back-{name}", *readers) if is_back else "More?"
    reviewing.return_for_another_attempt(session, lee, written.public_id, words=words)
    draft = drafts.try_again(session, noor.identity, written.public_id)
    typed = Typed(_feel(world, f"beginning-{name}", *(("noor",) if is_back else ())))
    drafts.save(session, noor.identity, draft.public_id, typed=typed, revision=0)
    world.note_id("draft_id", draft)
    attribution.quarantine(session, lee, written.public_id)
    if is_back:
        drafts.start(session, noor.identity, given.public_id)
        attribution.restore(session, lee, written.public_id)
    assigning.close(session, lee, given.public_id)


def _feel(world: World, name: str, *readers: str) -> dict[str, str]:
    words = {key: world.canary(f"{name}-{key}", *readers) for key in ("fear", "joy", "need")}
    return {**FEELINGS, **words}
