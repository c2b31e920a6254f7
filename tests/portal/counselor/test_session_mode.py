"""The room: one screen for all three, on which nothing stands that one of the two may not read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence, Doer, Gate
from couples.models import Answer, HistoryEntry
from couples.pauses import services as pauses
from couples.repairs.models import Stage
from couples.repairs.queries import get_repair
from couples.safety.queries import holds_of
from tests.cast import Cast, Member
from tests.couples.repairs.mending import act, open_for, sign, tell, write
from tests.homework import give, give_feelings, hand_in, note
from tests.page import Page, Visitor

Writing = Callable[[], Session]
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
_NEW_EACH_TIME = re.compile(r'(name="(?:csrf_token|key)" value=")[^"]*')

GRIEVANCE = {
    "what_happened": "The dinner that I sat through alone",
    "why_it_matters": "It was the third time",
    "hurts_now": "7",
    "ask_of_partner": "hear",
}
FOR_THE_SESSION = {
    "what_happened": "counselor",
    "why_it_matters": "session",
}


@pytest.fixture
def morgan(sign_in_as: Callable[[Member], Visitor], cast: Cast) -> Visitor:
    return sign_in_as(cast.morgan)


def room(cast: Cast) -> str:
    return f"/counselor/couples/{cast.alex_and_sam.public_id}/session-mode"


def source(page: Page) -> str:
    return _NEW_EACH_TIME.sub(r"\1", page.response.get_data(as_text=True))


def write_for_the_session(writing: Writing, cast: Cast) -> str:
    """Alex writes something for the counselor, with one answer to be opened in session."""
    with writing() as session, session.begin():
        given = give(session, cast.alex_and_sam, "grievance", to=cast.alex)
        return hand_in(session, cast.alex, given, GRIEVANCE, audiences=FOR_THE_SESSION).public_id


def test_what_one_wrote_in_private_changes_no_byte_of_the_room(
    morgan: Visitor, writing: Writing, cast: Cast
) -> None:
    before = source(morgan.open(room(cast)))
    assert "Nothing new is open to you both" in before
    choices = source(morgan.open(f"{room(cast)}/next"))

    write_for_the_session(writing, cast)
    with writing() as session, session.begin():
        sealed = give_feelings(session, cast.alex_and_sam)
        words = {"fear": "Of the silence", "joy": "Bread", "need": "Time", "validated": "5"}
        hand_in(session, cast.alex, sealed, words)
    assert source(morgan.open(room(cast))) == before
    choices_with_it = source(morgan.open(f"{room(cast)}/next"))
    assert len(choices_with_it) < len(choices), "Both know that they were given it."

    with writing() as session, session.begin():
        check = give(session, cast.alex_and_sam, "private-safety-check", to=cast.alex)
        hand_in(session, cast.alex, check, {"safe_at_home": "no"})
        give(session, cast.alex_and_sam, "support-network", to=cast.alex)
        couple = session.get_one(Couple, cast.alex_and_sam.id)
        assert Gate.G1 in holds_of(session, cast.morgan.identity, couple)

    assert source(morgan.open(room(cast))) == before
    assert source(morgan.open(f"{room(cast)}/next")) == choices_with_it
    mine = morgan.open(f"{room(cast)}/for-you").text
    assert "It was the third time" in mine
    assert "The dinner that I sat through alone" not in mine, "It was not written to be opened."


def test_a_repair_is_one_line_and_what_comes_round_stands_there_once(
    morgan: Visitor, writing: Writing, cast: Cast
) -> None:
    with writing() as session, session.begin():
        repair = open_for(session, cast.alex_and_sam, cast.alex)
    assert "What is being mended" not in morgan.open(room(cast)).text, "Only Alex knows of it."

    with writing() as session, session.begin():
        repair = get_repair(session, cast.morgan.identity, repair.public_id)
        write(session, cast.alex, repair, Stage.GRIEVANCE)
        tell(session, cast.alex, repair)
        write(session, cast.alex, repair, Stage.IMPACT)
        tell(session, cast.alex, repair)
        write(session, cast.sam, repair, Stage.IMPACT)
        write(session, cast.alex, repair, Stage.PLAN)
        sign(session, cast.sam)
        for _ in range(3):
            act(session, cast.sam, repair)
        wins = give(session, cast.alex_and_sam, "wins", doer=Doer.EACH, cadence=Cadence.ANY_TIME)
        for win in ("You called my mother", "You laughed", "The soup"):
            note(session, cast.alex, wins, {"win": win})

    page = morgan.open(room(cast))

    assert "Next: small acts" in page.text
    assert "A step to mend it, done" not in page.text
    assert page.text.count("Something that went well") == 1
    assert "and 2 more" in page.text


def test_the_cover_says_nothing_and_leads_to_either_side(morgan: Visitor, cast: Cast) -> None:
    cover = morgan.open(room(cast)).click("Cover c")

    assert cover.h1 == "One moment"
    assert "Alex" not in source(cover)
    assert "Sam" not in source(cover)
    assert cover.click("For the counselor’s eyes").click("Cover c").h1 == "One moment"
    assert cover.click("Back to the room c").h1 == "Alex and Sam"


def test_one_press_opens_what_was_written_for_the_session_on_both_phones(
    morgan: Visitor, writing: Writing, cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    written = write_for_the_session(writing, cast)
    alex, sam = sign_in_as(cast.alex), sign_in_as(cast.sam)
    sam.open(f"/partner/submissions/{written}", status=404)
    morgan.open(f"{room(cast)}/read/{written}", status=404)

    beats = [phone.client.get("/partner/pulse").data for phone in (alex, sam)]
    desk = morgan.open(f"{room(cast)}/for-you")
    shown = desk.press("Open it to Sam")

    assert "Sam can read this now." in shown.text
    assert "It was the third time" in shown.text
    assert "The dinner" not in shown.text
    assert "It was the third time" in sam.open(f"/partner/submissions/{written}").text
    assert "Open to both of you" in alex.open("/partner/ours").text
    after = [phone.client.get("/partner/pulse").data for phone in (alex, sam)]
    assert all(one != other for one, other in zip(beats, after, strict=True)), "Both phones know."
    assert "opened in session" in morgan.open(room(cast)).text
    again = desk.press("Open it to Sam")
    assert "It was the third time" in again.text
    with writing() as session:
        opened = session.query(HistoryEntry).filter_by(event="answer:release").count()
        assert opened == 1, "The second press opened nothing more."
        assert session.query(Answer).filter(Answer.released_at.is_not(None)).count() == 1


def test_the_room_follows_what_both_know_and_nothing_that_one_does_in_private(
    morgan: Visitor, writing: Writing, cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    def beat() -> str:
        answer = morgan.client.get(f"{room(cast)}/pulse")
        assert (answer.status_code, answer.mimetype) == (200, "text/plain")
        return answer.get_data(as_text=True)

    with clock.at(clock.now()):
        before = beat()
        place = morgan.open(room(cast)).soup.select_one("#pulse")
        assert place is not None
        assert place["data-pulse"] == before
        assert place["data-pulse-address"] == f"{room(cast)}/pulse"
        written = write_for_the_session(writing, cast)
        with writing() as session, session.begin():
            couple = session.get_one(Couple, cast.kim_and_robin.id)
            pauses.start(session, cast.kim.identity, couple, 30)
        assert beat() == before, "What waits to be opened is not for the room, nor is a neighbour."

        morgan.open(f"{room(cast)}/for-you").press("Open it to Sam")
        opened = beat()
        assert morgan.open(f"{room(cast)}/read/{written}").soup.select_one("#pulse")
        with writing() as session, session.begin():
            couple = session.get_one(Couple, cast.alex_and_sam.id)
            pauses.start(session, cast.sam.identity, couple, 30)

        assert len({before, opened, beat()}) == 3
        assert "You are in a time-out until" in source(morgan.open(room(cast)))
        assert morgan.open(f"{room(cast)}/for-you").soup.select_one("#pulse") is None
    for stranger in (sign_in_as(cast.lee), sign_in_as(cast.alex)):
        assert stranger.client.get(f"{room(cast)}/pulse").status_code == 404


def test_what_was_not_written_for_the_session_cannot_be_opened_there(
    morgan: Visitor, writing: Writing, cast: Cast, sign_in_as: Callable[[Member], Visitor]
) -> None:
    with writing() as session, session.begin():
        sealed = give_feelings(session, cast.alex_and_sam)
        words = {"fear": "Of the silence", "joy": "Bread", "need": "Time", "validated": "5"}
        alone = hand_in(session, cast.alex, sealed, words).public_id
    for_session = write_for_the_session(writing, cast)

    refused = morgan.post(f"{room(cast)}/open/{alone}", status=409)

    assert "Only its author can show this to more people." in refused.text
    lee = sign_in_as(cast.lee)
    theirs = f"/counselor/couples/{cast.noor_and_jo.public_id}/session-mode"
    for path in (room(cast), f"{room(cast)}/cover", f"{room(cast)}/for-you"):
        lee.open(path, status=404)
    lee.post(f"{theirs}/open/{for_session}", status=404)
    lee.open(f"{theirs}/read/{for_session}", status=404)
    kim = f"/counselor/couples/{cast.kim_and_robin.public_id}/session-mode"
    morgan.post(f"{kim}/open/{for_session}", status=404)
    with writing() as session:
        assert session.query(Answer).filter(Answer.released_at.is_not(None)).count() == 0


def test_in_a_time_out_nothing_is_opened(morgan: Visitor, writing: Writing, cast: Cast) -> None:
    write_for_the_session(writing, cast)
    desk = morgan.open(f"{room(cast)}/for-you")
    with writing() as session, session.begin():
        couple = session.get_one(Couple, cast.alex_and_sam.id)
        pauses.start(session, cast.alex.identity, couple, 30)

    refused = desk.press("Open it to Sam", status=409)

    assert "They are in a time-out. Open it once they are back." in refused.text


def test_the_agenda_holds_what_they_parked_and_what_is_up_for_another_look(
    morgan: Visitor, writing: Writing, cast: Cast
) -> None:
    with clock.at(NOW), writing() as session, session.begin():
        parking = give(session, cast.alex_and_sam, "parked-argument")
        waits = {"topic": "The car", "status": "parked", "parked_until": "2026-12-10"}
        note(session, cast.alex, parking, {**waits, "release_to": "session"})
        note(session, cast.sam, parking, {"topic": "The garden", "parked_until": "2026-11-23"})
        note(session, cast.alex, parking, {"topic": "Your mother", "parked_until": "2026-12-15"})
        note(session, cast.alex, parking, {"topic": "The bins", "parked_until": "2026-11-23"})
        note(session, cast.sam, parking, {"topic": "the bins", "status": "resolved"})
        review = {
            "period": "month",
            "hard_dates": [{"day": "2026-12-01", "what": "The anniversary", "plan": "A walk"}],
            "energy": "5",
        }
        season = give(session, cast.alex_and_sam, "season-review")
        hand_in(session, cast.alex, season, review)
        appointments.schedule(
            session, cast.morgan.identity, cast.alex_and_sam.public_id, starts_at=NOW
        )
    with clock.at(NOW + timedelta(minutes=20)):
        page = morgan.open(room(cast))

    assert page.find_all(".days-ahead__what") == ["The garden", "The anniversary", "The car"]
    assert "A walk" in page.text
    assert "Until 11:00" in source(page).replace("\xa0", " ")
    with clock.at(NOW - timedelta(hours=2)):
        assert morgan.open(room(cast)).find_all(".room-header__when") == [""]
