"""Reminders: to whoever asked, for what waits for them, each once, and in no quiet hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from couples import clock, discretion
from couples.breaks import services as breaks
from couples.caseload.models import Couple
from couples.errors import DomainError, NotAllowedError
from couples.exercises.definition import Cadence, Gate
from couples.models import Notice, NoticeChoice
from couples.notices import ledger
from couples.notices.ledger import LEASE, MOST_ATTEMPTS, claim, is_due, list_wanting, note_sent
from couples.notices.models import Often
from couples.notices.services import Choice, choose, find_choice
from couples.notices.waiting import is_waiting
from couples.pauses import services as pauses
from couples.safety import services as safety
from tests.cast import Cast
from tests.couples.submissions.test_at_the_same_moment import cast as pressing
from tests.couples.visibility_scene import everybody
from tests.couples.visibility_table import ALEX
from tests.homework import FEELINGS, give, give_feelings, hand_in
from tests.simultaneously import at_once

__all__ = ["pressing"]

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
"""Noon on a Monday in New York."""
DAY = timedelta(days=1)


def test_only_who_asked_is_reminded_and_nobody_else_knows_that_they_did(
    session: Session, cast: Cast
) -> None:
    with clock.at(NOON):
        give_feelings(session, cast.alex_and_sam)
        assert find_choice(session, cast.alex.identity).often is Often.NONE
        assert list_wanting(session, cast.practice_id) == []
        choose(session, cast.alex.identity, Choice(Often.DAILY))
        choose(session, cast.alex.identity, Choice(Often.WEEKLY, 22, 7))
        choose(session, cast.sam.identity, Choice(Often.NONE))

        assert list_wanting(session, cast.practice_id) == [cast.alex.id]
        assert is_due(session, cast.alex.id)
        assert not is_due(session, cast.sam.id)
        assert find_choice(session, cast.alex.identity) == Choice(Often.WEEKLY, 22, 7)
        assert claim(session, cast.sam.id) is None
        letter = claim(session, cast.alex.id)
        assert letter is not None
        assert letter.address == cast.alex.email
    mine = select(NoticeChoice.id).where(NoticeChoice.person_id == cast.alex.id)
    knowing = {
        name
        for name, viewer in everybody(cast).items()
        if session.scalar(mine.where(discretion.own_notice_choices(viewer)))
    }
    assert knowing == {ALEX}
    with pytest.raises(NotAllowedError):
        choose(session, cast.morgan.identity, Choice(Often.DAILY))
    with pytest.raises(DomainError):
        choose(session, cast.alex.identity, Choice(Often.DAILY, 24, 8))


def test_each_day_once_each_week_once_and_never_in_a_quiet_hour(
    session: Session, cast: Cast
) -> None:
    alex = cast.alex.identity
    with clock.at(NOON):
        give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
        give_feelings(session, cast.alex_and_sam)
        choose(session, alex, Choice(Often.DAILY, 21, 8))
        letter = claim(session, cast.alex.id)
        assert letter is not None
        note_sent(session, letter.notice_id)
        assert claim(session, cast.alex.id) is None
        assert not is_due(session, cast.alex.id), (
            "Whoever was reminded is not looked at with the lock held."
        )
    with clock.at(NOON + timedelta(hours=9, minutes=30)):
        assert not is_due(session, cast.alex.id), "It is half past nine in the evening there."
    with clock.at(NOON + DAY - timedelta(hours=4, minutes=30)):
        assert not is_due(session, cast.alex.id), "It is half past seven in the morning."
        assert claim(session, cast.alex.id) is None
    with clock.at(NOON + DAY):
        letter = claim(session, cast.alex.id)
        assert letter is not None
        note_sent(session, letter.notice_id)
        choose(session, alex, Choice(Often.WEEKLY, 12, 12))
        assert claim(session, cast.alex.id) is None, "Who changes it is not written to twice."
    with clock.at(NOON + 2 * DAY):
        letter = claim(session, cast.alex.id)
        assert letter is not None
        note_sent(session, letter.notice_id)
    with clock.at(NOON + 5 * DAY):
        assert claim(session, cast.alex.id) is None, "It is the same week."
    with clock.at(NOON + 7 * DAY):
        assert claim(session, cast.alex.id) is not None


def test_a_claim_that_came_to_nothing_is_taken_up_again_a_few_times(
    session: Session, cast: Cast
) -> None:
    with clock.at(NOON):
        give_feelings(session, cast.alex_and_sam)
        choose(session, cast.alex.identity, Choice(Often.WEEKLY))
        assert claim(session, cast.alex.id) is not None
    tried = 1
    for number in range(1, 6):
        with clock.at(NOON + number * (LEASE + timedelta(seconds=1))):
            tried += claim(session, cast.alex.id) is not None

    assert tried == MOST_ATTEMPTS
    assert session.scalar(select(func.count(Notice.id))) == 1


def test_what_waits_for_nobody_is_no_reason(session: Session, cast: Cast) -> None:
    pair, alex, morgan = cast.alex_and_sam, cast.alex.identity, cast.morgan.identity
    with clock.at(NOON):
        assert not is_waiting(session, alex)
        give(session, pair, "wins", cadence=Cadence.ANY_TIME)
        safety.set_gate(session, morgan, pair.public_id, Gate.G5, held=False)
        give(session, pair, "touch-ladder", cadence=Cadence.TIMES_A_WEEK)
        give(session, pair, "private-safety-check", to=cast.alex)
        assert not is_waiting(session, alex), "At any time, only if one likes, and private."

        given = give_feelings(session, pair)
        assert is_waiting(session, alex)
        with session.begin_nested() as savepoint:
            hand_in(session, cast.sam, given, FEELINGS)
            assert is_waiting(session, alex), "What the other did in private changes nothing."
            hand_in(session, cast.alex, given, FEELINGS)
            assert not is_waiting(session, alex)
            savepoint.rollback()
        couple = session.get_one(Couple, pair.id)
        pause = pauses.start(session, cast.sam.identity, couple, 30)
        assert not is_waiting(session, alex)
        pauses.come_back(session, cast.sam.identity, pause.public_id)
        assert is_waiting(session, alex)
        with session.begin_nested() as savepoint:
            today = clock.today("America/New_York")
            breaks.enter(session, morgan, pair.public_id, first_on=today, last_on=today, token="b")
            assert not is_waiting(session, alex)
            savepoint.rollback()
        safety.set_gate(session, morgan, pair.public_id, Gate.G1, held=True)
        needs = give(session, cast.kim_and_robin, "needs-talk")
        assert is_waiting(session, cast.kim.identity)
        safety.set_gate(session, morgan, cast.kim_and_robin.public_id, Gate.G1, held=True)
        assert needs.closed_at is None
        assert not is_waiting(session, cast.kim.identity)


def test_two_that_send_at_one_moment_write_one_letter(
    begin: Callable[[], Session], pressing: Cast, fresh_database: Engine
) -> None:
    with clock.at(NOON):
        with begin() as session, session.begin():
            give_feelings(session, pressing.alex_and_sam)
            choose(session, pressing.alex.identity, Choice(Often.DAILY))

        def press(session: Session) -> ledger.Letter | None:
            with clock.at(NOON):  # A thread has a clock of its own.
                return ledger.claim(session, pressing.alex.id)

        letters = at_once(begin, *[press] * 3)

    assert not [each for each in letters if isinstance(each, Exception)]
    assert len([each for each in letters if each]) == 1
