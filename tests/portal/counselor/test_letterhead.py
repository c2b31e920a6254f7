"""The letterhead, the logo and the note: one form, in which nothing typed is lost."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from couples.models import PracticeDesign
from reports import frozen
from reports.gathering import gather_for_appointment
from reports.states import Copy
from tests.cast import Cast
from tests.page import Visitor
from tests.portal.counselor.logos import DRAWN, bring
from tests.portal.pdf_words import words_of_pdf

Writing = Callable[[], Session]

pytestmark = pytest.mark.only_on("sqlite")


def test_a_letterhead_a_logo_and_a_note_stand_on_both_copies_until_they_are_taken_away(
    writing: Writing, cast: Cast, soon: str, morgan: Visitor, lee: Visitor, alex: Visitor
) -> None:
    there = f"/counselor/appointments/{soon}/brief.pdf"
    page = morgan.open("/counselor/design/letterhead")
    typed = {"Letterhead": "Harbor Street 4\n\n  Riverside ", "A note on every paper": "Be gentle."}
    page.press("Save for all papers", typed)
    theirs = lee.open("/counselor/design/letterhead").text
    assert "Harbor Street 4" in theirs, "It is one for the whole practice,"
    assert "each counselor can change them" in theirs, "and says so."
    told = bring(lee, DRAWN, {"letterhead": "Harbor Street 4\nRiverside", "note": "Be gentle."})
    assert "Your practice’s papers have a logo." in told.text
    for copy in ("", "?copy=couple"):
        pdf = morgan.open(f"{there}{copy}").response.data
        words = words_of_pdf(pdf)
        assert words.index("Harbor Street 4") < words.index("Alex and Sam")
        assert words.index("Alex and Sam") < words.index("Be gentle.")
    with writing() as session:
        brief = gather_for_appointment(session, cast.morgan.identity, soon, Copy.COUPLE)
        assert brief.letterhead == ("Harbor Street 4", "Riverside")
        assert brief.logo is not None
        assert frozen.thaw(frozen.freeze(brief)) == brief

    gone = morgan.open("/counselor/design/letterhead")
    gone.press("Save for all papers", {"Take the logo away": True, "Letterhead": "Harbor Street 5"})
    again = lee.open("/counselor/design/letterhead")
    assert "Take the logo away" not in again.text
    kept_lines = {"letterhead": "Harbor Street 5", "note": "Be gentle."}
    lee.post("/counselor/design/letterhead", {**kept_lines, "no_logo": "y"})
    with writing() as session:
        kept = session.scalars(select(PracticeDesign)).one()
        assert (kept.logo, kept.letterhead, kept.note) == (None, "Harbor Street 5", "Be gentle.")
    alex.open("/counselor/design/letterhead", status=404)
    alex.post("/counselor/design/letterhead", {"letterhead": "Alex"}, status=404)


def test_nothing_that_was_typed_beside_a_logo_is_lost_whatever_the_file_is(
    writing: Writing, cast: Cast, morgan: Visitor
) -> None:
    typed = {"letterhead": "Harbor Street 4", "note": "Be gentle."}
    too_long = {**typed, "letterhead": "Harbor " * 12}
    for content, lines, sentence, status in (
        (b"<svg>", typed, "This is no SVG that can be read.", 409),
        (b"\xff\xd8\xff\xe0", typed, "Choose a PNG or an SVG.", 409),
        (DRAWN, too_long, "at most 3 lines of 70 characters", 422),
        (DRAWN, {**typed, "no_logo": "y"}, "or choose another one.", 422),
    ):
        told = bring(morgan, content, lines, status=status)
        assert sentence in told.text
        [heard] = told.soup.select("#logo-help")
        assert "choose the file once more" in heard.text
        assert told.value_of("Letterhead") == [lines["letterhead"]]
        assert told.value_of("A note on every paper") == ["Be gentle."]
        [state] = told.soup.select("[data-not-saved]")
        assert not state.has_attr("hidden"), "They are not kept yet, and the page says so."
        with writing() as session:
            assert session.scalars(select(PracticeDesign)).all() == []

    # A photograph, larger than any other form may be.
    photo = FileStorage(io.BytesIO(b"\xff" * 9_000_000), "canary-name.png")
    boundary, body = encode_multipart({**typed, "logo": photo, "csrf_token": morgan.token()})
    kind = f"multipart/form-data; boundary={boundary}"
    answer = morgan.client.post("/counselor/design/letterhead", data=body, content_type=kind)
    assert answer.status_code == 409
    assert "Choose one of at most 1 MB." in answer.text
    assert "Harbor Street 4" in answer.text

    bring(morgan, DRAWN, typed)
    with writing() as session:
        kept = session.scalars(select(PracticeDesign)).one()
        assert (kept.letterhead, kept.note) == ("Harbor Street 4", "Be gentle.")
        assert kept.logo is not None, "One press saves both,"
    morgan.open("/counselor/design/letterhead").press(
        "Save for all papers", {"Letterhead": "Harbor Street 5"}
    )
    with writing() as session:
        kept = session.scalars(select(PracticeDesign)).one()
        assert kept.logo is not None, "and lines alone leave the logo as it is."
