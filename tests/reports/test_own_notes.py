"""What one partner only noted stands in their own copy as rows, a few for each ritual."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.exercises.definition import Cadence
from reports.gathering.copies import gather_partners_copy
from reports.html import render_paper
from tests.cast import Cast
from tests.couples.progress.days import START, on
from tests.homework import give, note


@pytest.mark.only_on("sqlite", "it is read by queries that are told of on both")
def test_a_week_of_check_ins_is_five_rows_and_says_how_many_more(
    session: Session, joined_cast: Cast
) -> None:
    cast, pair = joined_cast, joined_cast.alex_and_sam
    with on(0):
        given = give(session, pair, "daily-ritual", to=cast.alex, cadence=Cadence.DAILY)
    for day in range(1, 8):
        with on(day):
            done = {"done": "yes", "ease": str(day)} if day < 7 else {"done": "yes"}
            note(session, cast.alex, given, done)

    with on(8):
        last = clock.now().date()
        report = gather_partners_copy(
            session,
            cast.morgan.identity,
            pair.public_id,
            cast.alex.public_id,
            START.date(),
            last,
            with_own=True,
        )
    assert report.own is not None
    [ritual] = report.own.written
    days = [each.label for each in ritual.excerpts]
    assert len(days) == 5 == len(set(days))
    assert ritual.more == 2
    assert [each.lines for each in ritual.excerpts][:2] == [
        ("You did it today: Yes",),
        ("You did it today: Yes", "How easily it came to you: 6 of 10"),
    ]
    assert "2 more, from before these, are on the screen." in render_paper(report)
