"""Assigning to several couples at once: rehearsed, never twice, undone until opened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.assignments import services
from couples.assignments.calendar import load_calendar
from couples.assignments.queries import get_assignment, list_assignments
from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.exercises.definition import Cadence, Doer
from couples.submissions import drafts, reviewing
from tests.cast import Cast
from tests.homework import FEELINGS, RULES, give, give_feelings, hand_in, order


def test_a_rehearsal_says_who_gets_it_and_who_does_not_and_changes_nothing(
    session: Session, cast: Cast
) -> None:
    give(session, cast.alex_and_sam, "calm-contract")
    wanted = order(session, "calm-contract", cast.alex_and_sam, cast.kim_and_robin)

    rehearsed = services.rehearse(session, cast.morgan.identity, wanted)

    assert [(line.couple.id, line.skipped) for line in rehearsed] == [
        (cast.alex_and_sam.id, "They already have this, and it is still running."),
        (cast.kim_and_robin.id, None),
    ]
    assert list_assignments(session, cast.kim.identity) == []


def test_assigning_again_assigns_nobody_twice(session: Session, cast: Cast) -> None:
    wanted = order(session, "calm-contract", cast.alex_and_sam)
    services.assign(session, cast.morgan.identity, wanted, token="first")

    with pytest.raises(DomainError, match="Nobody would get this"):
        services.assign(session, cast.morgan.identity, wanted, token="second")

    assert len(list_assignments(session, cast.alex.identity)) == 1


def test_the_same_press_gives_the_same_batch(session: Session, cast: Cast) -> None:
    wanted = order(session, "calm-contract", cast.alex_and_sam)

    first = services.assign(session, cast.morgan.identity, wanted, token="press")
    second = services.assign(session, cast.morgan.identity, wanted, token="press")

    assert first.id == second.id


def test_a_counselor_assigns_to_their_own_couples_only(session: Session, cast: Cast) -> None:
    wanted = order(session, "calm-contract", cast.noor_and_jo)

    assert services.rehearse(session, cast.morgan.identity, wanted) == []
    with pytest.raises(NotAllowedError):
        services.assign(session, cast.alex.identity, wanted, token="alex")


def test_homework_for_one_needs_to_say_for_whom(session: Session, cast: Cast) -> None:
    nobody = order(session, "grievance", cast.alex_and_sam)
    stranger = {cast.alex_and_sam.public_id: cast.kim.public_id}
    wrong = order(session, "grievance", cast.alex_and_sam, people=stranger)

    for wanted in (nobody, wrong):
        [line] = services.rehearse(session, cast.morgan.identity, wanted)
        assert line.skipped == "Choose which partner this is for."


def test_each_partner_may_have_their_own_copy(session: Session, cast: Cast) -> None:
    give(session, cast.alex_and_sam, "grievance", to=cast.alex)
    give(session, cast.alex_and_sam, "grievance", to=cast.sam)

    assert len(list_assignments(session, cast.alex.identity)) == 1
    assert len(list_assignments(session, cast.morgan.identity)) == 2


def test_before_the_next_session_moves_with_the_session(session: Session, cast: Cast) -> None:
    morgan = cast.morgan.identity
    moment = clock.now() + timedelta(days=3)
    session_then = appointments.schedule(
        session, morgan, cast.alex_and_sam.public_id, starts_at=moment
    )
    given = give(session, cast.alex_and_sam, "calm-contract", before_next_session=True)

    appointments.move(
        session, morgan, session_then.public_id, starts_at=moment + timedelta(days=7), minutes=50
    )

    later = clock.local(moment + timedelta(days=7), given.couple.time_zone).date()
    calendar = load_calendar(session, morgan, [given.couple])
    assert calendar.plan(given).due_on == later


def test_before_the_next_session_needs_one(session: Session, cast: Cast) -> None:
    wanted = order(session, "calm-contract", cast.alex_and_sam, before_next_session=True)

    [line] = services.rehearse(session, cast.morgan.identity, wanted)

    assert line.skipped == "There is no next session to set it before."


def test_undo_takes_back_what_nobody_opened(session: Session, cast: Cast) -> None:
    morgan = cast.morgan.identity
    wanted = order(session, "calm-contract", cast.alex_and_sam, cast.kim_and_robin)
    batch = services.assign(session, morgan, wanted, token="press")
    [alexs] = list_assignments(session, cast.alex.identity)
    drafts.start(session, cast.alex.identity, alexs.public_id)

    taken_back = services.undo(session, morgan, batch.public_id)

    assert taken_back == 1
    assert list_assignments(session, cast.kim.identity) == []
    assert len(list_assignments(session, cast.alex.identity)) == 1
    with pytest.raises(DomainError, match="opened already"):
        services.undo(session, morgan, batch.public_id)


def test_what_was_undone_can_be_given_again(session: Session, cast: Cast) -> None:
    morgan = cast.morgan.identity
    wanted = order(session, "calm-contract", cast.alex_and_sam)
    batch = services.assign(session, morgan, wanted, token="press")
    services.undo(session, morgan, batch.public_id)

    services.assign(session, morgan, wanted, token="again")

    assert len(list_assignments(session, cast.alex.identity)) == 1


def test_another_counselor_cannot_undo_or_end(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "calm-contract")

    with pytest.raises(NotFoundError):
        services.undo(session, cast.lee.identity, given.batch.public_id)
    with pytest.raises(NotFoundError):
        services.close(session, cast.lee.identity, given.public_id)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"doer": Doer.ONE}, "cannot be done that way"),
        ({"cadence": Cadence.ANY_TIME}, "does not come round that way"),
        ({"cadence": Cadence.TIMES_A_WEEK, "times_a_week": None}, "how many times a week"),
        ({"cadence": Cadence.TIMES_A_WEEK, "times_a_week": 15}, "how many times a week"),
    ],
)
def test_an_order_that_does_not_fit_the_exercise_is_refused(
    session: Session, cast: Cast, changes: dict[str, Any], sentence: str
) -> None:
    wanted = order(session, "emotion-check-in", cast.alex_and_sam, **changes)

    with pytest.raises(DomainError, match=sentence):
        services.rehearse(session, cast.morgan.identity, wanted)


def test_chosen_days_need_a_day(session: Session, cast: Cast) -> None:
    wanted = order(session, "daily-ritual", cast.alex_and_sam, cadence=Cadence.DAYS)

    with pytest.raises(DomainError, match="at least one day"):
        services.rehearse(session, cast.morgan.identity, wanted)


def test_homework_done_once_is_over_when_both_were_reviewed(session: Session, cast: Cast) -> None:
    given = give(session, cast.alex_and_sam, "calm-contract")
    submissions = [
        hand_in(session, cast.alex, given, RULES),
        hand_in(session, cast.sam, given, {"confidence": "8"}),
    ]

    reviewing.mark_reviewed(session, cast.morgan.identity, submissions[0].public_id)
    assert given.closed_at is None
    reviewing.mark_reviewed(session, cast.morgan.identity, submissions[1].public_id)

    assert given.closed_at is not None
    give(session, cast.alex_and_sam, "calm-contract")


def test_what_was_begun_before_the_end_can_still_be_handed_in(session: Session, cast: Cast) -> None:
    given = give_feelings(session, cast.alex_and_sam)
    drafts.start(session, cast.alex.identity, given.public_id)

    services.close(session, cast.morgan.identity, given.public_id)

    hand_in(session, cast.alex, given, FEELINGS)
    with pytest.raises(ConflictError):
        drafts.start(session, cast.sam.identity, given.public_id)


def test_homework_that_starts_later_is_not_open_yet(session: Session, cast: Cast) -> None:
    with clock.at(datetime(2026, 11, 2, 12, tzinfo=UTC)):
        later = datetime(2026, 11, 9, tzinfo=UTC).date()
        given = give(session, cast.alex_and_sam, "calm-contract", starts_on=later)

        with pytest.raises(ConflictError):
            drafts.start(session, cast.alex.identity, given.public_id)

    with clock.at(datetime(2026, 11, 9, 12, tzinfo=UTC)):
        drafts.start(session, cast.alex.identity, given.public_id)
        assert get_assignment(session, cast.alex.identity, given.public_id).opened_at
