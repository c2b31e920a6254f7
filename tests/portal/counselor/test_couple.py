"""A couple’s own page: where everything stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.exercises.definition import Cadence, Doer
from couples.submissions import drafts, handing_in, own_accord
from tests.cast import Cast
from tests.homework import FEELINGS, RULES, give, give_feelings, hand_in
from tests.page import Page, Visitor
from tests.portal.counselor.conftest import MONDAY_MORNING


@pytest.fixture
def page_of_alex_and_sam(morgan: Visitor, cast: Cast) -> Callable[[], Page]:
    """The page as it is when it is opened."""
    return lambda: morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}")


def test_a_new_couple_has_one_thing_to_do(page_of_alex_and_sam: Callable[[], Page]) -> None:
    page = page_of_alex_and_sam()

    assert page.h1 == "Alex and Sam"
    assert page.title == "Couple – Mendwell"
    assert "No homework at the moment" in page.text
    assert "No secrets" in page.text
    assert "Joined Nov 23" in page.text


def test_the_matrix_tells_where_each_of_them_stands(
    page_of_alex_and_sam: Callable[[], Page], cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        hurt = give(session, cast.alex_and_sam, "grievance", to=cast.sam)
        drafts.start(session, cast.sam.identity, hurt.public_id)
        contract = give(session, cast.alex_and_sam, "calm-contract")
        hand_in(session, cast.alex, contract, RULES)

    rows = {
        row[0].split(" One")[0].split(" Both")[0]: row[1:] for row in table(page_of_alex_and_sam())
    }

    hurt_row, contract_row = (
        rows["Naming what hurt Sam · Once"],
        rows["Our agreement for hard moments"],
    )
    assert hurt_row[:3] == ["Alex Not asked", "Sam Started", "Together –"]
    assert contract_row[0].startswith("Alex Waiting for the other")
    assert contract_row[1:3] == ["Sam Not opened", "Together Waiting for the other"]


def table(page: Page) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ", strip=True).split()) for cell in row.select("th, td")]
        for row in page.soup.select("#running tbody tr")
    ]


def test_work_past_its_date_is_said_to_be_overdue(
    page_of_alex_and_sam: Callable[[], Page], cast: Cast, writing: Callable[[], Session]
) -> None:
    with clock.at(MONDAY_MORNING - timedelta(days=10)), writing() as session, session.begin():
        give(session, cast.alex_and_sam, "calm-contract", due_on=date(2026, 11, 20))

    page = page_of_alex_and_sam()

    assert "Overdue" in page.text
    assert "Nov 20" in page.text


def test_a_ritual_has_a_strip_and_the_same_in_words(
    page_of_alex_and_sam: Callable[[], Page], cast: Cast, writing: Callable[[], Session]
) -> None:
    with clock.at(MONDAY_MORNING - timedelta(days=3)), writing() as session, session.begin():
        ritual = give(session, cast.alex_and_sam, "daily-ritual", cadence=Cadence.DAILY)
    for days in (2, 1):
        with clock.at(MONDAY_MORNING - timedelta(days=days)), writing() as s, s.begin():
            handing_in.check_in(
                s,
                cast.alex.identity,
                ritual.public_id,
                answers={"done": "yes"},
                key=f"day-{days}",
            )

    page = page_of_alex_and_sam()

    assert "Alex: 2 of 3" in page.text
    assert "Sam: 0 of 2" in page.text  # Yesterday can still be noted.
    assert len(page.soup.select("svg.chart-strip")) == 2


def test_what_was_handed_in_leads_to_its_reading(
    page_of_alex_and_sam: Callable[[], Page], cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        hand_in(session, cast.alex, give_feelings(session, cast.alex_and_sam), FEELINGS)

    page = page_of_alex_and_sam()
    tag = page.soup.select_one(".line-list a")
    assert tag is not None
    reading = page.visitor.open(str(tag["href"]))

    assert "That we stop talking" in reading.text
    assert "That we stop talking" not in page.text


def test_an_agreement_is_in_force_only_with_both_signatures(
    page_of_alex_and_sam: Callable[[], Page], cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        hand_in(
            session,
            cast.alex,
            give(session, cast.alex_and_sam, "calm-contract"),
            RULES,
        )

    page = page_of_alex_and_sam()

    assert "Not agreed yet" in page.text
    assert "Alex has signed." in page.text
    assert "Sam has not signed yet." in page.text
    assert "We do not walk out without a word" in page.text


class TestOnePieceOfHomework:
    @pytest.fixture
    def page(
        self,
        page_of_alex_and_sam: Callable[[], Page],
        cast: Cast,
        writing: Callable[[], Session],
    ) -> Page:
        """The page of a check-in that was given with a line."""
        with writing() as session, session.begin():
            give(
                session,
                cast.alex_and_sam,
                "emotion-check-in",
                cadence=Cadence.TIMES_A_WEEK,
                times_a_week=3,
                note="Begin small.\nYou know how.",
                doer=Doer.EACH,
            )
        return page_of_alex_and_sam().click("A fear, a joy, a need")

    def test_it_says_how_it_was_given(self, page: Page) -> None:
        assert page.title == "Homework – Mendwell"
        assert "3 times a week" in page.text
        assert "Each for themselves" in page.text
        assert "Begin small. You know how." in page.text
        assert "Not opened yet" in page.text

    def test_ending_it_lets_it_be_given_again(self, page: Page) -> None:
        couple = page.press("End this homework")

        assert "This homework has ended." in couple.text
        assert "Homework that has ended (1)" in couple.text
        again = page.visitor.open(page.path)
        assert "This homework ended on Monday, November 23." in again.text
        assert "End this homework" not in again.buttons()


class TestTheReport:
    def test_it_begins_at_the_last_session(
        self, page_of_alex_and_sam: Callable[[], Page], cast: Cast, writing: Callable[[], Session]
    ) -> None:
        with writing() as session, session.begin():
            appointments.schedule(
                session,
                cast.morgan.identity,
                cast.alex_and_sam.public_id,
                starts_at=MONDAY_MORNING - timedelta(days=7),
            )

        page = page_of_alex_and_sam()

        assert page.value_of("From") == ["2026-11-16"]
        assert page.value_of("To") == ["2026-11-23"]

    @pytest.mark.parametrize(
        ("copy", "name"),
        [("Yours", "brief-2026-11-20.pdf"), ("The couple’s", "brief-2026-11-20-couple.pdf")],
    )
    def test_it_is_paper_with_a_name_that_tells_nothing(
        self, page_of_alex_and_sam: Callable[[], Page], copy: str, name: str
    ) -> None:
        paper = page_of_alex_and_sam().press(
            "Open the report", {"From": "2026-11-01", "To": "2026-11-20", "Whose copy": copy}
        )

        assert paper.response.mimetype == "application/pdf"
        assert paper.response.data.startswith(b"%PDF-1.7")
        assert paper.response.headers["Content-Disposition"] == f'inline; filename="{name}"'

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"From": ""}, "Choose the first day."),
            ({"To": "yesterday"}, "Write the day like 2026-11-24."),
            (
                {"From": "2026-11-20", "To": "2026-11-01"},
                "Choose a last day that is not before the first.",
            ),
            ({"From": "2020-01-01", "To": "2026-11-01"}, "Choose a year at most."),
        ],
    )
    def test_days_that_make_no_sense_are_said_and_kept(
        self, page_of_alex_and_sam: Callable[[], Page], fields: dict[str, str], sentence: str
    ) -> None:
        page = page_of_alex_and_sam().press("Open the report", fields)

        assert sentence in page.text
        for field, typed in fields.items():
            assert page.value_of(field) == [typed]

    def test_the_paper_s_own_address_refuses_them_too(self, morgan: Visitor, cast: Cast) -> None:
        there = f"/counselor/couples/{cast.alex_and_sam.public_id}/report.pdf"

        assert "Choose the first day." in morgan.open(there, status=400).text


def test_what_a_partner_began_by_themselves_has_a_page_too(
    morgan: Visitor, cast: Cast, writing: Callable[[], Session], library: object
) -> None:
    with writing() as session, session.begin():
        begun = own_accord.begin(
            session, cast.alex.identity, own_accord.AGREEMENT, key="mine"
        ).assignment.public_id

    assert "Alex" in morgan.open(f"/counselor/assignments/{begun}").text
