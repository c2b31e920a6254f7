"""Taking one's own record along."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.history.models import HistoryEntry
from couples.people.models import Person
from couples.people.sign_in import identity_of
from couples.records.whose import own_record, record_of_both, record_of_partner
from reports.pdf import write_pdf
from reports.record.files import as_json, render_record
from reports.record.gathering import gather_record
from tests.cast import Cast
from tests.page import Visitor
from tests.portal.pdf_words import words_of_pdf
from tests.portal.world import ALEX, MORGAN, SAM, build

PASSWORD = "The password you have now"


def test_a_partner_takes_their_record_along_as_pages_and_as_data(
    alex: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    page = alex.open("/account/").click("Take your record along")

    pages = page.press("Save it as pages", {PASSWORD: cast.alex.password})
    as_data = page.press("Save it as data", {PASSWORD: cast.alex.password})

    assert pages.response.mimetype == "application/pdf"
    assert "Your record" in words_of_pdf(pages.response.data)
    name = pages.response.headers["Content-Disposition"]
    assert name.startswith('attachment; filename="record-20')
    assert "Alex" not in name
    assert json.loads(as_data.response.data)["account"]["name"] == "Alex"
    with writing() as session:
        events = session.scalars(select(HistoryEntry.event)).all()
    assert events.count("record:take") == 2


def test_without_the_password_nothing_leaves(
    alex: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    page = alex.open("/account/record")

    wrong = page.press("Save it as pages", {PASSWORD: "a guess"}, status=422)
    blank = page.press("Save it as data", status=422)

    assert "The password you have now is another one." in wrong.text
    assert "Write the password you have now" in blank.text
    with writing() as session:
        assert "record:take" not in session.scalars(select(HistoryEntry.event)).all()


def test_a_counselor_has_no_record_of_their_own(morgan: Visitor, cast: Cast) -> None:
    morgan.open("/account/record", status=404)
    morgan.post("/account/record", {"password": cast.morgan.password}, status=404)

    assert "record" not in morgan.open("/account/").text


@pytest.mark.only_on("sqlite")
def test_no_record_tells_a_word_that_was_not_for_its_readers(
    cast: Cast, writing: Callable[[], Session]
) -> None:
    """The world of every route, and each of its records, as data and as pages."""
    with writing() as session, session.begin():
        world = build(session, cast)
    with writing() as session:
        morgan = cast.morgan.identity
        people = {"alex": cast.alex, "sam": cast.sam, "kim": cast.kim, "robin": cast.robin}
        for name, member in people.items():
            who = identity_of(session, session.get_one(Person, member.id))
            own = own_record(session, who)
            couple_id = own.couple.public_id
            handed = record_of_partner(session, morgan, couple_id, member.public_id)
            for whose, readers in ((own, {name}), (handed, {name, MORGAN})):
                _tells_only(session, whose, world.canaries, readers)
        both = record_of_both(own_record(session, cast.alex.identity).couple, morgan)
        told = _tells_only(session, both, world.canaries, {ALEX, SAM, MORGAN})
        assert "canary-word" in told


def _tells_only(
    session: Session, whose: object, canaries: dict[str, frozenset[str]], readers: set[str]
) -> str:
    record = gather_record(session, whose)  # type: ignore[arg-type]
    told = as_json(record) + words_of_pdf(write_pdf(render_record(record)))
    wrong = {words for words, may in canaries.items() if words in told and not readers <= may}
    assert not wrong, f"A record for {readers} told {wrong}"
    return told
