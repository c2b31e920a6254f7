"""Under a gate the boundary of both rests, and one partner can still settle their own, unseen."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples.agreements.queries import list_agreements
from couples.assignments.queries import list_assignments
from couples.audiences import Audience
from couples.errors import DomainError, NotFoundError
from couples.exercises.definition import Part
from couples.exercises.vocabulary import FlagKind, Gate
from couples.safety import services as safety
from couples.safety.queries import holds_of, list_flags
from couples.submissions import sharing
from couples.submissions.queries import get_submission, list_answers, list_submissions
from tests.cast import Cast
from tests.homework import give, hand_in

LINE = {
    "topic": "His mother’s visits",
    "not_ok": ["Being shouted at in the kitchen"],
    "my_action": ["I take the children and go to my sister"],
    "person": "R.",
}


@pytest.fixture(autouse=True)
def afraid(session: Session, cast: Cast) -> None:
    safety.set_gate(session, cast.morgan.identity, cast.alex_and_sam.public_id, Gate.G1, held=True)


def test_the_one_for_both_is_held_and_the_one_for_one_is_given(
    session: Session, cast: Cast
) -> None:
    with pytest.raises(DomainError):
        give(session, cast.alex_and_sam, "boundary-card")

    given = give(session, cast.alex_and_sam, "boundary-for-one", to=cast.sam)
    written = hand_in(session, cast.sam, given, LINE)

    assert list_assignments(session, cast.alex.identity) == []
    assert list_submissions(session, cast.alex.identity) == []
    assert list_agreements(session, cast.alex.identity) == []
    with pytest.raises(NotFoundError):
        get_submission(session, cast.alex.identity, written.public_id)
    read = list_answers(session, cast.morgan.identity, [written])[written.id]
    assert {answer.field for answer in read} == {"topic", "not_ok", "my_action"}


def test_nobody_can_be_pressed_to_show_it(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "boundary-for-one", to=cast.sam)
    written = hand_in(session, cast.sam, given, LINE)

    for answer in list_answers(session, cast.sam.identity, [written])[written.id]:
        with pytest.raises(DomainError):
            sharing.widen(session, cast.sam.identity, answer.public_id, audience=Audience.COUPLE)


def test_not_feeling_safe_afterwards_is_looked_at(session: Session, cast: Cast) -> None:
    safety.set_gate(session, cast.morgan.identity, cast.alex_and_sam.public_id, Gate.G1, held=False)
    given = give(session, cast.alex_and_sam, "boundary-for-one", to=cast.sam)
    hand_in(session, cast.sam, given, LINE)

    hand_in(session, cast.sam, given, {"action_taken": "yes", "safe_now": "no"}, part=Part.LOG)

    [flag] = list_flags(session, cast.morgan.identity)
    assert flag.kind is FlagKind.NOT_SAFE
    assert Gate.G1 in holds_of(session, cast.morgan.identity, given.couple)
