"""Two talks, for the world in which every word has its readers: one that runs, one that is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from couples.appraisals.services import appraise
from couples.submissions.queries import find_draft
from couples.submissions.typed import Typed
from couples.talks import services, writing
from couples.talks.models import Talk
from couples.talks.queries import list_words
from tests.cast import Cast, Member, Pair
from tests.homework import give

if TYPE_CHECKING:
    from tests.portal.world import World


def talking(session: Session, cast: Cast, world: World) -> None:
    """What is written in a turn is both partners’; once the turns are over, its author’s."""
    runs = _begun(session, cast.kim_and_robin, world, "problem-solving")
    words = {"problem": world.canary("talk-runs", "kim", "robin")}
    _write(session, cast.kim, runs, words)
    over = _begun(session, cast.kim_and_robin, world, "needs-talk")
    _write(session, cast.kim, over, {"topic": world.canary("talk-topic", "kim", "robin")})
    _write(session, cast.kim, over, {"need": world.canary("talk-over", "kim")})
    services.stop(session, cast.robin.identity, over.public_id, turn=2)
    _write(session, cast.kim, over, {})
    homework, way = over.assignment.public_id, world.canary("in-the-way", "morgan")
    morgan, about = cast.morgan.identity, cast.kim.id
    appraise(session, morgan, homework, about, how_well=4, in_the_way=way)
    for member in (cast.kim, cast.robin):
        draft = find_draft(session, member.identity, over.assignment)
        if draft is not None:
            world.note_id("draft_id", draft)


def _begun(session: Session, pair: Pair, world: World, key: str) -> Talk:
    one, _other = pair.partners
    talk = services.begin(
        session,
        one.identity,
        give(session, pair, key).public_id,
        first=one.public_id,
        is_on_one_phone=False,
    )
    world.note_id("talk_id", talk)
    return talk


def _write(session: Session, who: Member, talk: Talk, words: dict[str, str]) -> None:
    """Write in the turn that it is, and go on."""
    before = list_words(session, who.identity, talk)[who.id].revision
    name, turn = talk.public_id, talk.turn
    writing.keep(session, who.identity, name, typed=Typed(words), turn=turn, revision=before)
    services.go_on(session, who.identity, name, turn=turn)
