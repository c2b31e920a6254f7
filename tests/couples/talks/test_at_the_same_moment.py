"""Both phones press at the same moment, on real databases with real threads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.submissions.drafts import typed_in
from couples.submissions.models import Draft, Submission
from couples.submissions.typed import Typed
from couples.talks import handing_over, services, writing
from couples.talks.models import Talk
from tests.cast import Cast
from tests.homework import give
from tests.simultaneously import at_once

Begin = Callable[[], Session]
ROUNDS = range(8)
RATED = Typed({"accuracy": "8", "heard": "7"})


@pytest.fixture
def cast(committed_cast: Cast) -> Cast:
    return committed_cast


def talk_between(begin: Begin, cast: Cast, *, one_phone: bool = False) -> str:
    """A talk that has just begun; its public id."""
    with begin() as session, session.begin():
        given = give(session, cast.alex_and_sam, "needs-talk")
        talk = services.begin(
            session,
            cast.alex.identity,
            given.public_id,
            first=cast.alex.public_id,
            is_on_one_phone=one_phone,
        )
        return talk.public_id


def test_two_who_begin_at_once_are_in_one_talk(begin: Begin, cast: Cast) -> None:
    with begin() as session, session.begin():
        given = give(session, cast.alex_and_sam, "needs-talk").public_id
    acts = [
        partial(
            services.begin,
            actor=member.identity,
            assignment_id=given,
            first=member.public_id,
            is_on_one_phone=False,
        )
        for member in (cast.alex, cast.sam, cast.alex, cast.sam)
    ]

    found = at_once(begin, *acts)

    assert len({talk.public_id for talk in found if isinstance(talk, Talk)}) == 1
    assert all(isinstance(talk, Talk) for talk in found)


def test_presses_at_one_moment_move_a_talk_one_turn_each_time(begin: Begin, cast: Cast) -> None:
    name = talk_between(begin, cast)

    for turn in range(5):
        holder = cast.alex if turn in {0, 1, 4} else cast.sam
        act = partial(services.go_on, actor=holder.identity, talk_id=name, turn=turn)
        at_once(begin, act, act, act)
        with begin() as session:
            assert session.scalars(select(Talk.turn)).one() == turn + 1


def test_the_end_and_a_last_word_at_one_moment_lose_nothing_in_silence(
    begin: Begin, cast: Cast
) -> None:
    name = talk_between(begin, cast)
    with begin() as session, session.begin():
        services.stop(session, cast.sam.identity, name, turn=0)
    typed = Typed({"outcome": "stopped"})
    keep = partial(
        writing.keep, actor=cast.alex.identity, talk_id=name, typed=typed, turn=5, revision=0
    )
    end = partial(services.go_on, actor=cast.alex.identity, talk_id=name, turn=5)

    kept, ended = at_once(begin, keep, end)

    assert isinstance(ended, Talk)
    with begin() as session:
        answers = [typed_in(draft).answers for draft in session.scalars(select(Draft))]
    assert len(answers) == 2
    refused = isinstance(kept, Exception)
    assert all(("outcome" in each) is not refused for each in answers)


@pytest.mark.parametrize("number", ROUNDS)
def test_one_phone_is_handed_over_once(begin: Begin, cast: Cast, number: int) -> None:
    name = talk_between(begin, cast, one_phone=True)
    with begin() as session, session.begin():
        alex = cast.alex.identity
        topic = Typed({"topic": "Evenings"})
        writing.keep(session, alex, name, typed=topic, turn=0, revision=0)
        services.stop(session, alex, name, turn=0)
        outcome = Typed({"outcome": "stopped"})
        writing.keep(session, alex, name, typed=outcome, turn=5, revision=1)
        services.go_on(session, alex, name, turn=5)
    acts = [
        partial(
            handing_over.hand_over,
            actor=cast.alex.identity,
            talk_id=name,
            typed=RATED,
            key=f"press {number} {press}",
        )
        for press in range(3)
    ]

    found = at_once(begin, *acts)

    assert sum(isinstance(each, Exception) for each in found) == 2
    with begin() as session:
        mine = select(func.count(Submission.id)).where(Submission.author_id == cast.sam.id)
        assert session.scalar(mine) == 1
