"""How many time-outs, and who came back: counted for the counselor, with a quiet note."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Couple
from couples.pauses import services
from couples.pauses.queries import list_pauses
from couples.pauses.tally import Side, Tally, tally
from reports.pausing import pause_lines
from tests.cast import Cast, Member

FIRST = datetime.fromisoformat("2026-11-01T20:00:00-05:00")


def live(session: Session, cast: Cast, *evenings: tuple[Member, dict[Member, int]]) -> Tally:
    """Each evening somebody asks for 30 minutes, and comes back after so many, or does not."""
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    for number, (caller, back) in enumerate(evenings):
        began = FIRST + timedelta(days=number)
        with clock.at(began):
            pause = services.start(session, caller.identity, couple, 30)
        for member, after in sorted(back.items(), key=lambda each: each[1]):
            with clock.at(began + timedelta(minutes=after)):
                services.come_back(session, member.identity, pause.public_id)
    with clock.at(FIRST + timedelta(days=30)):
        found = list_pauses(session, cast.morgan.identity, [couple.id])
        return tally(found, [cast.alex.id, cast.sam.id])


def test_who_asked_and_who_was_back_in_time(session: Session, cast: Cast) -> None:
    alex, sam = cast.alex, cast.sam
    counted = live(
        session, cast, (alex, {alex: 30, sam: 44}), (alex, {alex: 60, sam: 20}), (sam, {})
    )

    assert (counted.count, counted.both_in_time, counted.alone) == (3, 1, 0)
    assert counted.sides == (Side(alex.id, 2, 2), Side(sam.id, 1, 0))
    assert pause_lines(counted, {alex.id: "Alex", sam.id: "Sam"}) == (
        "3 time-outs: Alex asked for 2, Sam asked for 1. Both were back in time from 1 of 3.",
    )


@pytest.mark.parametrize(
    ("times", "returns", "noted"), [(3, 0, False), (4, 0, True), (5, 1, False)]
)
def test_a_quiet_note_where_one_asks_for_nearly_all_and_never_comes_back(
    session: Session, cast: Cast, times: int, returns: int, noted: bool
) -> None:
    sam = cast.sam
    evenings = [(sam, {sam: 20} if number < returns else {}) for number in range(times)]
    counted = live(session, cast, *evenings)

    assert (counted.leaves is not None) == noted
    said = pause_lines(counted, {cast.alex.id: "Alex", sam.id: "Sam"})
    assert any("what would make coming back easier" in line for line in said) == noted


def test_no_time_out_is_no_sentence(session: Session, cast: Cast) -> None:
    assert pause_lines(live(session, cast), {cast.alex.id: "Alex", cast.sam.id: "Sam"}) == ()
