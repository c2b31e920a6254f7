"""Another counselor of the same practice finds nothing, and looking changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.appointments import services as appointments
from couples.assignments.models import Assignment
from couples.database import Base
from couples.history.models import HistoryEntry
from couples.history.services import LOOK
from couples.people.models import SignInAttempt, UserSession
from couples.preparations.models import Preparation
from tests.cast import Cast
from tests.homework import FEELINGS, exercise, give, give_feelings, hand_in
from tests.page import Visitor
from tests.portal.counselor.conftest import MONDAY_MORNING

Writing = Callable[[], Session]


@pytest.fixture
def pages(cast: Cast, writing: Writing) -> list[str]:
    """Every page about Alex and Sam, who have one of everything."""
    pair = cast.alex_and_sam
    with writing() as session, session.begin():
        appointment = appointments.schedule(
            session,
            cast.morgan.identity,
            pair.public_id,
            starts_at=MONDAY_MORNING + timedelta(hours=5),
        )
        feelings = give_feelings(session, cast.alex_and_sam)
        mine = hand_in(session, cast.alex, feelings, FEELINGS)
        give(session, cast.alex_and_sam, "calm-contract")
        days = "from=2026-11-01&to=2026-11-20&copy=counselor"
        return [
            f"/counselor/couples/{pair.public_id}",
            f"/counselor/couples/{pair.public_id}/appointments/new",
            f"/counselor/couples/{pair.public_id}/report",
            f"/counselor/couples/{pair.public_id}/report.pdf?{days}",
            f"/counselor/appointments/{appointment.public_id}",
            f"/counselor/appointments/{appointment.public_id}/brief.pdf?copy=counselor",
            f"/counselor/appointments/{appointment.public_id}/brief.pdf?copy=couple",
            f"/counselor/assignments/{feelings.public_id}",
            f"/counselor/batches/{feelings.batch.public_id}",
            f"/counselor/review/{mine.public_id}",
            f"/counselor/couples/{pair.public_id}/tailored",
        ]


@pytest.fixture
def presses(cast: Cast, pages: list[str]) -> list[str]:
    """Everything that can be done to Alex and Sam."""
    couple, new_appointment, *_rest = pages
    appointment, assignment, batch, review = pages[4], pages[7], pages[8], pages[9]
    return [
        new_appointment,
        f"{couple}/invitations/{cast.alex.public_id}",
        f"{appointment}/move",
        f"{appointment}/cancel",
        f"{assignment}/end",
        f"{batch}/undo",
        f"{review}/replies",
        f"{review}/done",
    ]


def test_another_counselor_opens_none_of_it(lee: Visitor, pages: list[str]) -> None:
    for path in pages:
        lee.open(path, status=404)


def test_another_counselor_changes_none_of_it(
    lee: Visitor, presses: list[str], writing: Writing
) -> None:
    before = everything(writing)

    for path in presses:
        lee.post(path, {"words": "Hello", "day": "2026-12-01", "at": "10:00"}, status=404)

    assert lines_since(writing, before) == {"page:refuse"}


def test_both_partners_are_shown_the_door(alex: Visitor, pages: list[str]) -> None:
    for path in pages:
        alex.open(path, status=404)


def test_looking_at_every_page_changes_nothing(
    morgan: Visitor, cast: Cast, pages: list[str], writing: Writing
) -> None:
    with writing() as session, session.begin():
        grievance = exercise(session, cast.morgan, "grievance").exercise.public_id
    places = ["today", "couples", "couples/new", "review", "assign", "library"]
    before = everything(writing)

    for path in [*(f"/counselor/{place}" for place in places), *pages]:
        morgan.open(path)
    for path in (f"assign/{grievance}", f"library/{grievance}", f"library/{grievance}/preview"):
        morgan.open(f"/counselor/{path}")

    assert lines_since(writing, before) == {LOOK}
    with writing() as session:
        opened = session.scalars(select(Assignment.opened_at)).all()
    assert sum(moment is not None for moment in opened) == 1, "Only Alex opened something."


def test_what_is_not_there_is_not_there(morgan: Visitor) -> None:
    nothing = "a" * 26
    for path in (
        f"couples/{nothing}",
        f"appointments/{nothing}",
        f"appointments/{nothing}/brief.pdf",
        f"assignments/{nothing}",
        f"batches/{nothing}",
        f"review/{nothing}",
        f"library/{nothing}",
        f"library/{nothing}/preview",
        f"assign/{nothing}",
        "couples/12",
        "review/Robert",
    ):
        morgan.open(f"/counselor/{path}", status=404)


def everything(writing: Writing) -> dict[str, list[str]]:
    """Every row of every table, but for who is signed in since when, and that paper was made."""
    beside = {each.__tablename__ for each in (UserSession, SignInAttempt, Preparation)}
    with writing() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
            if table.name not in beside
        }


def lines_since(writing: Writing, before: dict[str, list[str]]) -> set[str]:
    """What the history says more than before, where nothing else has changed."""
    after = everything(writing)
    with writing() as session:
        events = session.scalars(select(HistoryEntry.event).order_by(HistoryEntry.id)).all()
    told = set(events[len(before["history_entry"]) :])
    known = HistoryEntry.__tablename__
    assert {**after, known: []} == {**before, known: []}
    return told
