"""Going back and pressing again: the same is kept once, and nothing else is taken for it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence, Doer, Part
from couples.submissions import handing_in, on_behalf
from couples.submissions.handing_in import AlreadySubmittedError
from couples.submissions.models import Submission
from couples.submissions.openings import find_opening
from couples.submissions.queries import list_answers
from couples.submissions.session_notes import note_in_session
from tests.cast import Cast
from tests.couples.exercises.making import field_of, make_definition
from tests.homework import give
from tests.own_exercises import give_own
from tests.own_exercises import publish as publish_own

AFTER_YES = {"field": "done", "among": ["yes"]}
DONE, WROTE = {"done": "yes"}, {"done": "yes", "why": "It was quiet at last"}


@pytest.fixture
def walk(session: Session, cast: Cast) -> Assignment:
    """A check-in with a question after yes, whose readers its author chooses."""
    definition = make_definition(
        field_of("yes-no", key="done", part="log", required=True, audience="couple"),
        field_of(
            "long-text",
            key="why",
            part="log",
            audience="couple",
            choose=["couple", "counselor"],
            shown_if=AFTER_YES,
        ),
        kind="tracker",
        id="evening-walk",
        title="Evening walk",
        doers=["each"],
        cadences=["daily"],
    )
    publish_own(session, cast, definition)
    return give(session, cast.alex_and_sam, definition.id, doer=Doer.EACH, cadence=Cadence.DAILY)


def press(
    session: Session, cast: Cast, walk: Assignment, answers: dict[str, str], reader: str = ""
) -> Submission:
    """Alex presses the button of the page that was opened once."""
    audiences = {"why": reader} if reader else {}
    return handing_in.check_in(
        session,
        cast.alex.identity,
        walk.public_id,
        answers=answers,
        audiences=audiences,
        key="one-page",
    )


def test_the_same_words_to_the_same_readers_are_noted_once(
    session: Session, cast: Cast, walk: Assignment
) -> None:
    first = press(session, cast, walk, WROTE, "counselor")

    assert press(session, cast, walk, WROTE, "counselor") is first


def test_what_was_left_empty_and_is_written_now_is_no_second_press(
    session: Session, cast: Cast, walk: Assignment
) -> None:
    first = press(session, cast, walk, DONE)
    assert press(session, cast, walk, {**DONE, "why": "  "}) is first

    with pytest.raises(AlreadySubmittedError):
        press(session, cast, walk, WROTE)


def test_what_no_answer_asks_for_any_more_may_stand_in_the_form(
    session: Session, cast: Cast, walk: Assignment
) -> None:
    said = {"done": "no", "why": "left from before"}
    first = press(session, cast, walk, said)

    assert press(session, cast, walk, said) is first


def test_fewer_readers_are_no_second_press(session: Session, cast: Cast, walk: Assignment) -> None:
    """The words are with Sam already, which Alex is told instead of “Noted”."""
    press(session, cast, walk, WROTE)

    with pytest.raises(AlreadySubmittedError):
        press(session, cast, walk, WROTE, "counselor")


def test_fewer_readers_of_what_was_typed_for_somebody_are_none_either(
    session: Session, cast: Cast, walk: Assignment
) -> None:
    opening = find_opening(session, cast.alex.identity, walk, Part.LOG)
    assert opening is not None

    def press_for_alex(reader: str) -> Submission:
        return on_behalf.hand_in_for(
            session,
            cast.morgan.identity,
            walk.public_id,
            cast.alex.public_id,
            answers=WROTE,
            audiences={"why": reader},
            occurrence=opening.key,
            key="one-page",
            part=Part.LOG,
        )

    first = press_for_alex("couple")
    assert press_for_alex("couple") is first
    with pytest.raises(AlreadySubmittedError):
        press_for_alex("counselor")


def test_what_the_other_wrote_once_for_both_is_compared_with_that(
    session: Session, cast: Cast
) -> None:
    where = field_of("short-text", key="where", part="log", audience="couple", together=True)
    mine = field_of("short-text", key="mine", part="log", audience="counselor")
    definition = make_definition(
        where,
        mine,
        kind="tracker",
        id="walk-for-two",
        title="Walk for two",
        doers=["together"],
        cadences=["daily"],
    )
    publish_own(session, cast, definition)
    given = give(
        session, cast.alex_and_sam, definition.id, doer=Doer.TOGETHER, cadence=Cadence.DAILY
    )
    theirs = {"where": "By the river"}
    handing_in.check_in(
        session, cast.sam.identity, given.public_id, answers={**theirs, "mine": "good"}, key="sams"
    )
    said = {**theirs, "mine": "fine"}
    first = press(session, cast, given, said)

    assert press(session, cast, given, said) is first
    with pytest.raises(AlreadySubmittedError):
        press(session, cast, given, {**said, "where": "In the woods"})


def test_a_note_from_a_session_keeps_what_was_written_into_a_page_gone_back_to(
    session: Session, cast: Cast
) -> None:
    definition = make_definition(
        field_of("short-text", key="before", audience="counselor"),
        field_of("yes-no", key="done", part="session", audience="counselor"),
        field_of("long-text", key="why", part="session", audience="counselor", shown_if=AFTER_YES),
        id="noted-in-session",
        title="Noted in session",
    )
    given, morgan = give_own(session, cast, definition), cast.morgan.identity

    first = note_in_session(session, morgan, given.public_id, answers=DONE, key="one-page")
    more = note_in_session(session, morgan, given.public_id, answers=WROTE, key="one-page")

    assert more is not first
    kept = {each.field: each.words for each in list_answers(session, morgan, [more])[more.id]}
    assert kept["why"] == WROTE["why"]
