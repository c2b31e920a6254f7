"""The matrix of a couple: every piece of homework, each partner and both, in one vocabulary."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments import extending
from couples.assignments.extending import MoreTime
from couples.breaks import services as breaks
from couples.exercises.definition import Doer, Gate
from couples.progress.status import State
from couples.safety import services as safety
from couples.submissions import reviewing
from couples.submissions.queries import get_submission, list_answers
from portal.states import MEANINGS
from reports.states import WorkState
from reports.words import WORK
from tests.cast import TIME_ZONE, Cast
from tests.homework import FEELINGS, RULES, begin, give, give_feelings, hand_in
from tests.page import Page, Visitor

QUESTIONS = {
    "theme": "hopes",
    "question": "What do you hope for?",
    "learned": "That you want to move",
    "curious": "6",
    "felt_known": "5",
}


@pytest.fixture
def matrix(morgan: Visitor, cast: Cast) -> Callable[[], Page]:
    """The page as it is when it is opened."""
    return lambda: morgan.open(f"/counselor/couples/{cast.alex_and_sam.public_id}/matrix")


def cells(page: Page, title: str) -> list[str]:
    """Alex, Sam, together and due of one piece of homework, as they are read."""
    for row in page.soup.select(".matrix tbody tr"):
        if title in row.get_text():
            return [" ".join(c.get_text(" ", strip=True).split()) for c in row.select("td")]
    raise AssertionError(title)


def test_a_couple_without_homework_is_told_where_to_begin(matrix: Callable[[], Page]) -> None:
    assert "No homework at the moment" in matrix().text


def test_sealed_work_of_one_waits_for_the_other(
    matrix: Callable[[], Page], cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        feelings = give_feelings(session, cast.alex_and_sam)
        hand_in(session, cast.alex, feelings, FEELINGS)
        begin(session, cast.sam, feelings, FEELINGS)

    alex, sam, together, _due = cells(matrix(), "A fear, a joy, a need")

    assert alex.startswith("Alex Waiting for the other")
    assert sam.startswith("Sam Started")
    assert together == "Together Waiting for the other"
    assert FEELINGS["fear"] not in matrix().text


def test_what_waits_for_the_session_is_held_and_then_released_and_then_reviewed(
    matrix: Callable[[], Page], cast: Cast, writing: Callable[[], Session]
) -> None:
    morgan = cast.morgan.identity
    with writing() as session, session.begin():
        given = give(session, cast.alex_and_sam, "open-questions")
        hand_in(session, cast.alex, given, QUESTIONS)
        theirs = hand_in(
            session, cast.sam, given, QUESTIONS, audiences={"learned": "session"}
        ).public_id
    title = given.definition.title
    assert cells(matrix(), title)[1].startswith("Sam Held")

    with writing() as session, session.begin():
        submission = get_submission(session, morgan, theirs)
        for answer in list_answers(session, morgan, [submission])[submission.id]:
            if answer.audience.value == "session":
                reviewing.release(session, morgan, answer.public_id)
    assert cells(matrix(), title)[1].startswith("Sam Released")

    with writing() as session, session.begin():
        reviewing.mark_reviewed(session, morgan, theirs)
    assert cells(matrix(), title)[1].startswith("Sam Reviewed")


def test_homework_for_one_is_not_asked_of_the_other_nor_of_both(
    matrix: Callable[[], Page], cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        give(session, cast.alex_and_sam, "grievance", to=cast.sam)

    alex, sam, together, due = cells(matrix(), "Naming what hurt")

    assert [alex, sam, together, due] == [
        "Alex Not asked",
        "Sam Not opened",
        "Together –",
        "Due No date",
    ]


def test_an_agreement_of_one_waits_for_the_other_in_the_column_of_both(
    matrix: Callable[[], Page], cast: Cast, writing: Callable[[], Session]
) -> None:
    with writing() as session, session.begin():
        hand_in(session, cast.alex, give(session, cast.alex_and_sam, "calm-contract"), RULES)

    assert cells(matrix(), "Our agreement for hard moments")[2].endswith("Waiting for the other")


def test_another_counselor_and_a_partner_do_not_find_it(
    sign_in_as: Callable[..., Visitor], cast: Cast
) -> None:
    path = f"/counselor/couples/{cast.alex_and_sam.public_id}/matrix"

    for member in (cast.lee, cast.alex, cast.sam):
        assert sign_in_as(member).client.get(path).status_code == 404


def test_screen_and_paper_say_the_same_words_for_the_same_states() -> None:
    assert [said.state for said in MEANINGS] == list(State)
    for said in MEANINGS:
        assert str(said.word).lower() == str(WORK[WorkState(said.state)])


def test_a_longer_history_costs_no_more_statements(
    morgan: Visitor, cast: Cast, writing: Callable[[], Session], app: Flask
) -> None:
    path = f"/counselor/couples/{cast.alex_and_sam.public_id}/matrix"

    engine, signed_in_at = app.extensions["database"], clock.now()

    def asked() -> list[str]:
        statements: list[str] = []

        def note(*call: object) -> None:
            statements.append(str(call[2]))

        event.listen(engine, "before_cursor_execute", note)
        with clock.at(signed_in_at):  # Later, a device would note that it is in use.
            morgan.open(path)
        event.remove(engine, "before_cursor_execute", note)
        return sorted(each for each in statements if each.startswith("SELECT"))

    with writing() as session, session.begin():
        given = give(session, cast.alex_and_sam, "open-questions")
        hand_in(session, cast.alex, given, QUESTIONS)
        feelings = give_feelings(session, cast.alex_and_sam)
        hand_in(session, cast.alex, feelings, FEELINGS)
    few = asked()
    with writing() as session, session.begin():
        hand_in(session, cast.sam, given, QUESTIONS, audiences={"learned": "session"})
        hand_in(session, cast.sam, feelings, FEELINGS)
        hand_in(session, cast.alex, give(session, cast.alex_and_sam, "calm-contract"), RULES)
        for member in (cast.alex, cast.sam):
            give(session, cast.alex_and_sam, "grievance", to=member)
            for key in ("wins", "daily-ritual"):
                if member is cast.alex:
                    give(session, cast.alex_and_sam, key, doer=Doer.EACH)
        _stop_and_put_off(session, cast)

    assert len(asked()) == len(few)


def _stop_and_put_off(session: Session, cast: Cast) -> None:
    """A gate, a break and more time for both and for one, as a long history has them."""
    counselor, couple_id = cast.morgan.identity, cast.alex_and_sam.public_id
    today = clock.today(TIME_ZONE)
    due = give(session, cast.alex_and_sam, "boundary-card", due_on=today)
    for number, person_id in enumerate((None, cast.sam.public_id), start=1):
        more = MoreTime((due.public_id,), days=number, person_id=person_id)
        extending.extend(session, counselor, more, token=f"more-{number}")
    breaks.enter(session, counselor, couple_id, first_on=today, last_on=None, token="a break")
    safety.set_gate(session, counselor, couple_id, Gate.G1, held=True)
