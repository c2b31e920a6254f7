"""How papers look: said once for the practice, and so on every paper from then on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.models import PracticeDesign, Preparation
from portal.jobs import do_what_is_due
from reports.gathering import gather_for_appointment, gather_for_period
from reports.sections import BRIEF, PROGRESS, keys_of
from reports.states import Copy
from tests.cast import Cast
from tests.page import Page, Visitor
from tests.portal.pdf_words import words_of_pdf

Writing = Callable[[], Session]

pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture
def soon(writing: Writing, cast: Cast) -> str:
    """A session of Alex and Sam in six hours."""
    with writing() as session, session.begin():
        return appointments.schedule(
            session,
            cast.morgan.identity,
            cast.alex_and_sam.public_id,
            starts_at=clock.now() + timedelta(hours=6),
        ).public_id


def order(page: Page) -> list[str]:
    return [str(each["value"]) for each in page.soup.select("input[name=order]")]


def ticked(page: Page) -> list[str]:
    return [str(each["value"]) for each in page.soup.select("input[name=shown][checked]")]


def test_a_brief_that_was_prepared_is_made_anew_as_the_practice_now_wants_it(
    app: Flask, writing: Writing, soon: str, morgan: Visitor
) -> None:
    there = f"/counselor/appointments/{soon}/brief.pdf"
    do_what_is_due(app)
    usual = words_of_pdf(morgan.open(there).response.data)
    assert usual.index("Homework") < usual.index("To open with")

    page = morgan.open("/counselor/today").click("How papers look")
    assert order(page) == list(keys_of(BRIEF))
    for _press in range(6):
        page = page.press("Up", nth=[*order(page)].index("questions"))
    assert "Not saved yet." in page.text
    assert order(page)[:4] == ["safety", "scores", "off-track", "questions"]
    with writing() as session:
        assert session.scalars(select(PracticeDesign)).all() == []
    page.press("Save for all briefs", {"shown": [key for key in ticked(page) if key != "scores"]})

    do_what_is_due(app)
    with writing() as session:
        [kept] = session.scalars(select(Preparation))
    told = words_of_pdf(kept.pages)
    assert morgan.open(there).response.data == kept.pages
    assert "Scores" not in told
    assert told.index("Safety") < told.index("To open with") < told.index("Homework")
    assert "Scores" not in words_of_pdf(morgan.open("/counselor/day-pack.pdf").response.data)


def test_what_is_there_for_safety_stays_and_says_why_whatever_a_form_sends(
    writing: Writing, cast: Cast, soon: str, morgan: Visitor, lee: Visitor, alex: Visitor
) -> None:
    page = morgan.open("/counselor/design")
    assert "Always there" in page.text
    assert "safety" not in ticked(page)

    sent = {"order": ["nonsense", "words", "words", "<b>"], "shown": ["nothing", "words"]}
    morgan.post("/counselor/design", sent)
    lee.post("/counselor/design/report", {"order": ["replies"], "shown": [], "weeks": "8"})
    morgan.post("/counselor/design/report", {**sent, "weeks": "7"})

    with writing() as session:
        who = cast.morgan.identity
        today = clock.now().date()
        of_both = [gather_for_appointment(session, who, soon, copy).sections for copy in Copy]
        report = gather_for_period(
            session, who, cast.alex_and_sam.public_id, today, today, Copy.COUNSELOR
        )
    assert of_both == [("safety", "words")] * 2
    assert report.sections == ("safety",)
    assert order(lee.open("/counselor/design/report"))[0] == keys_of(PROGRESS)[0]
    days = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}").soup
    assert [each["value"] for each in days.select("input[name=from]")] == ["2026-09-28"]
    for path in ("/counselor/design", "/counselor/design/report"):
        alex.open(path, status=404)
        alex.post(path, sent, status=404)
