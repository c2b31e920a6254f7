"""Who may know of a talk and read what is written in it, over everybody and every stage."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.aloud import known_talks, readable_talk_words
from couples.submissions.typed import Typed
from couples.talks import services, writing
from couples.talks.models import Talk, TalkWords
from tests.cast import Cast
from tests.couples.visibility_scene import everybody
from tests.couples.visibility_table import ALEX, MORGAN, SAM
from tests.homework import give

BOTH = {ALEX, SAM}
NOBODY: set[str] = set()
TABLE = {
    "it runs": (BOTH, BOTH),
    "its turns are over": ({*BOTH, MORGAN}, NOBODY),
    "its turns are over, on Alex’s phone": ({*BOTH, MORGAN}, {SAM}),
    "it was let go": (NOBODY, NOBODY),
}
"""Who knows of it, and who reads what Sam wrote in it, apart from drafts."""


@pytest.mark.parametrize("stage", TABLE)
def test_a_talk_is_known_and_read_by_exactly_whom_the_table_says(
    session: Session, cast: Cast, stage: str
) -> None:
    given = give(session, cast.alex_and_sam, "needs-talk")
    talk = services.begin(
        session,
        cast.alex.identity,
        given.public_id,
        first=cast.sam.public_id,
        is_on_one_phone="phone" in stage,
    )
    name, sam = talk.public_id, cast.sam.identity
    writing.keep(session, sam, name, typed=Typed({"topic": "Ours"}), turn=0, revision=0)
    if "over" in stage:
        services.stop(session, sam, name, turn=0)
        services.go_on(session, sam, name, turn=5)
    if "let go" in stage:
        services.let_go(session, sam, name)

    knowing, reading = set(), set()
    for who, viewer in everybody(cast).items():
        if session.scalar(select(Talk.id).where(known_talks(viewer), Talk.id == talk.id)):
            knowing.add(who)
        words = select(TalkWords.id).where(
            readable_talk_words(viewer), TalkWords.author_id == cast.sam.id
        )
        if session.scalar(words):
            reading.add(who)

    assert (knowing, reading) == TABLE[stage]
