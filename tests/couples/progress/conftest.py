"""What stands above the brief of Alex and Sam, in either copy, as one line each."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.caseload.models import Couple
from couples.progress.material import load_material
from couples.progress.openers import choose_openers
from couples.progress.today import period_for
from couples.progress.work import load_work
from tests.cast import Cast, invite_cast
from tests.couples.progress.days import START, Openers, on
from tests.lives.kept import lived  # noqa: F401 - a fixture, found by its name here


@pytest.fixture
def cast(session: Session) -> Cast:
    with clock.at(START):
        return invite_cast(session)


@pytest.fixture
def openers(session: Session, cast: Cast) -> Openers:
    """What stands above the brief of Alex and Sam on a day, in the copy for one or for both."""

    def choose(day: int, *, for_both: bool = False, since: datetime | None = None) -> list[str]:
        couple = session.get_one(Couple, cast.alex_and_sam.id)
        reader = cast.morgan.identity
        if for_both:
            reader = reader.for_copy_of(couple.id)
        with on(day):
            period = period_for(couple, since, clock.now() + timedelta(days=1))
            work = load_work(session, reader, [couple], since=START)
            material = load_material(session, reader, couple, work, period)
            return [f"{each.sentence} {each.reason}" for each in choose_openers(material)]

    return choose
