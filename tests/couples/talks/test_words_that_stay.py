"""What somebody wrote in a talk is never nowhere, whoever hands in or lets go meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.exercises.definition import Cadence, Part
from couples.submissions.drafts import lay_in, typed_in
from couples.submissions.queries import find_draft
from couples.submissions.typed import Typed
from couples.talks import services
from couples.talks.beside import lay_where_there_is_room
from couples.talks.models import TalkWords
from couples.talks.queries import find_stranded, written
from tests import homework
from tests.cast import Cast
from tests.couples.talks.test_talks import ALEXS, EVENING, MINUTE, RATED, SAMS, begin, whole, write
from tests.homework import give

ALONE = {"reflection": "You look at a screen", "outcome": "understood"}
OFTEN: dict[str, Any] = {"cadence": Cadence.TIMES_A_WEEK, "times_a_week": 2}


def test_whoever_handed_in_while_the_talk_ran_keeps_the_words_of_their_turns(
    session: Session, cast: Cast
) -> None:
    sam = cast.sam.identity
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "needs-talk", **OFTEN)
        talk = begin(session, cast.alex, given, cast.alex)
        homework.hand_in(session, cast.sam, given, {"topic": "Before", **SAMS, **RATED, **ALONE})
    with clock.at(EVENING + MINUTE):
        whole(session, talk, cast.alex, cast.sam)
        kept = find_stranded(session, sam, talk.public_id)
    with clock.at(EVENING + timedelta(days=1)):
        again = begin(session, cast.alex, given, cast.alex)
        whole(session, again, cast.alex, cast.sam)

    assert kept is not None
    assert written(kept).answers["need"] == "Sleep"
    assert find_stranded(session, sam, talk.public_id) is kept, "A later talk spares it."
    for member in (cast.alex, cast.morgan, cast.kim):
        assert find_stranded(session, member.identity, talk.public_id) is None
    rows = session.scalars(select(TalkWords.author_id).where(TalkWords.talk_id == talk.id))
    assert rows.all() == [cast.sam.id]


def test_letting_a_talk_go_puts_the_words_of_each_into_their_own_draft(
    session: Session, cast: Cast
) -> None:
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "needs-talk")
        talk = begin(session, cast.alex, given, cast.alex)
        write(session, cast.alex, talk, {"topic": "Evenings"})
        write(session, cast.alex, talk, ALEXS)
        services.let_go(session, cast.sam.identity, talk.public_id)

    mine = find_draft(session, cast.alex.identity, given)
    assert mine is not None
    assert typed_in(mine).answers == {"topic": "Evenings", **ALEXS}
    assert find_draft(session, cast.sam.identity, given) is None, "Sam had written nothing."
    assert not session.scalars(select(TalkWords)).all()


def test_a_talk_let_go_writes_over_nothing_that_somebody_typed_alone(
    session: Session, cast: Cast
) -> None:
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "needs-talk")
        homework.begin(session, cast.alex, given, {"need": "Something older"})
        talk = begin(session, cast.alex, given, cast.alex)
        write(session, cast.alex, talk, {"topic": "Evenings"})
        write(session, cast.alex, talk, ALEXS)
        services.let_go(session, cast.sam.identity, talk.public_id)

    mine = find_draft(session, cast.alex.identity, given)
    kept = find_stranded(session, cast.alex.identity, talk.public_id)
    assert mine is not None
    assert kept is not None
    assert typed_in(mine).answers == {"need": "Something older"}
    assert written(kept).answers["need"] == "Ten minutes"
    assert find_stranded(session, cast.sam.identity, talk.public_id) is None


@pytest.mark.parametrize("typed", ["", "By myself", "Something else"])
def test_who_reads_what_its_author_wrote_alone_is_not_changed_from_the_others_phone(
    session: Session, cast: Cast, typed: str
) -> None:
    sam = cast.sam.identity
    with clock.at(EVENING):
        given = give(session, cast.alex_and_sam, "needs-talk")
        talk = begin(session, cast.alex, given, cast.alex)
        own = Typed({"private_note": "By myself"})
        lay_in(session, sam, given, Part.MAIN, talk.occurrence, typed=own)
        wider = Typed({"private_note": typed}, {"private_note": "couple", "heard": "couple"})
        lay_where_there_is_room(session, sam, talk, wider)

    draft = find_draft(session, sam, given, Part.MAIN, talk.occurrence)
    assert draft is not None
    assert typed_in(draft) == Typed(own.answers, {"heard": "couple"})
