"""Taking a couple into the caseload, and finding them there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.appointments.models import Appointment
from couples.caseload.models import Couple
from couples.history.models import HistoryEntry
from couples.people import throttle
from couples.people.models import Person
from tests.cast import Cast, Member
from tests.page import Page, Visitor

NEW = {
    "Name of the first partner": "Charlie",
    "Email address of the first partner": "charlie@example.org",
    "Name of the second partner": "Dana",
    "Email address of the second partner": "dana@example.org",
    "What happens with what one partner tells you alone": "Limited secrets",
}


def add(morgan: Visitor, changes: dict[str, str] | None = None, status: int = 200) -> Page:
    page = morgan.open("/counselor/couples/new")
    return page.press("Add this couple", NEW | (changes or {}), status=status)


def links_on(page: Page) -> list[str]:
    """The links on the page, in the order of the partners."""
    return [str(tag["value"]) for tag in page.soup.select(".copy-link input")]


def path_of(link: str) -> str:
    return link.removeprefix("http://localhost")


def count(writing: Callable[[], Session], table: type) -> int:
    with writing() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


class TestAddingACouple:
    def test_the_answer_holds_a_link_for_each_of_them(self, morgan: Visitor) -> None:
        page = add(morgan)

        first, second = links_on(page)
        assert first != second
        assert page.h1 == "Charlie and Dana are in your caseload"
        assert page.title == "Invitation – Mendwell"
        assert "This is the only time you see this" in page.text
        assert "No mail was sent, because mail is not set up here" in page.text

    def test_a_link_opens_for_its_own_partner(self, morgan: Visitor, visitor: Visitor) -> None:
        first, second = links_on(add(morgan))

        assert "Charlie" in visitor.open(path_of(first)).text
        assert "Dana" in visitor.open(path_of(second)).text

    def test_the_couples_page_never_shows_a_link_again(self, morgan: Visitor) -> None:
        page = add(morgan)
        links = links_on(page)

        couple = page.click("Go to the couple’s page")

        assert couple.h1 == "Charlie and Dana"
        assert couple.title == "Couple – Mendwell"
        assert all(path_of(link) not in couple.response.text for link in links)
        assert "Limited secrets" in couple.text
        assert "Invited" in couple.text
        assert "It was not mailed." in couple.text

    def test_the_practice_s_time_zone_is_proposed(self, morgan: Visitor) -> None:
        page = morgan.open("/counselor/couples/new")

        assert page.value_of("Time zone of the couple") == ["America/New_York"]

    def test_the_text_of_both_policies_can_be_read_first(self, morgan: Visitor) -> None:
        page = morgan.open("/counselor/couples/new")

        assert "Your counselor works with the two of you as a couple." in page.text
        assert "your counselor keeps it from your partner unless you agree" in page.text

    def test_the_next_session_is_entered_on_their_clock(
        self, morgan: Visitor, writing: Callable[[], Session]
    ) -> None:
        add(
            morgan,
            {
                "Time zone of the couple": "Europe/Berlin",
                "Day of the next session": "2026-12-01",
                "Time": "18:30",
                "Minutes": "90",
            },
        )

        with writing() as session:
            appointment = session.scalars(select(Appointment)).one()
            assert appointment.starts_at.isoformat() == "2026-12-01T17:30:00+00:00"
            assert appointment.minutes == 90

    def test_they_stand_in_the_caseload_with_the_reason(self, morgan: Visitor) -> None:
        add(morgan)

        page = morgan.open("/counselor/couples")

        assert "Charlie has not joined yet" in page.text
        assert "Dana has not joined yet" in page.text

    def test_a_second_press_leads_to_the_couple_that_the_first_one_added(
        self, morgan: Visitor, writing: Callable[[], Session]
    ) -> None:
        form = morgan.open("/counselor/couples/new")
        form.press("Add this couple", NEW)

        page = form.press("Add this couple", NEW)

        assert page.h1 == "Charlie and Dana"
        assert "They are in your caseload already." in page.text
        assert count(writing, Couple) == 4


class TestRefusals:
    @pytest.mark.parametrize("address", ["charlie@example.org", "Charlie@Example.ORG "])
    def test_two_partners_never_share_an_address(
        self, morgan: Visitor, address: str, writing: Callable[[], Session], cast: Cast
    ) -> None:
        page = add(morgan, {"Email address of the second partner": address})

        assert "Each partner needs an address of their own, which only they read." in page.text
        assert page.value_of("Name of the first partner") == ["Charlie"]
        assert count(writing, Couple) == 3

    @pytest.mark.parametrize(
        "address",
        [
            "dana@example.org\r\nBcc: mallory@example.org",
            "dana@example.org, mallory@example.org",
            "Dana <dana@example.org>",
        ],
    )
    def test_an_address_is_one_and_stands_in_one_line(
        self, morgan: Visitor, writing: Callable[[], Session], address: str
    ) -> None:
        before = count(writing, Person)

        page = add(morgan, {"Email address of the second partner": address})

        assert "Write an address such as name@example.org." in page.text
        assert count(writing, Person) == before

    def test_an_address_that_is_taken_keeps_everything_that_was_typed(
        self, morgan: Visitor, writing: Callable[[], Session]
    ) -> None:
        page = add(morgan, {"Email address of the second partner": "sam@example.org"}, status=409)

        assert "Each person needs their own." in page.text
        assert page.value_of("Name of the first partner") == ["Charlie"]
        assert page.value_of("Email address of the second partner") == ["sam@example.org"]
        assert count(writing, Couple) == 3

    @pytest.mark.parametrize(
        ("field", "typed", "sentence"),
        [
            ("Name of the first partner", "  ", "Write the name of the first partner."),
            ("Name of the first partner", "\u200b\u2800", "Write the name of the first partner."),
            ("Name of the first partner", "x" * 81, "Shorten this to 80 characters."),
            ("Email address of the first partner", "", "Write the address of the first partner."),
            (
                "Email address of the first partner",
                "charlie at home",
                "Write an address such as name@example.org.",
            ),
            ("Minutes", "0", "Write a number of minutes from 1 to 480."),
            ("Minutes", "an hour", "Write a whole number."),
            ("Day of the next session", "2026-02-30", "Write the day like 2026-11-24."),
            ("Day of the next session", "2026-12-01", "Choose a time as well"),
            ("Time", "18:30", "Choose a day as well"),
            ("Time", "half past six", "Write the time like 14:30."),
        ],
    )
    def test_what_does_not_fit_is_said_beside_its_field(
        self,
        morgan: Visitor,
        field: str,
        typed: str,
        sentence: str,
        writing: Callable[[], Session],
    ) -> None:
        page = add(morgan, {field: typed})

        assert any(sentence in error for error in page.find_all(".field__error"))
        assert page.value_of(field) == [typed]
        assert page.value_of("Name of the second partner") == ["Dana"]
        assert count(writing, Couple) == 3

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"time_zone": "Mars/Olympus"}, "Choose one from the list."),
            ({"policy": "all-secrets"}, "Choose one of the two policies."),
        ],
    )
    def test_what_is_on_no_list_cannot_be_chosen(
        self, morgan: Visitor, fields: dict[str, str], sentence: str
    ) -> None:
        typed = {
            "first_name": "Charlie",
            "first_email": "charlie@example.org",
            "second_name": "Dana",
            "second_email": "dana@example.org",
            "policy": "no-secrets",
            "time_zone": "Europe/Berlin",
        }

        page = morgan.post("/counselor/couples/new", typed | fields)

        assert sentence in page.text

    @pytest.mark.parametrize(
        ("day", "at", "sentence"),
        [
            ("2027-03-14", "02:30", "Their clocks skip this time on that day."),
            ("2026-11-22", "10:00", "This time has passed already."),
            ("2031-01-01", "10:00", "Choose a day within the next two years."),
            ("9999-12-31", "23:59", "Choose a day within the next two years."),
        ],
    )
    def test_a_session_is_at_a_time_that_comes(
        self, morgan: Visitor, day: str, at: str, sentence: str
    ) -> None:
        page = add(morgan, {"Day of the next session": day, "Time": at})

        assert sentence in page.text


class TestTheCaseload:
    def test_it_is_empty_at_first_and_says_what_to_do(
        self, sign_in_as: Callable[[Member], Visitor], cast: Cast, writing: Callable[[], Session]
    ) -> None:
        with writing() as session, session.begin():
            session.get_one(Couple, cast.noor_and_jo.id).counselor_id = cast.morgan.id
        page = sign_in_as(cast.lee).open("/counselor/couples")

        assert "No couples yet" in page.text
        assert page.click("Add a couple").h1 == "Add a couple"

    def test_only_ones_own_couples_are_in_it(self, morgan: Visitor, lee: Visitor) -> None:
        assert "Noor" not in morgan.open("/counselor/couples").text
        assert "Alex" not in lee.open("/counselor/couples").text

    def test_it_can_be_narrowed_to_one_need(self, morgan: Visitor) -> None:
        add(morgan)
        page = morgan.open("/counselor/couples")

        narrowed = page.click("Not joined yet (1)")

        assert "Charlie and Dana" in narrowed.text
        assert "Alex and Sam" not in narrowed.text

    def test_a_need_that_does_not_exist_shows_everybody(self, morgan: Visitor) -> None:
        page = morgan.open("/counselor/couples?show=gossip")

        assert "Alex and Sam" in page.text


def test_asking_which_addresses_are_taken_is_slowed_down_and_noted(
    lee: Visitor, cast: Cast, writing: Callable[[], Session]
) -> None:
    taken = {"Email address of the second partner": cast.sam.email}
    for _try in range(5):
        refused = add(lee, taken, status=409)
        assert "Somebody here already signs in with that address." in refused.text

    for changes in (taken, {}):
        refused = add(lee, changes, status=409)
        assert "That was tried many times just now." in refused.text
        assert refused.value_of("Name of the first partner") == ["Charlie"]

    with writing() as session:
        [line] = session.scalars(select(HistoryEntry).where(HistoryEntry.event == "page:refuse"))
        # An emergency does not wait for it.
        assert throttle.seconds_left(session, throttle.names_trial(cast.lee.public_id)) == 0
    assert (line.actor_id, line.place) == (cast.lee.id, "counselor.new_couple")


def test_taking_in_many_couples_in_a_morning_is_no_trouble(morgan: Visitor) -> None:
    for number in range(7):
        first, second = (f"{name}{number}@example.org" for name in ("charlie", "dana"))
        add(
            morgan,
            {
                "Email address of the first partner": first,
                "Email address of the second partner": second,
            },
        )
