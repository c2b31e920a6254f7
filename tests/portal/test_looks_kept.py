"""What was opened leaves a line however it was asked for, and a line never costs the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.history.models import HistoryEntry
from couples.history.services import LOOK, REFUSAL
from couples.submissions.models import Submission
from portal.roles import as_owner
from tests.cast import Cast, Member
from tests.homework import FEELINGS, give_feelings, hand_in
from tests.page import Visitor
from tests.portal import world_records

pytestmark = pytest.mark.on_both("each database is locked in its own way")

BACKGROUND = {"X-Mendwell-Background": "1"}
NO_LOOKS = """
CREATE TRIGGER no_looks BEFORE INSERT ON history_entry WHEN NEW.event = 'words:open'
BEGIN SELECT RAISE(ABORT, 'full'); END
"""

Lines = Callable[[str], list[HistoryEntry]]


@pytest.fixture
def feelings(writing: Callable[[], Session], cast: Cast) -> Submission:
    """Alex handed in what is sealed until Sam does too."""
    with writing() as session, session.begin():
        return hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)


@pytest.fixture
def lines(writing: Callable[[], Session]) -> Lines:
    def of(event: str) -> list[HistoryEntry]:
        with writing() as session:
            found = select(HistoryEntry).where(HistoryEntry.event == event)
            return list(session.scalars(found.order_by(HistoryEntry.id)))

    return of


def test_a_page_that_says_it_opened_itself_leaves_its_line(
    sign_in_as: Callable[[Member], Visitor], cast: Cast, feelings: Submission, lines: Lines
) -> None:
    path = f"/counselor/review/{feelings.public_id}"

    sign_in_as(cast.morgan).open(f"{path}?by-itself=1")
    assert [line.about_id for line in lines(LOOK)] == [cast.alex.id]
    sign_in_as(cast.morgan).open(path, headers=BACKGROUND)
    assert len(lines(LOOK)) == 2
    sign_in_as(cast.sam).open(f"{path}?by-itself=1", status=404, headers=BACKGROUND)
    assert [line.actor_id for line in lines(REFUSAL)] == [cast.sam.id]


def test_a_day_of_briefs_leaves_a_line_for_each_partner_in_it(
    morgan: Visitor, cast: Cast, writing: Callable[[], Session], lines: Lines
) -> None:
    with writing() as session, session.begin():
        for hours, pair in ((1, cast.alex_and_sam), (2, cast.kim_and_robin)):
            starts_at = clock.now() + timedelta(hours=24 + hours)
            appointments.schedule(
                session, cast.morgan.identity, pair.public_id, starts_at=starts_at
            )

    morgan.open("/counselor/day-pack.pdf")

    told = {line.about_id for line in lines(LOOK)}
    assert told <= {cast.alex.id, cast.sam.id, cast.kim.id, cast.robin.id}
    assert told >= {cast.alex.id, cast.sam.id}
    assert {line.place for line in lines(LOOK)} == {"counselor.day_pack"}


def test_the_record_of_both_leaves_a_line_for_each_whose_words_it_has(
    morgan: Visitor, alex: Visitor, cast: Cast, writing: Callable[[], Session], lines: Lines
) -> None:
    with writing() as session, session.begin():
        world_records.shared(session, cast)
    records = f"/counselor/couples/{cast.alex_and_sam.public_id}/records"

    morgan.post(f"{records}/shared", {"as": "data"})
    morgan.post(f"{records}/{cast.sam.public_id}", {"as": "data"})
    alex.post("/account/shared-record/file", {"as": "data", "password": cast.alex.password})

    assert [(line.actor_id, line.about_id) for line in lines(LOOK)] == [
        (cast.morgan.id, cast.alex.id),
        (cast.morgan.id, cast.sam.id),
        (cast.morgan.id, cast.sam.id),
        (cast.alex.id, cast.sam.id),
    ]


def test_being_asked_once_more_who_one_is_is_no_refusal(
    sign_in_as: Callable[[Member], Visitor], cast: Cast, lines: Lines
) -> None:
    alex = sign_in_as(cast.alex)
    with clock.at(clock.now() + timedelta(minutes=11)):
        alex.post("/account/recovery-codes", status=403)

    assert lines(REFUSAL) == []


@pytest.mark.only_on("sqlite")
def test_a_line_that_fails_takes_neither_page_nor_deed_with_it_and_is_written_next_time(
    morgan: Visitor,
    cast: Cast,
    writing: Callable[[], Session],
    feelings: Submission,
    lines: Lines,
) -> None:
    path = f"/counselor/review/{feelings.public_id}"
    records = f"/counselor/couples/{cast.alex_and_sam.public_id}/records"
    with writing() as session, session.begin():
        session.execute(text(NO_LOOKS))

    morgan.open(path)
    morgan.post(f"{records}/{cast.alex.public_id}", {"as": "data"})

    assert lines(LOOK) == []
    assert len(lines("record:take")) == 1
    with writing() as session, session.begin():
        session.execute(text("DROP TRIGGER no_looks"))
    morgan.open(path)
    assert [line.about_id for line in lines(LOOK)] == [cast.alex.id]


@pytest.mark.only_on("postgresql")
def test_a_database_that_can_only_be_read_shows_its_pages(
    app: Flask, morgan: Visitor, cast: Cast, feelings: Submission, lines: Lines
) -> None:
    engine = app.extensions["database"]
    with app.app_context(), as_owner() as owner, owner.begin() as connection:
        name = engine.url.database
        only_read = f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'
        connection.execute(text(only_read))
    engine.dispose()

    page = morgan.open(f"/counselor/review/{feelings.public_id}")

    assert FEELINGS["fear"] in page.text
    assert lines(LOOK) == []
    couple = cast.alex_and_sam.public_id
    morgan.post(f"/counselor/couples/{couple}/records/{cast.alex.public_id}", status=503)
