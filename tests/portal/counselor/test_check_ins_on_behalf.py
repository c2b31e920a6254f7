"""The counselor notes a check-in as one partner tells it, and it is theirs, and marked so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.exercises.definition import Doer, Part
from couples.submissions.models import Submission
from tests.cast import TIME_ZONE, Cast
from tests.homework import give
from tests.page import Visitor
from tests.portal.pdf_words import words_of_pdf

DONE = {"answer-done": "yes", "answer-note": "A note in the lunch box", "answer-ease": "7"}


@pytest.fixture
def ritual(cast: Cast, writing: Callable[[], Session]) -> str:
    with writing() as session, session.begin():
        return give(session, cast.alex_and_sam, "daily-ritual", doer=Doer.EACH).public_id


@pytest.fixture
def noted(writing: Callable[[], Session]) -> Callable[[], list[Submission]]:
    def find() -> list[Submission]:
        with writing() as session:
            return list(session.scalars(select(Submission).where(Submission.part == Part.LOG)))

    return find


def test_it_is_theirs_of_the_day_that_it_is_for_and_marked_wherever_it_is_told(
    morgan: Visitor,
    alex: Visitor,
    sam: Visitor,
    cast: Cast,
    ritual: str,
    noted: Callable[[], list[Submission]],
) -> None:
    address = f"/counselor/assignments/{ritual}"
    page = morgan.open(address).click("Type a check-in for Alex")
    again = page.press("Note it for Alex", {"answer-note": "A note in the lunch box"}, status=422)
    assert again.value_of("answer-note") == ["A note in the lunch box"]

    for _press in range(2):
        done = again.press("Note it for Alex", DONE)

    assert "Noted for Alex, and marked as typed by you." in done.text
    [one] = noted()
    assert (one.author_id, one.entered_by_id) == (cast.alex.id, cast.morgan.id)
    assert one.occurs_on == clock.today(TIME_ZONE)
    couple = f"/counselor/couples/{cast.alex_and_sam.public_id}"
    assert "typed by you in session" in morgan.open(f"{couple}/matrix").text
    ours = sam.open("/partner/ours")
    assert "from Alex · typed in session" in ours.text
    theirs = ours.click("A small ritual of your own").text
    assert "A note in the lunch box" in theirs
    assert "Dr. Morgan typed this in session." in theirs
    today = clock.today(TIME_ZONE)
    for copy in ("counselor", "couple"):
        query = {"from": today - timedelta(days=7), "to": today, "copy": copy}
        paper = morgan.client.get(f"{couple}/report.pdf", query_string=query)
        assert "typed in session" in " ".join(words_of_pdf(paper.data).split())


def test_what_they_noted_themselves_meanwhile_stands(
    morgan: Visitor, alex: Visitor, ritual: str, noted: Callable[[], list[Submission]]
) -> None:
    page = morgan.open(f"/counselor/assignments/{ritual}").click("Type a check-in for Alex")
    alex.open(f"/partner/homework/{ritual}/check-in").press("Done")

    refused = page.press("Note it for Alex", DONE, status=409)

    assert "A note in the lunch box" in refused.text
    assert [one.entered_by_id for one in noted()] == [None]


def test_nobody_else_can_and_only_what_is_asked_of_them(
    lee: Visitor,
    sam: Visitor,
    morgan: Visitor,
    cast: Cast,
    ritual: str,
    writing: Callable[[], Session],
) -> None:
    path = f"/counselor/assignments/{ritual}/for/{cast.alex.public_id}?part=log"
    for visitor in (lee, sam):
        assert visitor.client.get(path).status_code == 404
    with writing() as session, session.begin():
        feelings = give(session, cast.kim_and_robin, "emotion-check-in", doer=Doer.EACH)
        without = f"/counselor/assignments/{feelings.public_id}"
    assert "Type a check-in" not in morgan.open(without).text
    assert morgan.client.get(f"{without}/for/{cast.kim.public_id}?part=log").status_code == 404
    assert morgan.client.get(path.replace("log", "received")).status_code == 200
