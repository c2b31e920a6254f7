"""Taking one's own record along."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.exercises.definition import Gate
from couples.history.models import HistoryEntry
from couples.people import throttle
from couples.people.models import Person
from couples.people.sign_in import identity_of
from couples.records.whose import own_record, record_of_both, record_of_partner
from couples.safety import services as safety
from reports.pdf import write_pdf
from reports.record.files import as_json, render_record
from reports.record.gathering import gather_record
from tests.cast import Cast, Member
from tests.page import Visitor, without_tokens
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


class TestTheRecordOfBoth:
    def test_it_is_there_once_both_said_yes_and_each_saves_it(
        self, alex: Visitor, sam: Visitor, morgan: Visitor, cast: Cast
    ) -> None:
        self.say_yes(alex, cast.alex)
        assert "You said yes on" in alex.open("/account/shared-record").text

        self.say_yes(sam, cast.sam)

        for visitor, member in ((alex, cast.alex), (sam, cast.sam)):
            page = visitor.open("/account/shared-record")
            assert "Made on" in page.text
            refused = page.press("Save it as data", {PASSWORD: "a guess"}, status=422)
            file = refused.press("Save it as data", {PASSWORD: member.password})
            assert json.loads(file.response.data)["couple"] == ["Alex", "Sam"]
        desk = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/records")
        assert "Both said yes" in desk.text
        pages = desk.press("As pages", nth=2).response
        assert "Your shared record" in words_of_pdf(pages.data)

    def test_neither_a_yes_nor_its_end_changes_a_byte_for_anybody_else(
        self, alex: Visitor, sam: Visitor, morgan: Visitor, cast: Cast
    ) -> None:
        places = (
            *((sam, path) for path in ("/account/", "/account/shared-record")),
            (sam, "/partner/this-week"),
            (morgan, f"/counselor/couples/{cast.alex_and_sam.public_id}/records"),
        )

        def seen() -> list[str]:
            return [
                without_tokens(v.open(path).response.get_data(as_text=True)) for v, path in places
            ]

        with clock.at(clock.now()):
            before = seen()
            self.say_yes(alex, cast.alex)
            said = seen()
            alex.open("/account/shared-record").press("Take my yes back")
            after = seen()

        assert before == said == after
        assert "Say yes to it" in alex.open("/account/shared-record").text

    def test_without_the_password_there_is_no_yes_and_without_both_no_file(
        self, alex: Visitor, morgan: Visitor, cast: Cast
    ) -> None:
        page = alex.open("/account/shared-record").click("Say yes to it")
        page.press("Yes, I want it", {PASSWORD: "a guess"}, status=422)
        alex.post("/account/shared-record/file", {"password": cast.alex.password}, status=404)
        morgan.open("/account/shared-record", status=404)
        morgan.post(f"/counselor/couples/{cast.alex_and_sam.public_id}/records/shared", status=404)

        assert "Say yes to it" in alex.open("/account/shared-record").text

    def test_a_nervous_second_press_leaves_no_yes_to_the_next_file(
        self, alex: Visitor, sam: Visitor, cast: Cast
    ) -> None:
        self.say_yes(alex, cast.alex)
        page = sam.open("/account/shared-record/yes")
        for _press in range(2):
            page.press("Yes, I want it", {PASSWORD: cast.sam.password})

        told = sam.open("/account/shared-record").text
        assert "Made on" in told
        assert "You said yes on" not in told
        assert "Say yes to a newer one" in told

    def test_a_yes_is_counted_as_the_file_that_it_may_make(
        self, alex: Visitor, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        with clock.at(clock.now()):
            page = alex.open("/account/shared-record/yes")
            with writing() as session, session.begin():
                trial = throttle.work_trial(cast.alex.public_id)
                while not throttle.admit(session, trial):
                    continue

            refused = page.press("Yes, I want it", {PASSWORD: cast.alex.password}, status=429)

        assert "a great deal of paper" in refused.text

    @staticmethod
    def say_yes(visitor: Visitor, member: Member) -> None:
        page = visitor.open("/account/record").click("Your shared record")
        page = page.click("Say yes to it")
        assert (
            "Your yes is noted." in page.press("Yes, I want it", {PASSWORD: member.password}).text
        )


class TestHandingOut:
    def test_the_counselor_hands_a_partner_their_record(
        self, morgan: Visitor, lee: Visitor, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        couple = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")
        page = couple.click("Records to hand out")

        file = page.press("As data").response

        assert json.loads(file.data)["is_through_counselor"] is True
        assert json.loads(file.data)["holder"] == "Alex"
        for person, status in ((cast.kim, 404), (cast.alex, 200)):
            morgan.post(f"{page.path}/{person.public_id}", {"as": "data"}, status=status)
        lee.open(page.path, status=404)
        lee.post(f"{page.path}/{cast.alex.public_id}", status=404)

    def test_in_a_dispute_it_asks_first_and_keeps_that_it_was_answered(
        self, morgan: Visitor, cast: Cast, writing: Callable[[], Session]
    ) -> None:
        id_ = cast.alex_and_sam.public_id
        with writing() as session, session.begin():
            safety.set_gate(session, cast.morgan.identity, id_, Gate.G6, held=True)

        page = morgan.open(f"/counselor/couples/{id_}/records")
        page.press("As data")

        assert "legal dispute" in page.text
        with writing() as session:
            events = session.scalars(select(HistoryEntry.event)).all()
        assert "paper:confirm" in events


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
        both = record_of_both(own_record(session, cast.alex.identity).couple)
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
