"""Taking back what was sent with one press: nothing is lost by it, and nothing told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.audiences import Audience
from couples.errors import ConflictError
from couples.exercises.definition import Cadence, Doer, FieldType, Part
from couples.submissions import drafts, receiving
from couples.submissions.drafts import typed_in
from couples.submissions.models import Submission
from couples.submissions.queries import list_drafts, list_submissions
from couples.submissions.taking_back import is_sent_at_once, take_back
from couples.submissions.typed import Typed
from tests.cast import Cast, Member
from tests.homework import give, hand_in


@pytest.fixture(autouse=True)
def _one_moment() -> Iterator[None]:
    """However slow the machine is, the first minute is not over."""
    with clock.at(clock.now()):
        yield


def _sent(session: Session, cast: Cast, author: Member, *words: str) -> list[Submission]:
    wins = give(session, cast.alex_and_sam, "wins", doer=Doer.EACH, cadence=Cadence.ANY_TIME)
    return [hand_in(session, author, wins, {"win": each}, part=Part.LOG) for each in words]


def _answer(session: Session, who: Member, to: Submission, audience: str) -> None:
    receiving.receive(
        session,
        who.identity,
        to.public_id,
        answers={"mattered": "yes"},
        audiences={"mattered": audience},
        key="press of the receiver, once",
    )


def test_it_lies_beside_the_one_that_was_begun_meanwhile(session: Session, cast: Cast) -> None:
    [sent] = _sent(session, cast, cast.alex, "You called my mother")
    begun = drafts.start(session, cast.alex.identity, sent.assignment.public_id, Part.LOG)
    drafts.save(
        session,
        cast.alex.identity,
        begun.public_id,
        typed=Typed({"win": "We laughed"}),
        revision=0,
    )

    back = take_back(session, cast.alex.identity, sent.public_id)

    kept = [typed_in(draft).answers["win"] for draft in list_drafts(session, cast.alex.identity)]
    assert sorted(kept) == ["We laughed", "You called my mother"]
    assert typed_in(back).answers["win"] == "You called my mother"


def test_of_two_in_a_minute_the_first_can_be_taken_back(session: Session, cast: Cast) -> None:
    first, second = _sent(session, cast, cast.alex, "The soup", "The walk")

    back = take_back(session, cast.alex.identity, first.public_id)
    assert typed_in(back).answers["win"] == "The soup"
    for words in ("The good soup", "The song"):
        hand_in(session, cast.alex, second.assignment, {"win": words}, part=Part.LOG)

    known = list_submissions(session, cast.alex.identity)
    assert [each.occurrence[-2:] for each in known] == [".2", ".1", ".3"]


def test_what_the_other_told_the_counselor_alone_does_not_stand_in_the_way(
    session: Session, cast: Cast
) -> None:
    [sent] = _sent(session, cast, cast.alex, "You called my mother")
    _answer(session, cast.sam, sent, "counselor")

    take_back(session, cast.alex.identity, sent.public_id)

    for person in (cast.alex, cast.sam, cast.morgan):
        assert list_submissions(session, person.identity) == []


def test_what_the_other_answered_in_the_open_does(session: Session, cast: Cast) -> None:
    [sent] = _sent(session, cast, cast.alex, "You called my mother")
    _answer(session, cast.sam, sent, "couple")

    with pytest.raises(ConflictError, match="has arrived by now"):
        take_back(session, cast.alex.identity, sent.public_id)


def test_ones_own_answer_to_the_other_is_no_answer_to_oneself(session: Session, cast: Cast) -> None:
    [mine] = _sent(session, cast, cast.alex, "You called my mother")
    theirs = hand_in(session, cast.sam, mine.assignment, {"win": "The walk"}, part=Part.LOG)
    assert theirs.occurrence == mine.occurrence
    _answer(session, cast.alex, theirs, "couple")

    take_back(session, cast.alex.identity, mine.public_id)

    left = list_submissions(session, cast.alex.identity)
    assert {each.part for each in left} == {Part.LOG, Part.RECEIVED}
    assert mine not in left


def test_what_is_sealed_or_answered_in_words_is_read_back_first(
    session: Session, cast: Cast
) -> None:
    definition = _sent(session, cast, cast.alex, "The soup")[0].assignment.definition
    assert is_sent_at_once(definition, Part.LOG)

    sealed, worded = {"audience": Audience.SEALED}, {"type": FieldType.LONG_TEXT}
    for part, change in ((Part.LOG, sealed), (Part.RECEIVED, worded)):
        fields = tuple(
            field.model_copy(update=change) if field.part is part else field
            for field in definition.fields
        )
        assert not is_sent_at_once(definition.model_copy(update={"fields": fields}), Part.LOG)
