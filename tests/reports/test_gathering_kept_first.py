"""The couple's copy tells of what was kept at first from the day it was shown, and no earlier."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from couples.audiences import Audience
from couples.submissions import reviewing, sharing
from couples.submissions.queries import list_answers
from reports.gathering import gather_for_period
from reports.states import Copy
from reports.written import HandedIn
from tests.cast import Cast
from tests.homework import give, hand_in
from tests.reports.days import START, on

HURT = {"what_happened": "SAM-KEPT", "hurts_now": "7", "ask_of_partner": "hear"}
TALK = {"theme": "hopes", "learned": "x", "curious": "6", "felt_known": "5"}


@pytest.fixture(autouse=True)
def _lived(session: Session, cast: Cast) -> None:
    """Sam kept a hurt from day 2 to day 8, and wrote something twice, on day 3 and day 9."""
    with on(2):
        hurt = give(session, cast.alex_and_sam, "grievance", to=cast.sam)
        only_morgan = dict.fromkeys(HURT, Audience.COUNSELOR.value)
        kept = hand_in(session, cast.sam, hurt, HURT, audiences=only_morgan)
    with on(3):
        talk = give(session, cast.alex_and_sam, "open-questions")
        first = hand_in(session, cast.sam, talk, {**TALK, "question": "SAM-FIRST"})
        reviewing.return_for_another_attempt(
            session, cast.morgan.identity, first.public_id, words="Once more."
        )
    with on(8):
        answers = list_answers(session, cast.sam.identity, [kept])[kept.id]
        ids = [each.public_id for each in answers if each.audience is Audience.COUNSELOR]
        sharing.widen_together(session, cast.sam.identity, ids, audience=Audience.COUPLE)
    with on(9):
        hand_in(session, cast.sam, talk, {**TALK, "question": "SAM-AGAIN"})


def told(
    session: Session, cast: Cast, first: int, last: int, copy: Copy = Copy.COUPLE
) -> dict[str, HandedIn]:
    """What came in on these days, by the words that stand in it."""
    since, until = (START.date() + timedelta(days=each) for each in (first, last))
    couple_id = cast.alex_and_sam.public_id
    with on(12):
        paper = gather_for_period(session, cast.morgan.identity, couple_id, since, until, copy)
    words = ("SAM-KEPT", "SAM-FIRST", "SAM-AGAIN")
    return {word: each for each in paper.handed_in for word in words if word in str(each.excerpts)}


def test_it_stands_among_the_days_on_which_it_was_shown(session: Session, cast: Cast) -> None:
    assert told(session, cast, 1, 5) == {}

    found = told(session, cast, 6, 11)

    assert {word: each.on for word, each in found.items()} == {
        "SAM-KEPT": date(2026, 10, 9),
        "SAM-AGAIN": date(2026, 10, 10),
    }
    assert {each.attempt for each in found.values()} == {1}


def test_the_counselor_s_copy_tells_when_it_was_handed_in(session: Session, cast: Cast) -> None:
    found = told(session, cast, 1, 5, Copy.COUNSELOR)

    assert {word: each.on.day for word, each in found.items()} == {"SAM-KEPT": 3, "SAM-FIRST": 4}
