"""What the counselor notes in session: no work of anybody, and read by whom it says."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.errors import NotAllowedError, NotFoundError
from couples.identity import Identity
from couples.submissions.queries import (
    get_submission,
    list_answers,
    list_for_review,
    list_session_notes,
    list_submissions,
)
from couples.submissions.session_notes import note_in_session
from couples.submissions.typed import InvalidAnswersError
from tests.cast import Cast
from tests.homework import give_feelings
from tests.own_exercises import IN_SESSION, give_own

NOTED = {"step": "3", "agreed": "We go on with the walk"}


@pytest.fixture
def injury(session: Session, cast: Cast) -> Assignment:
    return give_own(session, cast, IN_SESSION)


def reads(session: Session, viewer: Identity, injury: Assignment) -> set[str]:
    notes = list_session_notes(session, viewer, [injury])
    return {a.field for found in list_answers(session, viewer, notes).values() for a in found}


def test_each_answer_is_read_by_whom_its_question_says(
    session: Session, cast: Cast, injury: Assignment
) -> None:
    note_in_session(session, cast.morgan.identity, injury.public_id, answers=NOTED, key="k1")

    assert reads(session, cast.morgan.identity, injury) == {"step", "agreed"}
    assert reads(session, cast.alex.identity, injury) == {"agreed"}
    assert reads(session, cast.sam.identity, injury) == {"agreed"}
    for stranger in (cast.kim, cast.lee):
        assert reads(session, stranger.identity, injury) == set()


def test_it_is_no_work_and_waits_for_no_review(
    session: Session, cast: Cast, injury: Assignment
) -> None:
    noted = note_in_session(
        session, cast.morgan.identity, injury.public_id, answers=NOTED, key="k1"
    )

    for viewer in (cast.morgan.identity, cast.alex.identity):
        assert list_submissions(session, viewer) == []
        with pytest.raises(NotFoundError):
            get_submission(session, viewer, noted.public_id)
    assert list_for_review(session, cast.morgan.identity) == []


def test_the_second_press_notes_nothing_and_another_one_notes_more(
    session: Session, cast: Cast, injury: Assignment
) -> None:
    morgan = cast.morgan.identity
    first = note_in_session(session, morgan, injury.public_id, answers=NOTED, key="k1")

    again = note_in_session(session, morgan, injury.public_id, answers=NOTED, key="k1")
    second = note_in_session(session, morgan, injury.public_id, answers=NOTED, key="k2")

    assert again is first
    assert second.occurrence != first.occurrence
    assert len(list_session_notes(session, morgan, [injury])) == 2


def test_other_words_from_a_page_that_was_pressed_before_are_one_more_note(
    session: Session, cast: Cast, injury: Assignment
) -> None:
    morgan, other = cast.morgan.identity, {**NOTED, "agreed": "We rest this week"}
    first = note_in_session(session, morgan, injury.public_id, answers=NOTED, key="k1")

    second = note_in_session(session, morgan, injury.public_id, answers=other, key="k1")
    again = note_in_session(session, morgan, injury.public_id, answers=other, key="k1")

    assert again is second is not first
    notes = list_session_notes(session, morgan, [injury])
    answers = list_answers(session, morgan, notes)
    said = {answer.words for found in answers.values() for answer in found}
    assert {"We go on with the walk", "We rest this week"} <= said


def test_what_does_not_fit_is_refused_by_name(
    session: Session, cast: Cast, injury: Assignment
) -> None:
    with pytest.raises(InvalidAnswersError) as refusal:
        note_in_session(
            session, cast.morgan.identity, injury.public_id, answers={"step": "9"}, key="k1"
        )

    assert set(refusal.value.problems) == {"step"}


def test_only_their_counselor_notes_and_only_where_it_is_asked(
    session: Session, cast: Cast, injury: Assignment
) -> None:
    feelings = give_feelings(session, cast.alex_and_sam)

    with pytest.raises(NotAllowedError):
        note_in_session(session, cast.alex.identity, injury.public_id, answers=NOTED, key="k")
    with pytest.raises(NotFoundError):
        note_in_session(session, cast.lee.identity, injury.public_id, answers=NOTED, key="k")
    with pytest.raises(NotFoundError):
        note_in_session(session, cast.morgan.identity, feelings.public_id, answers=NOTED, key="k")
