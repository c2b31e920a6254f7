"""Asked of each apart before it begins: both, lately, each time anew, and told to nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.errors import NotAllowedError, NotFoundError
from couples.exercises.definition import Part
from couples.history.models import HistoryEntry
from couples.identity import Identity
from couples.submissions import drafts, readiness
from couples.submissions.models import ReadyAnswer
from couples.submissions.queries import list_submissions
from couples.submissions.readiness import NotReadyError
from couples.submissions.typed import InvalidAnswersError, Typed
from tests.cast import Cast, Member
from tests.homework import hand_in
from tests.own_exercises import NOT_SCHEDULED, TOUCH, give_own

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
DONE = {"level": "0", "comfort": "8"}


@pytest.fixture
def touch(session: Session, cast: Cast) -> Assignment:
    with clock.at(NOON):
        return give_own(session, cast, TOUCH)


def says(session: Session, member: Member, touch: Assignment, consent: str) -> None:
    typed = Typed({"consent": consent})
    readiness.answer_before(session, member.identity, touch.public_id, typed)


def begins(session: Session, member: Member, touch: Assignment) -> bool:
    try:
        drafts.start(session, member.identity, touch.public_id)
    except NotReadyError:
        return False
    return True


@pytest.mark.parametrize(
    ("alex", "sam", "opens"),
    [
        (None, None, False),
        ("yes", None, False),
        (None, "yes", False),
        ("yes", "not-today", False),
        ("not-today", "yes", False),
        ("not-today", "not-today", False),
        ("yes", "yes", True),
        ("lower-level", "yes", True),
    ],
)
def test_it_opens_for_either_only_when_both_said_so(
    session: Session, cast: Cast, touch: Assignment, alex: str, sam: str, opens: bool
) -> None:
    with clock.at(NOON):
        for member, consent in ((cast.alex, alex), (cast.sam, sam)):
            if consent:
                says(session, member, touch, consent)

        assert begins(session, cast.alex, touch) is opens
        assert begins(session, cast.sam, touch) is opens


@pytest.mark.parametrize(("minutes", "opens"), [(179, True), (180, True), (181, False)])
def test_an_answer_stands_for_as_long_as_the_definition_says(
    session: Session, cast: Cast, touch: Assignment, minutes: int, opens: bool
) -> None:
    with clock.at(NOON):
        says(session, cast.alex, touch, "yes")
    with clock.at(NOON + timedelta(minutes=minutes)):
        says(session, cast.sam, touch, "yes")

        assert begins(session, cast.sam, touch) is opens


def test_the_newest_answer_counts_and_the_earlier_one_is_gone(
    session: Session, cast: Cast, touch: Assignment
) -> None:
    with clock.at(NOON):
        says(session, cast.alex, touch, "yes")
        says(session, cast.sam, touch, "yes")
        says(session, cast.sam, touch, "not-today")

        assert not begins(session, cast.alex, touch)
    assert session.scalar(select(func.count(ReadyAnswer.id))) == 2


def test_each_time_is_asked_for_anew_of_both(
    session: Session, cast: Cast, touch: Assignment
) -> None:
    with clock.at(NOON):
        says(session, cast.alex, touch, "yes")
        says(session, cast.sam, touch, "yes")
    with clock.at(NOON + timedelta(minutes=30)):
        hand_in(session, cast.alex, touch, DONE)
    with clock.at(NOON + timedelta(minutes=40)):
        says(session, cast.alex, touch, "yes")

        assert not begins(session, cast.alex, touch)
        assert begins(session, cast.sam, touch), "Sam still writes about the time before."


def test_stopping_from_an_old_draft_takes_back_ones_own_answer_alone(
    session: Session, cast: Cast, touch: Assignment
) -> None:
    with clock.at(NOON):
        says(session, cast.alex, touch, "yes")
        says(session, cast.sam, touch, "yes")
        assert begins(session, cast.alex, touch)
    with clock.at(NOON + timedelta(hours=4)):
        says(session, cast.sam, touch, "yes")
        readiness.stop(session, cast.alex.identity, touch.public_id)

        assert readiness.has_answered(session, cast.sam.identity, touch)
        assert not readiness.has_answered(session, cast.alex.identity, touch)
        says(session, cast.alex, touch, "yes")
        assert begins(session, cast.sam, touch), "What Sam said stands."
        says(session, cast.sam, touch, "not-today")
        readiness.stop(session, cast.alex.identity, touch.public_id)
        says(session, cast.sam, touch, "yes")
        assert not readiness.may_begin(session, cast.sam.identity, touch), "Alex said stop."


def test_what_was_begun_can_be_finished_however_long_it_takes(
    session: Session, cast: Cast, touch: Assignment
) -> None:
    with clock.at(NOON):
        says(session, cast.alex, touch, "yes")
        says(session, cast.sam, touch, "yes")
        begun = drafts.start(session, cast.alex.identity, touch.public_id)
    with clock.at(NOON + timedelta(days=1)):
        assert drafts.start(session, cast.alex.identity, touch.public_id) is begun


def test_it_is_no_work_and_leaves_no_trace_but_the_answer(
    session: Session, cast: Cast, touch: Assignment
) -> None:
    events = select(func.count(HistoryEntry.id))
    before = session.scalar(events)

    with clock.at(NOON):
        says(session, cast.alex, touch, "not-today")

    assert session.scalar(events) == before
    assert list_submissions(session, cast.morgan.identity) == []
    assert touch.opened_at is None


def test_the_answer_is_read_by_its_author_and_their_counselor_alone(
    session: Session, cast: Cast, touch: Assignment
) -> None:
    with clock.at(NOON):
        says(session, cast.alex, touch, "not-today")

    def reads(viewer: Identity) -> bool:
        return bool(readiness.list_ready_answers(session, viewer, [touch])[touch.id])

    copy = cast.morgan.identity.for_copy_of(cast.alex_and_sam.id)
    assert [reads(member.identity) for member in (cast.alex, cast.morgan)] == [True, True]
    assert not any(reads(m.identity) for m in (cast.sam, cast.kim, cast.lee))
    assert not reads(copy)


def test_the_refusal_says_what_the_definition_says_and_not_whose_answer_it_was(
    session: Session, cast: Cast, touch: Assignment
) -> None:
    sentences = set()
    with clock.at(NOON):
        for consent in ("yes", "not-today"):
            says(session, cast.alex, touch, consent)
            for member in (cast.alex, cast.sam):
                with pytest.raises(NotReadyError) as refusal:
                    drafts.start(session, member.identity, touch.public_id)
                sentences.add(str(refusal.value))

    assert sentences == {NOT_SCHEDULED}


def test_an_answer_that_does_not_fit_is_refused_by_name(
    session: Session, cast: Cast, touch: Assignment
) -> None:
    with clock.at(NOON):
        for consent in ("", "often"):
            with pytest.raises(InvalidAnswersError) as refusal:
                says(session, cast.alex, touch, consent)
            assert "Would you like to, today" in refusal.value.problems["consent"]


def test_nobody_else_answers(session: Session, cast: Cast, touch: Assignment) -> None:
    typed = Typed({"consent": "yes"})
    with clock.at(NOON):
        with pytest.raises(NotFoundError):
            readiness.answer_before(session, cast.kim.identity, touch.public_id, typed)
        with pytest.raises(NotAllowedError):
            readiness.answer_before(session, cast.morgan.identity, touch.public_id, typed)


def test_where_nothing_is_asked_before_there_is_nothing_to_answer(
    session: Session, cast: Cast
) -> None:
    plain = TOUCH.model_copy(
        update={
            "id": "plain",
            "ready": None,
            "fields": tuple(f for f in TOUCH.fields if f.part is not Part.READY),
        }
    )
    with clock.at(NOON):
        given = give_own(session, cast, plain)

        assert begins(session, cast.alex, given)
        with pytest.raises(NotFoundError):
            says(session, cast.alex, given, "yes")


@pytest.mark.parametrize(
    ("level", "reached", "refused"),
    [("0", 0, False), ("1", 0, True), ("2", 2, False), ("3", 2, True), ("5", 9, False)],
)
def test_no_level_beyond_what_the_counselor_opened_is_handed_in(
    session: Session, cast: Cast, touch: Assignment, level: str, reached: int, refused: bool
) -> None:
    touch.level = reached
    with clock.at(NOON):
        says(session, cast.alex, touch, "yes")
        says(session, cast.sam, touch, "yes")
        answers = DONE | {"level": level}

        if not refused:
            hand_in(session, cast.alex, touch, answers)
            return
        with pytest.raises(InvalidAnswersError) as refusal:
            hand_in(session, cast.alex, touch, answers)

    assert refusal.value.problems == {"level": f"Go up to {reached} for ‘The level’ for now."}
