"""A couple travels or moves: their days go by other clocks, and no day is counted twice or lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.caseload.services import change_time_zone
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.exercises.definition import Cadence
from couples.people.models import Person
from couples.progress.times import count_times
from couples.progress.today import period_for
from couples.progress.work import load_work
from tests.cast import TIME_ZONE, Cast
from tests.couples.progress.days import START, on
from tests.homework import give, note

LATE, EARLY = 13, -14
"""Hours after eleven in the morning: just after midnight, and nine in the evening before."""


def move(session: Session, cast: Cast, zone: str) -> Couple:
    return change_time_zone(
        session, cast.morgan.identity, cast.alex_and_sam.public_id, time_zone=zone
    )


def counted(
    session: Session, cast: Cast, given: Assignment, sessions: tuple[int, ...], hour: int
) -> tuple[int, int]:
    """Done and due over all the periods between sessions, looked at from long after."""
    moments = [START + timedelta(days=number, hours=hour) for number in sessions]
    couple = given.couple
    done = due = 0
    for since, until in zip([START, *moments], moments, strict=False):
        work = load_work(session, cast.morgan.identity, [couple], since=START)
        times = count_times(work, given, cast.alex.id, period_for(couple, since, until))
        done, due = done + times.done, due + times.due
    return done, due


@pytest.mark.parametrize("hour", [LATE, 0, EARLY])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
def test_between_sessions_every_day_counts_once_wherever_they_go(
    session: Session, cast: Cast, zone: str, hour: int
) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
    with on(0, 1):
        note(session, cast.alex, given, {"done": "yes"})
    with on(10, 3):
        move(session, cast, zone)
    with on(20, 5):
        move(session, cast, TIME_ZONE)
    with on(60):
        whole = counted(session, cast, given, (40,), hour)
        in_parts = counted(session, cast, given, (7, 10, 11, 14, 20, 21, 40), hour)

    assert in_parts == whole
    assert whole[0] == 1


def test_what_was_noted_keeps_its_day_and_is_not_asked_for_again(
    session: Session, cast: Cast
) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
        noted = note(session, cast.alex, given, {"done": "yes"})
        move(session, cast, "Pacific/Kiritimati")
        tomorrow = note(session, cast.alex, given, {"done": "yes"})
        move(session, cast, TIME_ZONE)

        assert [noted.occurrence, tomorrow.occurrence] == ["2026-10-05", "2026-10-06"]
        with pytest.raises(DomainError, match="noted this already"):
            note(session, cast.alex, given, {"done": "yes"})


def test_partners_go_along_unless_they_chose_their_own_clocks(session: Session, cast: Cast) -> None:
    alex, sam = (session.get_one(Person, member.id) for member in (cast.alex, cast.sam))
    sam.time_zone = "Europe/Lisbon"

    for _ in range(2):
        couple = move(session, cast, "Asia/Tokyo")

    assert (couple.time_zone, alex.time_zone, sam.time_zone) == (
        "Asia/Tokyo",
        "Asia/Tokyo",
        "Europe/Lisbon",
    )
    assert couple.zone_at(clock.now() - timedelta(minutes=5)) == TIME_ZONE
    assert couple.zone_at(clock.now() + timedelta(minutes=5)) == "Asia/Tokyo"


def test_a_place_that_is_none_and_a_stranger_are_refused(session: Session, cast: Cast) -> None:
    with pytest.raises(DomainError, match="from the list"):
        move(session, cast, "Mars/Olympus")
    for actor, refusal in ((cast.lee, NotFoundError), (cast.alex, NotAllowedError)):
        with pytest.raises(refusal):
            change_time_zone(
                session, actor.identity, cast.alex_and_sam.public_id, time_zone="Asia/Tokyo"
            )
