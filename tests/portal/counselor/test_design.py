"""How papers look: said once for the practice, and so on every paper from then on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.models import PracticeDesign, Preparation
from couples.people import throttle
from portal.jobs import do_what_is_due
from reports import frozen
from reports.brief import Brief
from reports.gathering import gather_for_appointment, gather_for_period
from reports.sections import BRIEF, PROGRESS, keys_of
from reports.states import Copy
from tests.cast import Cast
from tests.page import Page, Visitor
from tests.portal.counselor.logos import DRAWN, bring
from tests.portal.pdf_words import words_of_pdf

Writing = Callable[[], Session]

pytestmark = pytest.mark.only_on("sqlite")


def test_trying_papers_out_is_counted_apart_and_refuses_nobody_their_brief(
    writing: Writing, cast: Cast, soon: str, morgan: Visitor, lee: Visitor
) -> None:
    with clock.at(clock.now()):
        with writing() as session, session.begin():
            trial = throttle.design_trial(cast.morgan.public_id)
            while not throttle.admit(session, trial):
                continue

        for path in ("preview.pdf", "report/preview.pdf", "letterhead/preview.pdf"):
            morgan.open(f"/counselor/design/{path}", status=429)
            morgan.post(f"/counselor/design/{path}", status=429)
        refused = bring(morgan, DRAWN, {"note": "Be gentle with each other."}, status=429).text
        assert "a great deal of paper" in refused
        assert "Be gentle with each other." in refused, "It is there to be copied."
        morgan.post("/counselor/design/letterhead", {"note": "Lines alone print nothing."})
        assert "have a logo" not in morgan.open("/counselor/design/letterhead").text
        pdf = morgan.open(f"/counselor/appointments/{soon}/brief.pdf").response
        assert pdf.data.startswith(b"%PDF")
        assert "have a logo" in bring(lee, DRAWN).text


def test_one_copy_of_one_brief_can_differ_and_the_other_copy_says_nothing_of_it(
    writing: Writing, cast: Cast, soon: str, morgan: Visitor, lee: Visitor, alex: Visitor
) -> None:
    there = f"/counselor/appointments/{soon}/brief-design"
    page = morgan.open(f"/counselor/appointments/{soon}").click("Change your copy")
    secret = {"A note on this copy": "canary of the note"}
    shown = [key for key in ticked(page) if key not in {"words", "scores"}]
    page.press("Save for this brief", {**secret, "shown": shown})
    theirs = morgan.open(f"{there}?copy=couple")
    assert "safety" not in order(theirs)
    theirs.press("Save for this brief", {"A note on this copy": "See you on Tuesday."})

    def gathered() -> dict[Copy, Brief]:
        with writing() as session:
            who = cast.morgan.identity
            return {copy: gather_for_appointment(session, who, soon, copy) for copy in Copy}

    now = gathered()
    assert now[Copy.COUNSELOR].note == ("canary of the note",)
    assert {"words", "scores"}.isdisjoint(now[Copy.COUNSELOR].sections)
    assert now[Copy.COUPLE].note == ("See you on Tuesday.",)
    assert now[Copy.COUPLE].sections == keys_of(BRIEF)
    assert "canary" not in frozen.freeze(now[Copy.COUPLE])

    # What follows the practice goes on following it; what was said of one brief stays.
    morgan.post("/counselor/design", {"order": ["questions"], "shown": ["words", "questions"]})
    assert gathered()[Copy.COUPLE].sections == ("safety", "words", "questions")
    assert "words" not in gathered()[Copy.COUNSELOR].sections
    refused = morgan.open(there).press(
        "Save for this brief", {"A note on this copy": "a\n" * 9}, status=422
    )
    assert "at most 3 lines of 120 characters" in refused.text

    for visitor in (lee, alex):
        visitor.open(there, status=404)
        visitor.post(there, {"order": ["words"], "note": "a"}, status=404)
    morgan.post(f"/counselor/appointments/{soon}/cancel")
    morgan.post(there, {"order": ["words"], "note": "a"}, status=404)


def test_the_preview_shows_what_was_typed_on_a_couple_that_does_not_exist_and_keeps_nothing(
    writing: Writing, feelings: str, morgan: Visitor, alex: Visitor
) -> None:
    page = morgan.open("/counselor/design")
    frame = page.soup.select_one("iframe[name=preview]")
    yours, theirs = page.soup.select("button[formtarget=preview]")
    assert frame is not None
    there = str(yours["formaction"]).partition("#")[0]
    assert str(frame["src"]).partition("#")[0] == there.partition("?")[0]
    usual = words_of_pdf(morgan.open("/counselor/design/preview.pdf").response.data)
    assert "Jamie and Casey" in usual
    assert "Scores" in usual
    assert "Alex" not in usual

    sent = {"order": ["words", "safety"], "shown": ["words"]}
    typed = words_of_pdf(morgan.post(there, sent).response.data)
    assert typed.index("In their own words") < typed.index("Safety")
    assert "Scores" not in typed
    couples = str(theirs["formaction"]).partition("#")[0]
    both = {"order": ["words", "scores"], "shown": ["words", "scores"]}
    told = words_of_pdf(morgan.post(couples, both).response.data)
    assert "Couple’s copy" in told
    assert "Scores" not in told, "What is for the counselor alone is in no other copy."
    lines = {"letterhead": "Harbor Street 4", "note": "<b>Be gentle.</b>"}
    headed = morgan.post("/counselor/design/letterhead/preview.pdf", lines).response.data
    assert "Harbor Street 4" in words_of_pdf(headed)
    assert "<b>Be gentle.</b>" in words_of_pdf(headed)
    jamies = words_of_pdf(morgan.open(f"{REPORT}?copy=partner").response.data)
    assert "Jamie’s copy" in jamies
    assert "I am afraid of asking twice." in jamies
    for copy in ("?copy=couple", "?copy=nonsense", ""):
        told = words_of_pdf(morgan.open(f"{REPORT}{copy}").response.data)
        assert "I am afraid of asking twice." not in told
        assert ("Measures" in told) is (copy != "?copy=couple")
    report = {"order": ["openers"], "shown": ["openers"], "weeks": "4"}
    told = morgan.post(REPORT, report).response.data
    assert "Given all the same" not in words_of_pdf(told)
    assert "Rituals" not in words_of_pdf(told)
    with writing() as session:
        assert session.scalars(select(PracticeDesign)).all() == []
    alex.open("/counselor/design/preview.pdf", status=404)


REPORT = "/counselor/design/report/preview.pdf"


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
        pages = session.scalars(select(Preparation)).one().pages
    told = words_of_pdf(pages)
    assert morgan.open(there).response.data == pages
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
    morgan.post("/counselor/design/report", {**sent, "weeks": "7"}, status=422)
    for path in ("design", "design/report", f"appointments/{soon}/brief-design"):
        foreign = morgan.post(f"/counselor/{path}", {"shown": ["words"]}, status=422)
        assert "Open this page once more, and try again." in foreign.text

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
