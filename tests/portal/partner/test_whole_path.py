"""The path from the counselor's desk to both partners' phones and back, in one story each."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from couples import clock
from couples.appointments import services as appointments
from couples.exercises.definition import Cadence, Doer
from tests.cast import Cast
from tests.homework import FEELINGS
from tests.page import Visitor
from tests.portal.partner.conftest import Desk

MONDAY = datetime(2026, 11, 23, 15, tzinfo=UTC)
ANSWERS = {f"answer-{key}": words for key, words in FEELINGS.items()}


def meet(desk: Desk, cast: Cast, on: datetime) -> None:
    """Make an appointment for Alex and Sam."""
    with desk.writing() as session, session.begin():
        appointments.schedule(
            session, cast.morgan.identity, cast.alex_and_sam.public_id, starts_at=on
        )


def test_homework_goes_out_and_comes_back_from_both(
    alex: Visitor, sam: Visitor, desk: Desk, cast: Cast
) -> None:
    with clock.at(MONDAY):
        meet(desk, cast, MONDAY + timedelta(days=3))
        desk.give_feelings()

        week = alex.open("/partner/this-week")
        assert "Your next session is on Thursday, November 26, at 10:00 AM." in week.text
        assert "A fear, a joy, a need" in week.text

        start = week.click("Open")
        check = start.press("Start").press("Check and send", ANSWERS)
        receipt = check.press("Hand in")
        assert "You handed this in on Monday, November 23, 10:00 AM" in receipt.text
        week = alex.open("/partner/this-week")
        assert "Nothing is waiting for you" in week.text
        assert "Sealed until you have both handed in" in week.text

        theirs = sam.open("/partner/this-week").click("Open").press("Start")
        both = theirs.press("Check and send", {**ANSWERS, "answer-joy": "Sunday"}).press("Hand in")
        assert FEELINGS["joy"] in both.find_all(".receipt--theirs")[0]
        assert "Open to both of you" in alex.open("/partner/this-week").text


def test_three_cards_come_first_and_in_this_order(alex: Visitor, desk: Desk, cast: Cast) -> None:
    with clock.at(MONDAY - timedelta(days=7)):
        feelings = desk.give_feelings()
        back = desk.hand_in(cast.alex, feelings, FEELINGS)
    with clock.at(MONDAY):
        meet(desk, cast, MONDAY + timedelta(days=3))
        desk.give("wins", doer=Doer.EACH, cadence=Cadence.TIMES_A_WEEK, times_a_week=3)
        desk.give(
            "daily-ritual",
            doer=Doer.ONE,
            cadence=Cadence.DAILY,
            starts_on=date(2026, 11, 23),
            people={cast.alex_and_sam.public_id: cast.alex.public_id},
        )
        desk.give("problem-solving", before_next_session=True)
        desk.give_back(back, "Say a little more")

        week = alex.open("/partner/this-week")

    assert week.find_all(".card__title") == [
        "A fear, a joy, a need",
        "One problem, one plan",
        "A small ritual of your own",
    ]
    assert "Before your session on Thursday" in week.text
    assert week.find_all("h2")[3] == "Also open"
    assert "Something that went well" in week.text


def test_a_date_that_passed_is_no_reproach(alex: Visitor, desk: Desk) -> None:
    with clock.at(MONDAY - timedelta(days=7)):
        desk.give("problem-solving", due_on=date(2026, 11, 20))
    with clock.at(MONDAY):
        week = alex.open("/partner/this-week")

    assert "Still open" in week.text
    assert "overdue" not in week.text.casefold()
    assert "late" not in week.text.casefold().split()


def test_homework_that_is_done_says_when_it_comes_round(
    alex: Visitor, desk: Desk, cast: Cast
) -> None:
    with clock.at(MONDAY):
        homework = desk.give_feelings()
        desk.hand_in(cast.alex, homework, FEELINGS)

        page = alex.open(f"/partner/homework/{homework}")
        assert "It comes round again on Nov 30." in page.text
        assert "Start" not in page.buttons()
        refused = alex.post(f"/partner/homework/{homework}/start", {"part": "main"}, status=409)

    assert "Not scheduled at the moment." in refused.text


def test_a_personal_line_stands_on_the_start_page(alex: Visitor, desk: Desk) -> None:
    homework = desk.give("problem-solving", note="Take the one about Sundays.")

    page = alex.open(f"/partner/homework/{homework}")

    assert page.find_all(".words") == ["Take the one about Sundays. Dr. Morgan"]


def test_with_nothing_to_do_the_page_says_so(kim: Visitor) -> None:
    week = kim.open("/partner/this-week")

    assert "Nothing is waiting for you" in week.text
    assert "No next session is entered yet." in week.text
    assert "Nothing is shared yet" in kim.open("/partner/ours").text
