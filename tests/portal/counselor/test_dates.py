"""Changing homework that runs, giving it more time, and letting it rest, through the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import AssignmentChange, ExtensionBatch
from couples.breaks.models import Break
from couples.exercises.definition import Cadence
from tests.cast import Cast, Member
from tests.homework import RULES, begin, give
from tests.page import Visitor
from tests.portal.counselor.conftest import MONDAY_MORNING
from tests.portal.counselor.test_assign import check, count, form_for

pytestmark = pytest.mark.usefixtures("library")

TODAY = MONDAY_MORNING.date()
Writing = Callable[[], Session]
SignIn = Callable[[Member], Visitor]


@pytest.fixture
def contract(writing: Writing, cast: Cast) -> str:
    """Due on Thursday; Alex has begun."""
    with writing() as session, session.begin():
        given = give(
            session,
            cast.alex_and_sam,
            "calm-contract",
            due_on=TODAY + timedelta(days=3),
            cut_off_days=1,
        )
        begin(session, cast.alex, given, RULES)
        return given.public_id


@pytest.fixture
def ritual(writing: Writing, cast: Cast) -> str:
    with writing() as session, session.begin():
        given = give(
            session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAYS, days=("mon", "thu")
        )
        return given.public_id


class TestGrace:
    def test_grace_and_cut_off_are_rehearsed_and_given(self, morgan: Visitor) -> None:
        page = check(
            form_for(morgan, "Naming what hurt"),
            "Alex and Sam",
            fields={
                "Who of the two : Alex and Sam": "Sam",
                "Until when": "Until a day that you choose",
                "The last day": "2026-11-27",
                "Days of grace": "2",
                "When is it too late to hand in": "Some days after it is due",
                "How many days after it is due": "5",
            },
        )

        assert page.find_all("#getting tbody td") == [
            "Sam",
            "Friday, November 27 2 days of grace",
            "5 days after it is due",
        ]
        assert (
            "5 days after it is due"
            in page.press("Assign to 1 couple").click("Alex and Sam").click("Naming what hurt").text
        )

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"Days of grace": "x"}, "Write a number from 0 to 90."),
            ({"Days of grace": "-1"}, "Write a number from 0 to 90."),
            (
                {"When is it too late to hand in": "Some days after it is due"},
                "Write a number from 0 to 90.",
            ),
            (
                {
                    "When is it too late to hand in": "After a day that you choose",
                    "The last day to hand in": "2026-11-01",
                },
                "This day has passed already.",
            ),
            (
                {
                    "When is it too late to hand in": "Some days after it is due",
                    "How many days after it is due": "3",
                },
                "Say first when it is due",
            ),
        ],
    )
    def test_what_makes_no_sense_is_said_and_kept(
        self, morgan: Visitor, fields: dict[str, str], sentence: str
    ) -> None:
        who = {"Who of the two : Alex and Sam": "Sam"}

        form = form_for(morgan, "Naming what hurt")
        page = form.press(
            "Check who gets it",
            {"Couples": ["Alex and Sam"], **who, **fields},
            status=409 if "first" in sentence else 200,
        )

        assert sentence in page.text
        assert page.value_of("Couples") != []


class TestMoreTime:
    def test_more_time_is_rehearsed_given_once_and_undone(
        self, morgan: Visitor, cast: Cast, contract: str, writing: Writing
    ) -> None:
        page = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")
        page = page.click("Give more time").press(
            "See what it comes to",
            {"Alex and Sam": ["Everything of Alex and Sam"], "How many days more": "4"},
        )
        assert page.find_all("#getting tbody td")[1:] == [
            "Due Thursday, November 26 Can be handed in until Friday, November 27",
            "Due Monday, November 30 Can be handed in until Tuesday, December 1",
        ]

        first, second = page.press("Give more time"), page.press("Give more time")

        assert first.path == second.path
        assert count(writing, ExtensionBatch) == 1
        assert "4 days more" in first.text
        back = first.press("Undo")
        assert "All of this was taken back" in back.text

    def test_nothing_chosen_and_bad_numbers_are_said(
        self, morgan: Visitor, cast: Cast, contract: str
    ) -> None:
        form = morgan.open(f"/counselor/more-time?couple={cast.alex_and_sam.public_id}")

        page = form.press("See what it comes to")
        assert "Choose at least one piece of homework." in page.text
        page = form.press(
            "See what it comes to",
            {"Alex and Sam": ["Everything of Alex and Sam"], "How many days more": "0"},
        )
        assert "Write a number from 1 to 366." in page.text

    def test_a_partner_alone_is_told_and_the_other_is_not(
        self, morgan: Visitor, cast: Cast, contract: str, sign_in_as: SignIn
    ) -> None:
        form = morgan.open(f"/counselor/more-time?couple={cast.alex_and_sam.public_id}")
        everything = {"Alex and Sam": ["Everything of Alex and Sam"], "For whom": "Alex alone"}
        form.press("See what it comes to", everything).press("Give more time")

        alex, sam = (sign_in_as(who).open("/partner/this-week") for who in (cast.alex, cast.sam))
        assert "Can be handed in until Dec 4" in alex.text
        assert "Can be handed in until Friday" in sam.text

    def test_another_counselor_finds_nothing_to_put_off(
        self, lee: Visitor, cast: Cast, contract: str
    ) -> None:
        lee.open(f"/counselor/more-time?couple={cast.alex_and_sam.public_id}", status=404)
        assert "Nothing has a date" in lee.open("/counselor/more-time").text


class TestAfterTheCutOff:
    def test_words_stay_and_can_be_handed_in_once_there_is_more_time(
        self, morgan: Visitor, cast: Cast, contract: str, sign_in_as: SignIn
    ) -> None:
        with clock.at(MONDAY_MORNING + timedelta(days=6)):
            week = sign_in_as(cast.alex).open("/partner/this-week")
            assert "Could be handed in until Nov 27" in week.text
            draft = week.click("Read what you wrote")
            assert "Your words stay here for you" in draft.text
            assert "Check and send" not in draft.buttons()
            assert "Lighthouse" in str(draft.soup)
            back = draft.visitor.open(draft.path + "/check")
            assert "Your words stay here for you" in back.text

            form = sign_in_as(cast.morgan).open(
                f"/counselor/more-time?couple={cast.alex_and_sam.public_id}"
            )
            everything = {"Alex and Sam": ["Everything of Alex and Sam"]}
            form.press("See what it comes to", everything).press("Give more time")

            draft = sign_in_as(cast.alex).open(draft.path)
            assert "Handed in" in draft.press("Check and send").press("Hand in").text


class TestChanging:
    def test_another_day_is_shown_before_it_is_changed(
        self, morgan: Visitor, ritual: str, writing: Writing
    ) -> None:
        form = morgan.open(f"/counselor/assignments/{ritual}").click("Change it")
        assert form.value_of("On which days") == ["mon", "thu"]

        page = form.press(
            "See what it comes to",
            {"On which days": ["Friday"], "A personal line to go with it": "Fridays, then."},
        )
        assert page.find_all("#differences tbody th") == ["How often", "Your line to go with it"]
        assert count(writing, AssignmentChange) == 0

        page = page.press("Change it")
        assert "The homework is changed." in page.text
        assert "What it said before (1)" in page.text
        assert "Fridays, then." in page.text

    def test_a_second_press_changes_nothing_more(
        self, morgan: Visitor, ritual: str, writing: Writing
    ) -> None:
        form = morgan.open(f"/counselor/assignments/{ritual}/change")
        page = form.press("See what it comes to", {"On which days": ["Friday"]})

        page.press("Change it")
        page.press("Change it")

        assert count(writing, AssignmentChange) == 1

    def test_no_day_at_all_is_said_and_the_line_is_kept(self, morgan: Visitor, ritual: str) -> None:
        form = morgan.open(f"/counselor/assignments/{ritual}/change")

        page = form.press(
            "See what it comes to",
            {"On which days": [], "A personal line to go with it": "Kept."},
        )

        assert "Choose at least one day of the week." in page.text
        assert page.value_of("A personal line to go with it") == ["Kept."]

    def test_another_counselor_finds_nothing_to_change(self, lee: Visitor, ritual: str) -> None:
        lee.open(f"/counselor/assignments/{ritual}/change", status=404)
        lee.post(f"/counselor/assignments/{ritual}/change/now", {}, status=404)


class TestBreaks:
    def test_a_holiday_is_entered_once_told_plainly_and_ended_early(
        self, morgan: Visitor, cast: Cast, ritual: str, writing: Writing, sign_in_as: SignIn
    ) -> None:
        form = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/breaks")
        days = {"The first day": "2026-11-22", "The last day": "2026-12-06"}
        page = form.press("Enter the break", days)
        form.press("Enter the break", days)

        assert count(writing, Break) == 1
        assert "From Sunday, November 22 to Sunday, December 6" in page.text
        week = sign_in_as(cast.sam).open("/partner/this-week")
        assert "Your homework rests" in week.text
        assert "It rests until Sunday, December 6." in week.text
        assert week.find_all(".card") == []

        page = page.press("Go on from today")
        assert "Homework goes on from today." in page.text
        assert "ended early, it was to last until Sunday, December 6" in page.text
        assert sign_in_as(cast.sam).open("/partner/this-week").find_all(".card") != []

    def test_one_piece_rests_without_an_end(
        self, morgan: Visitor, cast: Cast, ritual: str, contract: str, sign_in_as: SignIn
    ) -> None:
        form = morgan.open(f"/counselor/assignments/{ritual}").click("Pause it")
        assert form.value_of("What rests") == [ritual]
        form.press("Enter the break", {"The first day": "2026-11-23"})

        week = sign_in_as(cast.sam).open("/partner/this-week")
        assert "It rests until Dr. Morgan lets it go on." in week.text
        assert len(week.find_all(".card")) == 1
        page = week.visitor.open(f"/partner/homework/{ritual}")
        assert "It rests until Dr. Morgan lets it go on." in page.text

    def test_what_is_not_a_day_is_said_and_kept(self, morgan: Visitor, cast: Cast) -> None:
        form = morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/breaks")

        page = form.press("Enter the break", {"The first day": "soon"})
        assert "Write the day like 2026-11-24." in page.text
        page = form.press(
            "Enter the break", {"The first day": "2026-12-06", "The last day": "2026-12-01"}
        )
        assert "The last day comes before the first." in page.text
        assert page.value_of("The first day") == ["2026-12-06"]

    def test_another_counselor_and_a_partner_find_no_breaks(
        self, lee: Visitor, alex: Visitor, cast: Cast
    ) -> None:
        for visitor in (lee, alex):
            visitor.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/breaks", status=404)
