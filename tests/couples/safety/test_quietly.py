"""A quiet hold keeps seals closed and lets everything else be, whatever comes on top of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.calendar import load_calendar
from couples.assignments.models import Assignment
from couples.errors import DomainError
from couples.exercises.definition import Gate
from couples.models import HistoryEntry
from couples.pauses.services import is_for_both
from couples.safety import services
from couples.safety.holding import Hold
from couples.safety.models import GateSetting, SafetyFlag
from couples.safety.queries import holds_of, is_held, shut_of
from couples.safety.telling import tell_of_fear
from tests.cast import Cast, Member
from tests.couples.safety.scene import (
    ALEXS,
    SAMS,
    answer_check,
    hold,
    lift,
    opens,
    sealed_for,
    write,
)
from tests.couples.safety.test_sealing import later, let_go, read_by


@pytest.fixture
def given(session: Session, cast: Cast) -> Assignment:
    """What names the gate of fear and is sealed until both; Alex has handed it in."""
    given = sealed_for(session, cast, gates=[Gate.G1])
    write(session, cast.alex, given)
    return given


def quietly(session: Session, member: Member, words: str = "") -> None:
    tell_of_fear(session, member.identity, words=words, quietly=True)


def hold_seals(session: Session, cast: Cast, note: str = "") -> None:
    """Let the counselor hold the seals alone."""
    id_, morgan = cast.alex_and_sam.public_id, cast.morgan.identity
    services.set_gate(session, morgan, id_, Gate.G1, held=True, quietly=True, note=note)


def standing(session: Session, cast: Cast, given: Assignment) -> Hold | None:
    return shut_of(session, cast.morgan.identity, given.couple).get(Gate.G1)


def test_seals_stay_closed_and_everything_else_is_as_it_was(
    session: Session, cast: Cast, given: Assignment
) -> None:
    later(1, lambda: quietly(session, cast.alex))
    assert opens(session, cast.sam, given)
    later(2, lambda: write(session, cast.sam, given))

    assert read_by(session, cast.sam, given) == {SAMS}
    assert read_by(session, cast.alex, given) == {ALEXS}
    assert read_by(session, cast.morgan, given) == {ALEXS, SAMS}
    assert not is_held(session, cast.sam.identity, given)
    assert Gate.G1 not in holds_of(session, cast.morgan.identity, given.couple)
    assert is_for_both(session, cast.sam.identity, given.couple)
    calendar = load_calendar(session, cast.sam.identity, [given.couple])
    assert calendar.rests(given) == ()
    found = standing(session, cast, given)
    assert found is not None
    assert found.is_quiet
    assert found.is_automatic

    later(3, lambda: lift(session, cast.alex_and_sam, Gate.G1))
    assert read_by(session, cast.sam, given) == {ALEXS, SAMS}


def test_what_was_held_quietly_can_be_held_for_all_to_rest(
    session: Session, cast: Cast, given: Assignment
) -> None:
    """By the same person in the same words, by an answer, and by the counselor."""
    ways = [
        lambda: tell_of_fear(session, cast.alex.identity, words="again"),
        lambda: answer_check(session, cast, cast.alex, safe="no"),
        lambda: hold(session, cast.alex_and_sam, Gate.G1),
    ]
    for number, let_it_rest in enumerate(ways):
        later(10 * number + 1, lambda: quietly(session, cast.alex, "again"))
        assert not is_held(session, cast.sam.identity, given)
        later(10 * number + 2, let_it_rest)
        assert is_held(session, cast.sam.identity, given)
        with clock.at(clock.now() + timedelta(minutes=10 * number + 3)):
            hold_now = standing(session, cast, given)
            assert hold_now is not None
            assert not hold_now.is_quiet
            lift(session, cast.alex_and_sam, Gate.G1)
        assert not is_held(session, cast.sam.identity, given)


def test_a_seal_that_closed_quietly_stays_closed_when_homework_rests_too(
    session: Session, cast: Cast, given: Assignment
) -> None:
    later(1, lambda: quietly(session, cast.alex))
    later(2, lambda: write(session, cast.sam, given))
    later(3, lambda: hold(session, cast.alex_and_sam, Gate.G1, "I let it rest"))
    assert read_by(session, cast.sam, given) == {SAMS}

    later(4, lambda: hold_seals(session, cast, "they can go on"))
    assert read_by(session, cast.sam, given) == {SAMS}
    assert not is_held(session, cast.sam.identity, given)

    later(5, lambda: lift(session, cast.alex_and_sam, Gate.G1))
    assert read_by(session, cast.sam, given) == {ALEXS, SAMS}


def test_a_quiet_word_lets_nothing_go_on_that_rests(
    session: Session, cast: Cast, given: Assignment
) -> None:
    later(1, lambda: hold(session, cast.alex_and_sam, Gate.G1, "since the call"))
    later(2, lambda: quietly(session, cast.alex))

    assert is_held(session, cast.sam.identity, given)
    found = standing(session, cast, given)
    assert found is not None
    assert (found.is_quiet, found.note) == (False, "since the call")
    assert len(session.scalars(select(SafetyFlag)).all()) == 1

    later(3, lambda: lift(session, cast.alex_and_sam, Gate.G1))
    assert standing(session, cast, given) is None, "Opening ends both."


def test_what_was_let_go_on_goes_on_and_its_seal_closes_for_fear_that_comes_later(
    session: Session, cast: Cast
) -> None:
    given = sealed_for(session, cast, gates=[Gate.G1])
    hold(session, cast.alex_and_sam, Gate.G1)
    later(1, lambda: let_go(session, cast, given))
    later(2, lambda: quietly(session, cast.alex))
    assert not is_held(session, cast.sam.identity, given)
    later(3, lambda: write(session, cast.alex, given), lambda: write(session, cast.sam, given))
    assert read_by(session, cast.sam, given) == {SAMS}

    def once_more() -> None:
        id_, morgan = given.public_id, cast.morgan.identity
        services.override(session, morgan, id_, reason="I know what Alex told me")

    later(4, once_more)
    assert read_by(session, cast.sam, given) == {ALEXS, SAMS}


def test_each_telling_is_one_and_the_next_press_of_it_none(
    session: Session, cast: Cast, given: Assignment
) -> None:
    """Quietly or not are two things to say; let go of, the same is said anew."""

    def flags() -> list[bool]:
        found = session.scalars(select(SafetyFlag).order_by(SafetyFlag.id))
        return [flag.is_quiet for flag in found]

    for _press in range(2):
        later(1, lambda: quietly(session, cast.alex))
    for _press in range(2):
        later(2, lambda: tell_of_fear(session, cast.alex.identity))
    assert flags() == [True, False]
    assert is_held(session, cast.sam.identity, given)

    later(3, lambda: hold_seals(session, cast))
    later(4, lambda: quietly(session, cast.alex))
    assert flags() == [True, False], "It is held as quietly as it was asked."
    later(5, lambda: tell_of_fear(session, cast.alex.identity))
    assert flags() == [True, False, False]
    assert is_held(session, cast.sam.identity, given)

    later(6, lambda: lift(session, cast.alex_and_sam, Gate.G1))
    later(7, lambda: quietly(session, cast.alex))
    assert flags() == [True, False, False, True]


def test_the_counselor_holds_seals_alone_once_and_for_fear_alone(
    session: Session, cast: Cast, given: Assignment
) -> None:
    for _press in range(2):
        hold_seals(session, cast, "quiet since")
    later(1, lambda: write(session, cast.sam, given))

    assert read_by(session, cast.sam, given) == {SAMS}
    assert len(session.scalars(select(GateSetting)).all()) == 1
    events = select(HistoryEntry.event).where(HistoryEntry.event.startswith("gate:"))
    assert session.scalars(events).all() == ["gate:hold-quietly"]
    id_, morgan = cast.alex_and_sam.public_id, cast.morgan.identity
    for gate in set(Gate) - {Gate.G1}:
        with pytest.raises(DomainError):
            services.set_gate(session, morgan, id_, gate, held=True, quietly=True)


def test_days_rest_from_the_moment_on_which_homework_does(
    session: Session, cast: Cast, given: Assignment
) -> None:
    day = given.couple.day_of(clock.now())

    def rests() -> list[tuple[int, int | None]]:
        spans = load_calendar(session, cast.sam.identity, [given.couple]).rests(given)
        return [
            ((s.first - day).days, (s.last - day).days if s.last is not None else None)
            for s in spans
        ]

    minutes = 24 * 60
    quietly(session, cast.alex)
    later(2 * minutes, lambda: hold(session, cast.alex_and_sam, Gate.G1))
    later(4 * minutes, lambda: quietly(session, cast.sam))
    assert rests() == [(2, None)]

    later(5 * minutes, lambda: hold_seals(session, cast))
    assert rests() == [(2, 4)]
    later(7 * minutes, lambda: lift(session, cast.alex_and_sam, Gate.G1))
    assert rests() == [(2, 4)]
