"""What the counselor sees ahead is what the partners’ own pages show when the day has come."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from couples import clock
from couples.appointments import services as appointments
from couples.assignments import changing, extending
from couples.assignments.changing import Change
from couples.assignments.extending import MoreTime
from couples.assignments.models import Assignment
from couples.assignments.spans import days_between
from couples.breaks import services as breaks
from couples.exercises.definition import Cadence
from couples.models import Draft, Submission
from couples.submissions import reviewing
from tests.cast import TIME_ZONE, Cast, Member
from tests.courses import enrol
from tests.homework import RULES, begin, give, give_feelings, hand_in, note
from tests.page import Page, Visitor
from tests.portal.counselor.conftest import HURT, MONDAY_MORNING

pytestmark = pytest.mark.usefixtures("library")

TODAY = clock.local(MONDAY_MORNING, TIME_ZONE).date()
WEEKS = 4
ID = "([a-z2-7]{26})"
SignIn = Callable[[Member], Visitor]
Writing = Callable[[], Session]


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.fixture
def everything(writing: Writing, cast: Cast) -> None:
    """A month with something of every kind in it, some of it begun, put off, changed, resting."""
    with writing() as session, session.begin():
        pair, morgan = cast.alex_and_sam, cast.morgan.identity
        appointments.schedule(
            session, morgan, pair.public_id, starts_at=MONDAY_MORNING + timedelta(days=9)
        )
        ritual = give(session, pair, "daily-ritual", cadence=Cadence.DAILY)
        note(session, cast.alex, ritual, {"done": "yes"})
        give(session, pair, "wins")
        give(session, pair, "private-safety-check")
        give(session, pair, "shared-ritual", cadence=Cadence.WEEKLY, due_on=day(16))
        give_feelings(session, pair)
        contract = give(
            session, pair, "calm-contract", due_on=day(3), cut_off_days=2, before_next_session=False
        )
        begin(session, cast.sam, contract, RULES)
        more = MoreTime((contract.public_id,), days=6, person_id=cast.alex.public_id)
        extending.extend(session, morgan, more, token="more")
        hurt = give(session, pair, "grievance", to=cast.sam, before_next_session=True)
        theirs = hand_in(session, cast.sam, hurt, HURT)
        reviewing.return_for_another_attempt(session, morgan, theirs.public_id, words="And?")
        give(session, pair, "grievance", to=cast.alex, starts_on=day(12), cut_off_on=day(18))
        talks = give(session, pair, "needs-talk", starts_on=day(2))
        changing.change(session, morgan, talks.public_id, Change(times_a_week=1), token="change")
        acts = give(session, pair, "gratitude-act", cadence=Cadence.DAILY)
        changing.close(session, morgan, acts.public_id)
        for first, last, only in ((6, 8, None), (20, 22, ritual.public_id)):
            breaks.enter(
                session,
                morgan,
                pair.public_id,
                first_on=day(first),
                last_on=day(last),
                assignment_id=only,
                token=f"break-{first}",
            )


def foreseen(page: Page) -> dict[date, list[set[str]]]:
    """By day: the homework in the column of each partner."""
    found: dict[date, list[set[str]]] = {}
    for row in page.soup.select(".outlook tbody tr"):
        cells = [
            {str(tag["data-assignment"]) for tag in cell.select("[data-assignment]")}
            for cell in row.select("td")
        ]
        first, last = (date.fromisoformat(str(row[name])) for name in ("data-first", "data-last"))
        found |= dict.fromkeys(days_between(first, last), cells)
    return found


def shown(page: Page, writing: Writing) -> set[str]:
    """The homework that a partner’s page asks for, whatever it calls it."""
    asked = [str(card) for card in page.soup.select(".stack .card")]
    for section in page.soup.select("section"):
        heading = section.find("h2")
        if heading and heading.get_text(strip=True) in {"Also open", "In a minute"}:
            asked += [str(section)]
    text = "\n".join(asked)
    found = set(re.findall(f"/partner/homework/{ID}", text))
    with writing() as session:
        for noun, name in ((Draft, "drafts"), (Submission, "submissions")):
            ids = re.findall(f"/partner/{name}/{ID}", text)
            rows = session.scalars(
                select(Assignment.public_id)
                .join(noun, noun.assignment_id == Assignment.id)
                .where(noun.public_id.in_(ids))
            )
            found |= set(rows)
    return found


@pytest.mark.usefixtures("everything")
def test_on_each_day_both_partners_find_what_their_counselor_was_shown(
    morgan: Visitor, cast: Cast, sign_in_as: SignIn, writing: Writing
) -> None:
    address = f"/counselor/couples/{cast.alex_and_sam.public_id}/outlook"
    ahead = foreseen(morgan.open(address))
    assert len(ahead) == 7 * WEEKS

    for number in range(7 * WEEKS):
        with clock.at(MONDAY_MORNING + timedelta(days=number)):
            found = [
                shown(sign_in_as(member).open("/partner/this-week"), writing)
                for member in (cast.alex, cast.sam)
            ]
        assert found == ahead[day(number)], day(number)


@pytest.mark.usefixtures("everything")
def test_it_costs_the_same_whatever_there_is(app: Flask, morgan: Visitor, cast: Cast) -> None:
    counts = {}
    for pair in (cast.alex_and_sam, cast.kim_and_robin):
        asked: list[str] = []
        engine = app.extensions["database"]

        def listen(*call: Any, asked: list[str] = asked) -> None:
            asked.append(call[2])

        event.listen(engine, "before_cursor_execute", listen)
        morgan.open(f"/counselor/couples/{pair.public_id}/outlook")
        event.remove(engine, "before_cursor_execute", listen)
        counts[pair.id] = len(asked)

    # Where anything has a gate, each side asks how the gates stand, and for an override.
    assert counts[cast.alex_and_sam.id] <= counts[cast.kim_and_robin.id] + 2 * 2


def test_steps_of_a_course_stand_on_the_day_on_which_they_will_open(
    morgan: Visitor, cast: Cast, writing: Writing
) -> None:
    with writing() as session, session.begin():
        enrol(session, "calm-and-repair", cast.kim_and_robin, starts_on=day(7))

    page = morgan.open(f"/counselor/couples/{cast.kim_and_robin.public_id}/outlook?weeks=2")

    rows = {
        str(row["data-first"]): row.get_text(" ")
        for row in page.soup.select(".outlook tr[data-first]")
    }
    assert "A minute for you alone" in rows[day(7).isoformat()]
    assert all(
        "A minute for you alone" not in rows[day(n).isoformat()]
        for n in range(7)
        if day(n).isoformat() in rows
    )


def test_a_couple_without_homework_has_empty_days(morgan: Visitor, cast: Cast) -> None:
    page = morgan.open(f"/counselor/couples/{cast.kim_and_robin.public_id}/outlook?weeks=2")

    ahead = foreseen(page)
    assert len(ahead) == 14
    assert set(map(str, ahead.values())) == {"[set(), set()]"}


@pytest.mark.parametrize("weeks", ["0", "-3", "999", "x", ""])
def test_an_odd_number_of_weeks_shows_the_usual(morgan: Visitor, cast: Cast, weeks: str) -> None:
    path = f"/counselor/couples/{cast.kim_and_robin.public_id}/outlook?weeks={weeks}"

    assert len(foreseen(morgan.open(path))) == 7 * WEEKS


def test_another_counselor_finds_no_days(lee: Visitor, cast: Cast) -> None:
    lee.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/outlook", status=404)


def test_the_rehearsal_shows_the_days_with_what_would_be_given(
    morgan: Visitor, cast: Cast, sign_in_as: SignIn, writing: Writing
) -> None:
    form = morgan.open("/counselor/assign").click("A small ritual of your own")
    page = form.press(
        "Check who gets it",
        {
            "Couples": ["Alex and Sam", "Kim and Robin"],
            "How often": "On certain days of the week",
            "On which days": ["Tuesday", "Friday"],
        },
    )
    ahead = foreseen(page)
    assert "What Alex and Sam would find on which day" in page.text
    other = page.press("Kim and Robin")
    assert "What Kim and Robin would find on which day" in other.text
    page.press("Assign to 2 couples")

    for number in range(7 * WEEKS):
        with clock.at(MONDAY_MORNING + timedelta(days=number)):
            found = shown(sign_in_as(cast.sam).open("/partner/this-week"), writing)
        assert len(found) == len(ahead[day(number)][1])
