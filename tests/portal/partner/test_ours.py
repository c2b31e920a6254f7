"""Ours as a notebook: what is coming, the months behind, and a file that takes the yes of both."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.exercises.definition import Cadence, Gate
from couples.models import Answer
from couples.safety import services as safety
from tests.cast import Cast
from tests.homework import FEELINGS, RULES, begin, give, give_feelings, hand_in, note
from tests.page import Visitor, without_tokens

Writing = Callable[[], Session]
MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 20, 15, tzinfo=UTC)

REVIEW = {
    "period": "month",
    "season_tags": ["holiday", "workload"],
    "what_grew": "We laugh at breakfast again",
    "what_slipped": "The early nights",
    "hard_dates": [{"day": "2026-12-01", "what": "The anniversary", "plan": "A walk"}],
    "energy": "4",
}


def source(visitor: Visitor, path: str) -> str:
    return without_tokens(visitor.open(path).response.get_data(as_text=True))


def live_two_months(session: Session, cast: Cast) -> None:
    """In October a review and a talk; in November thanks, a walk, and one walk that was not."""
    pair = cast.alex_and_sam
    with clock.at(OCTOBER):
        review, talk = give(session, pair, "season-review"), give_feelings(session, pair)
        hand_in(session, cast.alex, review, REVIEW)
        hand_in(session, cast.alex, talk, FEELINGS)
        hand_in(session, cast.sam, talk, FEELINGS)
        hand_in(session, cast.alex, give(session, pair, "calm-contract"), RULES)
        walk = give(session, pair, "shared-ritual", cadence=Cadence.DAILY)
        thanks = give(session, pair, "gratitude-act")
        appointments.schedule(session, cast.morgan.identity, pair.public_id, starts_at=OCTOBER)
    with clock.at(MONDAY):
        note(session, cast.alex, walk, {"done": "yes", "note": "Round the lake"})
        note(session, cast.sam, walk, {"done": "yes"})
        note(session, cast.alex, thanks, {"gratitude": "You drove"})
        note(session, cast.sam, thanks, {"gratitude": "You waited"})
    with clock.at(MONDAY.replace(day=24)):
        note(session, cast.alex, walk, {"done": "no"})


def test_the_months_behind_are_told_in_words_and_alike_to_both(
    alex: Visitor, sam: Visitor, writing: Writing, cast: Cast
) -> None:
    with clock.at(MONDAY):
        assert "Nothing yet" in alex.open("/partner/season").text
    with writing() as session, session.begin():
        live_two_months(session, cast)

    with clock.at(MONDAY.replace(day=25)):
        page = alex.open("/partner/ours").click("Look back over the past months")
        theirs = sam.open("/partner/season")
        before = source(sam, "/partner/season"), source(sam, "/partner/ours")
        with writing() as session, session.begin():
            grievance = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
            words = {"what_happened": "The dinner", "hurts_now": "7", "ask_of_partner": "hear"}
            for_morgan = {"ask_of_partner": "counselor"}
            hand_in(session, cast.alex, grievance, words, audiences=for_morgan)
            feelings = give(session, cast.alex_and_sam, "needs-talk")
            begin(session, cast.alex, feelings, {"topic": "The dinner"})
        after = source(sam, "/partner/season"), source(sam, "/partner/ours")

    assert page.find_all(".season-month h2") == ["November 2026", "October 2026"]
    assert page.find_all(".season-month__said") == [
        "One time that was yours together and two words of thanks.",
        "One session and one talk.",
    ]
    assert "Holidays, A lot of work" in page.text
    assert "We laugh at breakfast again" in page.text
    assert "The early nights" not in page.text
    assert page.text == theirs.text
    assert after == before, "What Alex did in private changes no byte of Sam’s."


def test_what_is_coming_stands_on_ours_for_both(
    alex: Visitor, sam: Visitor, writing: Writing, cast: Cast
) -> None:
    with writing() as session, session.begin():
        live_two_months(session, cast)
        with clock.at(MONDAY):
            parking = give(session, cast.alex_and_sam, "parked-argument")
            note(session, cast.sam, parking, {"topic": "The garden", "parked_until": "2026-12-03"})

    with clock.at(MONDAY.replace(day=25)):
        page, theirs = alex.open("/partner/ours"), sam.open("/partner/ours")
        with writing() as session, session.begin():
            id_ = cast.alex_and_sam.public_id
            safety.set_gate(session, cast.morgan.identity, id_, Gate.G1, held=True, note="Fear")
        held = alex.open("/partner/ours")

    assert page.find_all(".days-ahead__what") == ["The anniversary", "The garden"]
    assert page.find_all(".days-ahead__what") == theirs.find_all(".days-ahead__what")
    assert "Parked until Thursday, December 3" in page.text
    assert page.find_all(".coming-rituals li")[0] == "Time that belongs to the two of you Every day"
    assert "Time that belongs" not in " ".join(held.find_all(".coming-rituals li"))


def test_there_is_a_file_only_while_both_have_said_yes(
    alex: Visitor, sam: Visitor, kim: Visitor, writing: Writing, cast: Cast
) -> None:
    with writing() as session, session.begin():
        live_two_months(session, cast)
        appointments.schedule(
            session,
            cast.morgan.identity,
            cast.alex_and_sam.public_id,
            starts_at=MONDAY.replace(day=30),
        )
    with clock.at(MONDAY.replace(day=25)):
        before = source(sam, "/partner/calendar")
        said = alex.open("/partner/calendar").press("Yes, I want the file")
        assert "The file is here as soon as you both have." in said.text
        assert source(sam, "/partner/calendar") == before, "Sam cannot tell that Alex said yes."
        alex.open("/partner/calendar.ics", status=404)
        sam.open("/partner/calendar").press("Yes, I want the file")
        kim.open("/partner/calendar.ics", status=404)
        file = alex.open("/partner/calendar.ics")
        text = file.response.get_data(as_text=True)
        again = sam.open("/partner/calendar.ics").response.get_data(as_text=True)
        sam.open("/partner/calendar").press("Take my yes back")
        alex.open("/partner/calendar.ics", status=404)

    assert file.response.mimetype == "text/calendar"
    assert set(re.findall(r"SUMMARY:(.*)\r", text)) == {"Appointment", "Time together"}
    assert "DTSTART:20261130T150000Z\r\nDTEND:20261130T160000Z" in text
    assert text.count("Time together") == 29, "Today and four weeks more."
    assert text == again
    with writing() as session:
        words = {a.words for a in session.query(Answer) if a.words and len(a.words) > 3}
    for word in (*words, "Alex", "Sam", "Morgan", "endwell", "Our walk"):
        assert word not in text
