"""A counselor ends a time-out for both: once, for a reason, and never one taken alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, timetable
from couples.caseload.models import Couple
from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.exercises.definition import Gate
from couples.models import HistoryEntry, PauseLift
from couples.pauses import lifting, services
from couples.pauses.queries import find_running, list_pauses
from couples.pauses.tally import tally
from couples.safety import services as safety
from reports.pausing import pause_lines
from tests.cast import Cast
from tests.couples.visibility_scene import everybody
from tests.couples.visibility_table import MORGAN

WHY = "They sit in front of me"


def test_it_is_over_for_both_once_and_nobody_was_late(session: Session, cast: Cast) -> None:
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    morgan, began = cast.morgan.identity, clock.now()
    with clock.at(began):
        pause = services.start(session, cast.alex.identity, couple, 240)
    with clock.at(began + timedelta(minutes=10)):
        for _press in range(2):
            lifting.lift(session, morgan, pause.public_id, reason=f" {WHY} ")

        assert find_running(session, cast.sam.identity, couple.id) is None
        found = list_pauses(session, morgan, [couple.id])
        assert lifting.list_reasons(session, morgan, found) == {pause.id: WHY}
        assert lifting.list_reasons(session, cast.alex.identity, found) == {}
        with pytest.raises(ConflictError, match="is over"):
            services.extend(session, cast.alex.identity, pause.public_id, 30)
        assert services.start(session, cast.sam.identity, couple, 20) is not pause
    with clock.at(began + timedelta(hours=8)):
        counted = tally(list_pauses(session, morgan, [couple.id]), [cast.alex.id, cast.sam.id])
    assert (counted.count, counted.lifted) == (1, 1)
    names = {cast.alex.id: "Alex", cast.sam.id: "Sam"}
    assert "1 more was ended for both by their counselor." in pause_lines(counted, names)
    lifts = select(HistoryEntry).where(HistoryEntry.event == "pause:lift")
    assert len(session.scalars(lifts).all()) == 1


def test_why_is_read_by_their_counselor_alone(session: Session, cast: Cast) -> None:
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    pause = services.start(session, cast.alex.identity, couple, 30)
    lifting.lift(session, cast.morgan.identity, pause.public_id, reason=WHY)

    reading = {
        name
        for name, viewer in everybody(cast).items()
        if session.scalar(select(PauseLift.id).where(timetable.readable_lifts(viewer)))
    }

    assert reading == {MORGAN}


def test_what_cannot_be_ended(session: Session, cast: Cast) -> None:
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    morgan, began = cast.morgan.identity, clock.now()
    with clock.at(began):
        pause = services.start(session, cast.alex.identity, couple, 30)
        for actor, refusal in ((cast.alex, NotAllowedError), (cast.lee, NotFoundError)):
            with pytest.raises(refusal):
                lifting.lift(session, actor.identity, pause.public_id, reason=WHY)
        for reason in ("", " \n", "x" * 501):
            with pytest.raises(DomainError):
                lifting.lift(session, morgan, pause.public_id, reason=reason)
    with clock.at(began + timedelta(minutes=31)):
        with pytest.raises(ConflictError, match="over already"):
            lifting.lift(session, morgan, pause.public_id, reason=WHY)
        safety.set_gate(session, morgan, couple.public_id, Gate.G1, held=True)
        own = services.start(session, cast.sam.identity, couple, 30)
        with pytest.raises(DomainError, match="took this one alone"):
            lifting.lift(session, morgan, own.public_id, reason=WHY)
