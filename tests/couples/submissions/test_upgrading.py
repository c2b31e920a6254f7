"""A newer version reaches a couple only in a way that loses nothing that was written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.caseload.models import Practice
from couples.errors import DomainError, NotFoundError
from couples.exercises import authoring, publishing
from couples.exercises.authoring import written_in
from couples.exercises.definition import Cadence, Doer
from couples.exercises.models import ExerciseVersion
from couples.exercises.services import stock_library
from couples.history.models import HistoryEntry
from couples.submissions import upgrading
from couples.submissions.queries import list_answers
from couples.submissions.upgrading import Offer, Way
from tests.cast import Cast, Member
from tests.couples.exercises.making import field_of, make_definition
from tests.homework import begin, exercise, give, hand_in

MONDAY = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
WALK = make_definition(
    field_of("short-text", audience="counselor", required=True),
    code="",
    cadences=["once", "daily", "weekly"],
)
KEY = "own-an-evening-walk"


@pytest.fixture(autouse=True)
def _walk(session: Session, cast: Cast) -> None:
    stock_library(session, session.get_one(Practice, cast.practice_id))
    draft = authoring.begin(session, cast.morgan.identity, WALK, token="walk")
    publishing.publish(session, cast.morgan.identity, draft.public_id, seen=0)


def second_version(session: Session, cast: Cast, audience: str = "couple") -> ExerciseVersion:
    """The same question, read by more people."""
    morgan = cast.morgan.identity
    exercise_id = exercise(session, cast.morgan, KEY).exercise.public_id
    draft = authoring.begin_version(session, morgan, exercise_id)
    question = written_in(draft).questions[0]
    typed = {**question.typed, "audience": audience}
    authoring.save_question(
        session, morgan, draft.public_id, question.id, typed=typed, stamp=question.stamp
    )
    return publishing.publish(session, morgan, draft.public_id, seen=1)


def given(session: Session, cast: Cast, cadence: Cadence = Cadence.ONCE) -> Assignment:
    return give(session, cast.alex_and_sam, KEY, doer=Doer.EACH, cadence=cadence)


def offers(session: Session, cast: Cast, by: Member | None = None) -> list[Offer]:
    exercise_id = exercise(session, cast.morgan, KEY).exercise.public_id
    return upgrading.list_offers(session, (by or cast.morgan).identity, exercise_id)


def upgrade(session: Session, cast: Cast, assignment: Assignment) -> Assignment:
    exercise_id = exercise(session, cast.morgan, KEY).exercise.public_id
    return upgrading.upgrade(
        session, cast.morgan.identity, exercise_id, assignment.public_id, token="press"
    )


def test_running_homework_stays_on_its_version_until_somebody_offers_another(
    session: Session, cast: Cast
) -> None:
    running = given(session, cast)

    second_version(session, cast)

    assert running.exercise_version.number == 1
    [offer] = offers(session, cast)
    assert (offer.assignment, offer.way, offer.target.number) == (running, Way.IN_PLACE, 2)


def test_what_nobody_began_changes_in_place_and_history_knows(session: Session, cast: Cast) -> None:
    running = given(session, cast)
    second_version(session, cast)

    moved = upgrade(session, cast, running)

    assert moved is running
    assert moved.exercise_version.number == 2
    assert offers(session, cast) == []
    events = session.query(HistoryEntry.event).filter_by(subject_id=moved.public_id).all()
    assert [event for (event,) in events] == ["assignment:give", "assignment:upgrade"]


def test_a_draft_keeps_the_promise_that_it_was_begun_under(session: Session, cast: Cast) -> None:
    running = given(session, cast)
    begin(session, cast.alex, running, {"topic": "For my counselor alone"})
    second_version(session, cast)

    [offer] = offers(session, cast)

    assert offer.way is Way.NOT_NOW
    with pytest.raises(DomainError, match="begun and not handed in"):
        upgrade(session, cast, running)
    assert running.definition.fields[0].audience is Audience.COUNSELOR


def test_what_was_handed_in_once_stays_with_its_version(session: Session, cast: Cast) -> None:
    running = given(session, cast)
    hand_in(session, cast.alex, running, {"topic": "By the river"})
    second_version(session, cast)

    with pytest.raises(DomainError, match="stays with its version"):
        upgrade(session, cast, running)


def test_what_comes_round_is_given_anew_from_its_next_time_on(session: Session, cast: Cast) -> None:
    with clock.at(MONDAY):
        running = given(session, cast, Cadence.DAILY)
        submissions = [
            hand_in(session, member, running, {"topic": "By the river"})
            for member in (cast.alex, cast.sam)
        ]
        second_version(session, cast)

        anew = upgrade(session, cast, running)

    assert anew is not running
    assert running.closed_at is not None
    assert (anew.exercise_version.number, anew.starts_on) == (2, date(2026, 11, 24))
    assert (anew.doer, anew.cadence) == (running.doer, running.cadence)
    answers = list_answers(session, cast.morgan.identity, submissions)
    assert {a.audience for found in answers.values() for a in found} == {Audience.COUNSELOR}
    assert {submission.assignment_id for submission in submissions} == {running.id}


def test_while_one_of_two_has_handed_in_the_other_is_waited_for(
    session: Session, cast: Cast
) -> None:
    with clock.at(MONDAY):
        running = given(session, cast, Cadence.WEEKLY)
        hand_in(session, cast.alex, running, {"topic": "By the river"})
        second_version(session, cast)

        [offer] = offers(session, cast)

    assert offer.way is Way.NOT_NOW
    assert "the other still may" in offer.reason


def test_a_second_press_changes_nothing_more(session: Session, cast: Cast) -> None:
    running = given(session, cast)
    second_version(session, cast)
    upgrade(session, cast, running)

    with pytest.raises(DomainError, match="newest version already"):
        upgrade(session, cast, running)


def test_another_counselor_is_offered_nothing_of_it(session: Session, cast: Cast) -> None:
    running = given(session, cast)
    second_version(session, cast)
    exercise_id = exercise(session, cast.morgan, KEY).exercise.public_id

    assert offers(session, cast, cast.lee) == []
    with pytest.raises(DomainError):
        upgrading.upgrade(session, cast.lee.identity, exercise_id, running.public_id, token="press")
    with pytest.raises(NotFoundError):
        upgrading.list_offers(session, cast.alex.identity, exercise_id)


def test_a_couple_with_something_of_their_own_is_offered_that(session: Session, cast: Cast) -> None:
    running = given(session, cast)
    morgan = cast.morgan.identity
    master = exercise(session, cast.morgan, KEY)
    draft = authoring.begin_tailoring(
        session, morgan, master.exercise.public_id, cast.alex_and_sam.id
    )
    head = {**written_in(draft).head, "title": "Your walk"}
    authoring.save_head(session, morgan, draft.public_id, typed=head, stamp=0)
    publishing.publish(session, morgan, draft.public_id, seen=1)

    moved = upgrade(session, cast, running)

    assert moved.definition.title == "Your walk"
