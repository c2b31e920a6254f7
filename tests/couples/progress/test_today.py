"""The counselor’s first page, in the cases over which one could argue."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from couples import clock
from couples.appointments.services import schedule
from couples.exercises.definition import Cadence
from couples.progress.today import WINDOW, todays_page
from tests.cast import Cast
from tests.couples.progress.days import on
from tests.homework import give, note

LONG_AGO = 120


def test_what_was_done_before_the_page_looks_back_is_not_called_missing(
    session: Session, cast: Cast
) -> None:
    with on(0):
        given = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
    for day in range(LONG_AGO - WINDOW.days):
        with on(day):
            note(session, cast.alex, given, {"done": "yes"})
    with on(LONG_AGO):
        morgan = cast.morgan.identity
        soon = clock.now() + timedelta(hours=5)
        schedule(session, morgan, cast.alex_and_sam.public_id, starts_at=soon)
        [line] = todays_page(session, morgan).sessions

    [(done, due), _sams] = line.check_ins
    assert done == 0
    assert due <= WINDOW.days
