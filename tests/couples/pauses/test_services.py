"""Starting a time-out, asking for more of it, and coming back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.queries import list_assignments
from couples.caseload.handing_over import hand_over
from couples.caseload.models import Couple
from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.exercises.definition import Gate
from couples.identity import Identity
from couples.models import HistoryEntry, Pause
from couples.pauses import services
from couples.pauses.noting import is_note
from couples.pauses.queries import find_asking, find_running, get_pause, list_pauses
from couples.safety import services as safety
from tests.cast import Cast

EVENING = datetime.fromisoformat("2026-11-24T20:00:00-05:00")


def after(minutes: float) -> datetime:
    return EVENING + timedelta(minutes=minutes)


@pytest.fixture
def couple(session: Session, cast: Cast) -> Couple:
    return session.get_one(Couple, cast.alex_and_sam.id)


@pytest.fixture
def pause(session: Session, cast: Cast, couple: Couple) -> Pause:
    """Alex asked for half an hour."""
    with clock.at(EVENING):
        return services.start(session, cast.alex.identity, couple, 30, token="a press")


def running(session: Session, viewer: Identity, cast: Cast) -> Pause | None:
    return find_running(session, viewer, cast.alex_and_sam.id)


def test_both_and_their_counselor_know_of_it_and_nobody_else_does(
    session: Session, cast: Cast, pause: Pause
) -> None:
    with clock.at(after(10)):
        knowing = {
            member.name for member in cast.everybody if running(session, member.identity, cast)
        }
        with pytest.raises(NotFoundError):
            get_pause(session, cast.kim.identity, pause.public_id)
        for stranger in (cast.kim, cast.noor):
            with pytest.raises(NotFoundError):
                services.come_back(session, stranger.identity, pause.public_id)

    assert knowing == {"Alex", "Sam", "Dr. Morgan"}
    assert (pause.return_at, pause.called_by_id) == (after(30), cast.alex.id)


def test_it_is_over_when_whoever_asked_for_it_is_back(
    session: Session, cast: Cast, pause: Pause
) -> None:
    with clock.at(after(5)):
        services.come_back(session, cast.sam.identity, pause.public_id)
        assert running(session, cast.alex.identity, cast), "nobody is called back by the other"
    with clock.at(after(12)):
        services.come_back(session, cast.alex.identity, pause.public_id)
        assert running(session, cast.sam.identity, cast) is None
    with clock.at(after(20)):
        services.come_back(session, cast.alex.identity, pause.public_id)

    assert pause.ended_at == after(12)
    assert [each.back_at for each in pause.returns] == [after(12), after(5)]


def test_it_is_over_by_itself_when_its_time_is_up(
    session: Session, cast: Cast, pause: Pause
) -> None:
    with clock.at(after(29.9)):
        assert running(session, cast.sam.identity, cast)
    with clock.at(after(30)):
        assert running(session, cast.sam.identity, cast) is None
        assert find_asking(session, cast.sam.identity, cast.alex_and_sam.id) is pause
    with clock.at(after(40)):
        services.come_back(session, cast.sam.identity, pause.public_id)
    with clock.at(after(46)):
        services.come_back(session, cast.alex.identity, pause.public_id)
    assert (pause.was_in_time(cast.sam.id), pause.was_in_time(cast.alex.id)) == (True, False)
    assert pause.ended_at is None


def test_after_a_day_nobody_is_asked_any_more(session: Session, cast: Cast, pause: Pause) -> None:
    with clock.at(after(30 + 24 * 60)):
        assert find_asking(session, cast.sam.identity, cast.alex_and_sam.id) is None
        services.come_back(session, cast.sam.identity, pause.public_id)

    assert not pause.is_back(cast.sam.id)


def test_either_may_ask_for_more_time_and_then_both_are_waited_for(
    session: Session, cast: Cast, pause: Pause
) -> None:
    with clock.at(after(10)):
        services.come_back(session, cast.sam.identity, pause.public_id)
        services.extend(session, cast.sam.identity, pause.public_id, 30)
        assert not pause.is_back(cast.sam.id), "whoever asks for more is not back"
    with clock.at(after(40)):
        services.come_back(session, cast.alex.identity, pause.public_id)
        assert running(session, cast.alex.identity, cast)
        services.come_back(session, cast.sam.identity, pause.public_id)
        assert running(session, cast.alex.identity, cast) is None

    assert (pause.planned_return_at, pause.return_at) == (after(30), after(60))


def test_what_makes_no_sense_is_refused(session: Session, cast: Cast, pause: Pause) -> None:
    alex, couple = cast.alex.identity, pause.couple
    with clock.at(after(1)):
        for minutes in (19, 0, -20, 24 * 60 + 1):
            with pytest.raises(DomainError):
                services.start(session, alex, couple, minutes)
        for minutes in (0, -10, 24 * 60):
            with pytest.raises(DomainError):
                services.extend(session, alex, pause.public_id, minutes)
    with clock.at(after(31)), pytest.raises(ConflictError, match="is over"):
        services.extend(session, alex, pause.public_id, 20)
    with pytest.raises(NotAllowedError):
        services.start(session, cast.morgan.identity, couple, 30)
    with pytest.raises(NotFoundError):
        services.start(session, cast.kim.identity, couple, 30)


def test_a_second_press_and_the_other_partners_press_find_the_same_time_out(
    session: Session, cast: Cast, pause: Pause
) -> None:
    with clock.at(after(1)):
        again = services.start(session, cast.alex.identity, pause.couple, 60, token="a press")
        both = services.start(session, cast.sam.identity, pause.couple, 45, token="another press")
        services.come_back(session, cast.alex.identity, pause.public_id)
        assert running(session, cast.sam.identity, cast), "Sam asked for it, too"
    with clock.at(after(31)):
        stale = services.start(session, cast.alex.identity, pause.couple, 30, token="a press")
        another = services.start(session, cast.alex.identity, pause.couple, 30, token="new")

    assert again is both is stale is pause
    assert another is not pause
    assert list_pauses(session, cast.morgan.identity, [cast.alex_and_sam.id]) == [another, pause]


def test_with_a_new_counselor_the_two_still_stop_and_note_it_where_they_did_before(
    session: Session, cast: Cast, couple: Couple, pause: Pause
) -> None:
    hand_over(session, cast.morgan.identity, couple.public_id, cast.lee.public_id)
    with clock.at(after(90)):
        again = services.start(session, cast.sam.identity, couple, 20)

    given = list_assignments(session, cast.lee.identity, couple_ids=[couple.id])
    assert again.public_id != pause.public_id
    assert len([each for each in given if is_note(each)]) == 1


def test_where_there_is_fear_a_time_out_is_for_oneself_alone(
    session: Session, cast: Cast, couple: Couple
) -> None:
    morgan = cast.morgan.identity
    safety.set_gate(session, morgan, cast.alex_and_sam.public_id, Gate.G1, held=True)
    with clock.at(EVENING):
        alone = services.start(session, cast.alex.identity, couple, 30)
        assert running(session, cast.sam.identity, cast) is None
        with pytest.raises(NotFoundError):
            services.extend(session, cast.sam.identity, alone.public_id, 20)
        other = services.start(session, cast.sam.identity, couple, 60)
        assert running(session, cast.alex.identity, cast) is alone
    copy = morgan.for_copy_of(cast.alex_and_sam.id)

    assert alone.is_alone
    assert other is not alone
    assert len(list_pauses(session, morgan, [couple.id])) == 2
    assert list_pauses(session, copy, [couple.id]) == []


def test_the_history_knows_what_was_done(session: Session, cast: Cast, pause: Pause) -> None:
    with clock.at(after(5)):
        services.extend(session, cast.sam.identity, pause.public_id, 20)
        services.come_back(session, cast.sam.identity, pause.public_id)
    events = session.scalars(
        select(HistoryEntry.event)
        .where(HistoryEntry.subject_id == pause.public_id)
        .order_by(HistoryEntry.id)
    )

    assert list(events) == ["pause:start", "pause:extend", "pause:return"]
