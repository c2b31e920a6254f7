"""Reports handed out: what each reader finds on their own page, and never a word besides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.designs.arrangement import Arrangement
from couples.designs.services import arrange_progress
from couples.exercises.definition import Gate
from couples.history.services import LOOK
from couples.models import HistoryEntry, KeptCopy
from couples.partings import services as partings
from couples.people.models import Person
from couples.submissions import attribution, reviewing
from couples.submissions.models import Submission
from tests.cast import TIME_ZONE, Cast
from tests.couples.safety.scene import hold
from tests.homework import FEELINGS, RULES, give, give_feelings, hand_in
from tests.page import Page, Visitor, without_tokens
from tests.portal.pdf_words import words_of_pdf

Writing = Callable[[], Session]
PASSWORD = "Zwölf Boxkämpfer jagen"

pytestmark = pytest.mark.only_on("sqlite")


def grievance(name: str) -> dict[str, str]:
    return {
        "what_happened": f"canary-{name}-for-counselor",
        "when": f"canary-{name}-for-me",
        "why_it_matters": f"canary-{name}-for-session",
        "hurts_now": "7",
        "ask_of_partner": "hear",
    }


FOR_WHOM = {"what_happened": "counselor", "when": "me", "why_it_matters": "session"}
BOTH = {"canary-alex-sealed", "canary-sam-sealed", "canary-contract"}
ALEXS = {"canary-alex-for-counselor", "canary-alex-for-session", "canary-reply-to-alex"}


@pytest.fixture
def told(writing: Writing, cast: Cast) -> Submission:
    """Both wrote for each audience; gives what Alex wrote for the counselor."""
    with writing() as session, session.begin():
        pair, feelings = cast.alex_and_sam, give_feelings(session, cast.alex_and_sam)
        for member, name in ((cast.alex, "alex"), (cast.sam, "sam")):
            hand_in(session, member, feelings, {**FEELINGS, "fear": f"canary-{name}-sealed"})
            apart = give(session, pair, "grievance", to=member)
            written = hand_in(session, member, apart, grievance(name), audiences=FOR_WHOM)
            reviewing.reply(
                session,
                cast.morgan.identity,
                written.public_id,
                words=f"canary-reply-to-{name}",
            )
            if member is cast.alex:
                alexs = written
        contract = give(session, pair, "calm-contract")
        hand_in(session, cast.alex, contract, {**RULES, "pause_word": "canary-contract"})
        return alexs


def canaries_in(pdf: bytes) -> set[str]:
    return {word.strip(".,;:“”()") for word in words_of_pdf(pdf).split() if "canary-" in word}


def make(morgan: Visitor, cast: Cast, whom: str) -> Page:
    last = clock.today(TIME_ZONE)
    days = {"from": (last - timedelta(days=28)).isoformat(), "to": last.isoformat()}
    return morgan.post(list_of(cast), {**days, "copy": whom, "key": whom})


def test_a_partners_copy_from_the_first_look_to_the_last(
    app: Flask,
    writing: Writing,
    cast: Cast,
    told: Submission,
    morgan: Visitor,
    alex: Visitor,
    sam: Visitor,
    lee: Visitor,
) -> None:
    sams_before = [without_tokens(sam.open(path).response.text) for path in SAMS]
    page = make(morgan, cast, cast.alex.public_id)
    here = page.path
    assert "For Alex alone" in page.text
    assert "Only in this copy: what is between Alex and you" in page.text
    assert "1 reply of yours" in page.text
    pages = morgan.open(f"{here}/pages.pdf").response.data
    assert canaries_in(pages) == BOTH | ALEXS
    assert "Alex’s copy" in words_of_pdf(pages)
    theirs = here.replace("/counselor/copies/", "/partner/reports/") + "/pages.pdf"
    assert "Nothing here" in alex.open("/partner/reports").text
    alex.open(theirs, status=404)

    refused = morgan.post(f"{here}/hand-out", {}, status=422)
    assert "Look through the pages, and tick this when you have." in refused.text
    assert "Hand it out" in refused.text
    for stranger in (lee, alex, sam):
        stranger.post(f"{here}/hand-out", {"seen": "y"}, status=404)
    assert "Handed out on" in morgan.post(f"{here}/hand-out", {"seen": "y"}).text

    assert "Dr. Morgan has handed you a report." in alex.open("/partner/this-week").text
    assert "For you alone" in alex.open("/partner/reports").text
    assert alex.open(theirs).response.data == pages
    sam.open(theirs, status=404)
    lee.open(f"{here}/pages.pdf", status=404)
    lee.open(here, status=404)
    assert [without_tokens(sam.open(path).response.text) for path in SAMS] == sams_before
    looks = select(HistoryEntry.about_id).where(
        HistoryEntry.place == "partner.copy_pages", HistoryEntry.event == LOOK
    )
    with writing() as session:
        assert session.scalars(looks).all() == [cast.sam.id]
    assert "in a report over some time" in alex.open("/partner/privacy/looks").text
    _verified(app, here)

    with writing() as session, session.begin():
        attribution.say_not_mine(session, cast.alex.identity, told.public_id)
    alex.open(theirs, status=404)
    assert "handed you a report" not in alex.open("/partner/this-week").text
    assert "shown to nobody" in morgan.open(here).text
    morgan.open(f"{here}/pages.pdf", status=404)
    morgan.post(f"{here}/hand-out", {"seen": "y"}, status=409)


SAMS = ("/partner/this-week", "/partner/reports", "/partner/ours", "/account/")


def _verified(app: Flask, here: str) -> None:
    runner, id_ = app.test_cli_runner(), here.rpartition("/")[2]
    assert f"{id_}  " in runner.invoke(args=("report", "list")).output
    assert "byte for byte" in runner.invoke(args=("report", "verify", id_)).output


def test_both_are_handed_what_both_may_read_and_it_can_be_taken_back(
    writing: Writing,
    cast: Cast,
    told: Submission,
    morgan: Visitor,
    alex: Visitor,
    sam: Visitor,
) -> None:
    with writing() as session, session.begin():
        hold(session, cast.alex_and_sam, Gate.G6)
        session.get_one(Person, cast.sam.id).locale = "en_GB"
    assert "legal dispute" in morgan.open(list_of(cast)).text
    here = make(morgan, cast, "couple").path
    again = make(morgan, cast, "couple").path
    assert here == again
    buttons = [link.get_text(strip=True) for link in morgan.open(here).soup.select("a.button")]
    assert buttons == ["The pages of Alex", "The pages of Sam"]
    with writing() as session:
        ids = session.scalars(select(KeptCopy.public_id).order_by(KeptCopy.id)).all()
    for id_ in ids:
        shown = morgan.open(f"/counselor/copies/{id_}/pages.pdf").response.data
        assert canaries_in(shown) == BOTH
    morgan.post(f"{here}/hand-out", {"seen": "y"})

    for visitor, own, other in zip((alex, sam), ids, reversed(ids), strict=True):
        mine = visitor.open(f"/partner/reports/{own}/pages.pdf").response.data
        assert mine == morgan.open(f"/counselor/copies/{own}/pages.pdf").response.data
        assert "For both of you" in visitor.open("/partner/reports").text
        visitor.open(f"/partner/reports/{other}/pages.pdf", status=404)
    assert "Made so far" in morgan.post(f"{here}/take-back", {}).text
    for visitor, own in zip((alex, sam), ids, strict=True):
        visitor.open(f"/partner/reports/{own}/pages.pdf", status=404)
    assert "You took it back" in morgan.open(here).text
    with writing() as session:
        confirmed = select(HistoryEntry).where(HistoryEntry.event == "paper:confirm")
        assert len(session.scalars(confirmed).all()) == 3


def test_once_they_have_parted_no_page_offers_a_report_that_the_door_closes(
    writing: Writing, cast: Cast, morgan: Visitor, alex: Visitor, sam: Visitor
) -> None:
    offered = ("See your reports", "Choose when")
    here = make(morgan, cast, cast.alex.public_id).path
    assert all(each in alex.open("/account/").text for each in offered)
    with writing() as session, session.begin():
        partings.leave(session, cast.sam.identity)

    assert "so it cannot be handed out here" in morgan.open(here).text
    refused = morgan.post(f"{here}/hand-out", {"seen": "y"}, status=409)
    assert "Neither could open it." in refused.text
    for partner in (alex, sam):
        account = partner.open("/account/").text
        assert not any(each in account for each in offered)
        assert "Take your record along" in account
        assert "has ended" in partner.open("/partner/reports").h1

    with writing() as session, session.begin():
        session.scalars(select(KeptCopy)).one().handed_out_at = clock.now()
    out = morgan.open(here)
    assert "Since then neither of them finds a report here." in out.text
    assert "It is gone" in out.press("Take it back").text


def test_the_counselors_own_is_kept_handed_to_nobody_and_leaves_behind_a_password(
    writing: Writing, cast: Cast, told: Submission, morgan: Visitor, lee: Visitor
) -> None:
    here = make(morgan, cast, "counselor").path
    pages = morgan.open(f"{here}/pages.pdf").response.data
    assert "Hand it out" not in morgan.open(here).text
    assert "This copy is yours" in morgan.post(f"{here}/hand-out", {"seen": "y"}, status=409).text

    def save(one: str, other: str, status: int = 200) -> Page:
        typed = {"password": one, "repeated_password": other}
        return morgan.post(f"{here}/locked.pdf", typed, status=status)

    for one, other, said in (
        ("short", "short", "Choose at least 8 characters."),
        (PASSWORD, "another one", "These two are not the same."),
        ("ö" * 70, "ö" * 70, "Choose a shorter one"),
        ("", "", "Choose a password for the file."),
    ):
        refused = save(one, other, status=422)
        assert said in refused.text
        assert PASSWORD not in refused.response.text
    locked = save(PASSWORD, PASSWORD).response
    assert "attachment" in locked.headers["Content-Disposition"]
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked.data))
    with pikepdf.open(BytesIO(locked.data), password=PASSWORD) as opened:
        assert opened.encryption.bits == 256
        assert opened.allow.accessibility
        out = BytesIO()
        opened.save(out)
    assert canaries_in(out.getvalue()) == canaries_in(pages)
    assert PASSWORD.encode() not in locked.data
    lee.post(
        f"{here}/locked.pdf",
        {"password": PASSWORD, "repeated_password": PASSWORD},
        status=404,
    )


def test_a_question_that_cannot_be_answered_keeps_what_was_typed(
    cast: Cast, morgan: Visitor, lee: Visitor
) -> None:
    typed = {"from": "2026-11-24", "to": "2026-11-01", "copy": "nobody"}
    page = morgan.post(list_of(cast), typed, status=422)

    assert "Choose a last day that is not before the first." in page.text
    assert "Choose who it is for." in page.text
    assert 'value="2026-11-24"' in page.response.text
    assert "Made so far" not in page.text
    lee.open(list_of(cast), status=404)
    typed = {"from": "2026-11-01", "to": "2026-11-24", "copy": cast.kim.public_id}
    assert "Choose who it is for." in morgan.post(list_of(cast), typed, status=422).text


def test_one_begins_with_as_many_weeks_as_the_practice_said(
    writing: Writing, cast: Cast, morgan: Visitor
) -> None:
    def first_day() -> str:
        field = morgan.open(list_of(cast)).soup.find("input", attrs={"name": "from"})
        return str(field["value"]) if field else ""

    today = clock.today(TIME_ZONE)
    assert first_day() == (today - timedelta(weeks=4)).isoformat()
    with writing() as session, session.begin():
        arrange_progress(session, cast.morgan.identity, Arrangement.read("status"), weeks=2)
    assert first_day() == (today - timedelta(weeks=2)).isoformat()


def list_of(cast: Cast) -> str:
    return f"/counselor/couples/{cast.alex_and_sam.public_id}/copies"
