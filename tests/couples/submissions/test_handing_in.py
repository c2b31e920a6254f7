"""Handing in: once, whole, and with the promise of every answer kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.audiences import Audience
from couples.errors import ConflictError, NotAllowedError, NotFoundError
from couples.exercises.definition import Cadence
from couples.submissions import drafts, handing_in, receiving, reviewing, sharing
from couples.submissions.handing_in import AlreadySubmittedError
from couples.submissions.models import Draft
from couples.submissions.queries import (
    get_submission,
    list_answers,
    list_replies,
    list_submissions,
)
from couples.submissions.typed import InvalidAnswersError, Typed
from tests.cast import Cast
from tests.homework import FEELINGS, give, give_feelings, hand_in

UNSEEN = [
    "",
    "   ",
    "\n\t",
    "\u00a0\u2003",
    "\u200b\u200d\ufeff",
    "\u2800",
    "\u3164",
    "\u00ad\u2060",
]
TALK: dict[str, Any] = {
    "topic": "Evenings",
    "accuracy": "7",
    "heard": "6",
    "outcome": "understood",
    "need": "quiet",
    "when": "after dinner",
    "feelings": ["tired"],
    "request": "ten minutes",
}


def _typed_by_alex(session: Session, cast: Cast) -> str:
    given = give_feelings(session, cast.alex_and_sam)
    draft = drafts.start(session, cast.alex.identity, given.public_id)
    drafts.save(session, cast.alex.identity, draft.public_id, typed=Typed(FEELINGS), revision=0)
    return draft.public_id


def test_handing_in_lets_go_of_the_draft(session: Session, cast: Cast) -> None:
    given = give_feelings(session, cast.alex_and_sam)

    submission = hand_in(session, cast.alex, given, FEELINGS)

    assert session.scalar(select(func.count(Draft.id))) == 0
    answers = list_answers(session, cast.alex.identity, [submission])[submission.id]
    assert {a.field: a.words for a in answers if a.words} == {
        name: words for name, words in FEELINGS.items() if name != "validated"
    }


def test_the_same_press_hands_in_once(session: Session, cast: Cast) -> None:
    who, draft_id = cast.alex.identity, _typed_by_alex(session, cast)

    first = handing_in.submit(session, who, draft_id, revision=1, key="press")
    second = handing_in.submit(session, who, draft_id, revision=1, key="press")

    assert first.id == second.id


def test_another_press_on_a_draft_that_is_gone_says_what_stands(
    session: Session, cast: Cast
) -> None:
    who, draft_id = cast.alex.identity, _typed_by_alex(session, cast)
    first = handing_in.submit(session, who, draft_id, revision=1, key="press")

    with pytest.raises(AlreadySubmittedError) as refused:
        handing_in.submit(session, who, draft_id, revision=1, key="another")

    assert refused.value.standing == first


def test_what_was_read_back_is_what_is_handed_in(session: Session, cast: Cast) -> None:
    who, draft_id = cast.alex.identity, _typed_by_alex(session, cast)
    changed = Typed({**FEELINGS, "need": "changed on another device"})
    drafts.save(session, who, draft_id, typed=changed, revision=1)

    with pytest.raises(drafts.DraftConflictError):
        handing_in.submit(session, who, draft_id, revision=1, key="press")


@pytest.mark.parametrize("blank", UNSEEN, ids=ascii)
def test_words_that_nobody_can_see_are_not_an_answer(
    session: Session, cast: Cast, blank: str
) -> None:
    given = give_feelings(session, cast.alex_and_sam)

    with pytest.raises(InvalidAnswersError) as refused:
        hand_in(session, cast.alex, given, {**FEELINGS, "fear": blank})

    assert set(refused.value.problems) == {"fear"}


def test_what_one_wrote_for_both_is_not_asked_of_the_other(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "needs-talk")
    first = hand_in(session, cast.alex, given, TALK)

    without = {name: value for name, value in TALK.items() if name not in {"topic", "outcome"}}
    second = hand_in(session, cast.sam, given, without)

    assert second.occurrence == first.occurrence


def test_what_nobody_wrote_for_both_is_asked(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "needs-talk")

    with pytest.raises(InvalidAnswersError) as refused:
        hand_in(session, cast.alex, given, {**TALK, "topic": " "})

    assert "topic" in refused.value.problems


def test_a_counselor_hands_in_nothing(session: Session, cast: Cast) -> None:
    given = give_feelings(session, cast.alex_and_sam)

    with pytest.raises(NotAllowedError):
        drafts.start(session, cast.morgan.identity, given.public_id)


def test_sealed_answers_open_for_both_at_once(session: Session, cast: Cast) -> None:
    alex, sam = cast.alex.identity, cast.sam.identity
    given = give_feelings(session, cast.alex_and_sam)
    alexs = hand_in(session, cast.alex, given, FEELINGS)
    with pytest.raises(NotFoundError):
        get_submission(session, sam, alexs.public_id)

    sams = hand_in(session, cast.sam, given, {**FEELINGS, "fear": "Being late again"})

    fears = [
        answer.words
        for viewer, theirs in ((sam, alexs), (alex, sams))
        for answer in list_answers(session, viewer, [theirs])[theirs.id]
        if answer.field == "fear"
    ]
    assert fears == [FEELINGS["fear"], "Being late again"]


def test_work_given_back_begins_with_the_earlier_words_and_keeps_every_attempt(
    session: Session, cast: Cast
) -> None:
    given = give_feelings(session, cast.alex_and_sam)
    first = hand_in(session, cast.alex, given, FEELINGS)
    reviewing.return_for_another_attempt(
        session, cast.morgan.identity, first.public_id, words="Which moment was it?"
    )

    draft = drafts.start(session, cast.alex.identity, given.public_id)
    assert drafts.typed_in(draft).answers["fear"] == FEELINGS["fear"]
    second = hand_in(session, cast.alex, given, {**FEELINGS, "fear": "Tuesday, the door"})

    assert (first.attempt, second.attempt) == (1, 2)
    assert first.occurrence == second.occurrence
    assert len(list_submissions(session, cast.alex.identity)) == 2


def test_a_reply_reaches_the_author_only(session: Session, cast: Cast) -> None:
    given = give_feelings(session, cast.alex_and_sam)
    alexs = hand_in(session, cast.alex, given, FEELINGS)
    hand_in(session, cast.sam, given, FEELINGS)

    reviewing.reply(session, cast.morgan.identity, alexs.public_id, words="Thank you, Alex")

    assert len(list_replies(session, cast.alex.identity, [alexs])[alexs.id]) == 1
    assert list_replies(session, cast.sam.identity, [alexs])[alexs.id] == []


def test_only_the_author_lets_more_people_read_and_nobody_takes_it_back(
    session: Session, cast: Cast
) -> None:
    given = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
    hurt = {"what_happened": "The party", "hurts_now": "6", "ask_of_partner": "hear"}
    submission = hand_in(session, cast.alex, given, hurt)
    [answer, *_] = list_answers(session, cast.alex.identity, [submission])[submission.id]
    assert answer.audience is Audience.ME

    with pytest.raises(NotFoundError):
        sharing.widen(session, cast.sam.identity, answer.public_id, audience=Audience.COUPLE)
    sharing.widen(session, cast.alex.identity, answer.public_id, audience=Audience.COUPLE)

    assert len(list_submissions(session, cast.sam.identity)) == 1
    with pytest.raises(NotAllowedError):
        sharing.widen(session, cast.alex.identity, answer.public_id, audience=Audience.ME)


def test_a_counselor_opens_only_what_was_written_for_the_session(
    session: Session, cast: Cast
) -> None:
    given = give_feelings(session, cast.alex_and_sam)
    submission = hand_in(session, cast.alex, given, {**FEELINGS, "validation": "You were tired"})
    morgan = cast.morgan.identity
    answers = {a.field: a for a in list_answers(session, morgan, [submission])[submission.id]}

    reviewing.release(session, morgan, answers["validation"].public_id)

    with pytest.raises(NotAllowedError):
        reviewing.release(session, morgan, answers["fear"].public_id)
    [seen] = list_answers(session, cast.sam.identity, [submission])[submission.id]
    assert seen.words == "You were tired"


def test_a_ritual_is_noted_once_a_day(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
    who = cast.alex.identity

    first = handing_in.check_in(session, who, given.public_id, answers={"done": "yes"}, key="tap")
    same = handing_in.check_in(session, who, given.public_id, answers={"done": "yes"}, key="tap")

    assert first.id == same.id
    with pytest.raises(ConflictError):
        handing_in.check_in(session, who, given.public_id, answers={"done": "no"}, key="later")


def test_other_words_on_a_page_that_was_pressed_before_are_not_taken_for_the_same(
    session: Session, cast: Cast
) -> None:
    given = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
    who, said = cast.alex.identity, {"done": "yes", "note": "Tea at the window"}
    first = handing_in.check_in(session, who, given.public_id, answers=said, key="tap")

    with pytest.raises(AlreadySubmittedError) as refusal:
        handing_in.check_in(
            session, who, given.public_id, answers={**said, "note": "Tea, and it rained"}, key="tap"
        )

    assert refusal.value.standing is first


def test_the_receiver_says_how_it_reached_them(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "gratitude-act", cadence=Cadence.DAILY)
    done = handing_in.check_in(
        session, cast.alex.identity, given.public_id, answers={"gratitude": "Tea"}, key="tap"
    )

    received = receiving.receive(
        session, cast.sam.identity, done.public_id, answers={"noticed": "yes"}, key="seen"
    )

    assert received.occurrence == done.occurrence
    with pytest.raises(NotFoundError):
        receiving.receive(
            session, cast.alex.identity, done.public_id, answers={"noticed": "yes"}, key="own"
        )


def test_sunday_and_monday_are_one_pair(session: Session, cast: Cast) -> None:
    with clock.at(datetime(2026, 11, 15, 17, tzinfo=UTC)):
        given = give_feelings(session, cast.alex_and_sam)
        sunday = hand_in(session, cast.alex, given, FEELINGS)

    with clock.at(datetime(2026, 11, 16, 17, tzinfo=UTC)):
        monday = hand_in(session, cast.sam, given, FEELINGS)

    assert monday.occurrence == sunday.occurrence
