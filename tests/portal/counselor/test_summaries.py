"""What a couple's homework shows, on a page beside their own."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from couples.exercises.definition import Cadence, Doer
from tests.cast import Cast
from tests.homework import give, note, receive
from tests.page import Visitor


def test_it_begins_with_what_there_will_be(morgan: Visitor, cast: Cast) -> None:
    page = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}").click("What it shows")

    assert page.h1 == "Alex and Sam"
    assert "Nothing to count yet" in page.text


def test_each_partner_stands_alone_with_how_many_answers_there_are(
    morgan: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        acts = give(
            session, cast.alex_and_sam, "repair-act", doer=Doer.EACH, cadence=Cadence.ANY_TIME
        )
        for mattered in ("8", "9", "7"):
            done = note(session, cast.alex, acts, {"act": "Makes the tea", "done": "done"})
            receive(session, cast.sam, done, {"noticed": "yes", "mattered": mattered})

    page = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/summaries")

    assert "Acts of repair done Alex 3 of 3" in page.text
    assert "The acts that mattered most Alex “Makes the tea” 8 (n = 3)" in page.text


def test_another_counselor_finds_nothing(lee: Visitor, cast: Cast) -> None:
    address = f"/counselor/couples/{cast.alex_and_sam.public_id}/summaries"

    assert lee.open(address, status=404).status == 404
