"""Two partners with two parts: each their own questions, and one who follows the other."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment, list_assignments
from couples.audiences import Audience
from couples.errors import NotFoundError
from couples.exercises.definition import Cadence, Part, Variant
from couples.submissions import drafts, reviewing
from couples.submissions.models import Answer, Submission
from couples.submissions.openings import find_opening
from couples.submissions.queries import list_submissions
from couples.submissions.typed import InvalidAnswersError
from couples.visibility import known_assignments
from tests.cast import Cast
from tests.couples.exercises.making import field_of, make_definition
from tests.couples.visibility_scene import everybody
from tests.couples.visibility_table import ALEX, COPY, MORGAN, SAM
from tests.homework import hand_in
from tests.own_exercises import IMPACT, give_own

TOLD = {"told": "I could not sleep"}
HEARD = {"heard": "That you lay awake"}


@pytest.fixture
def impact(session: Session, cast: Cast) -> Assignment:
    """Alex was hurt and writes; Sam follows."""
    return give_own(session, cast, IMPACT, first=cast.alex)


def who_knows(session: Session, cast: Cast, assignment: Assignment) -> set[str]:
    return {
        name
        for name, viewer in everybody(cast).items()
        if session.scalar(
            select(Assignment.id).where(known_assignments(viewer), Assignment.id == assignment.id)
        )
    }


def release(session: Session, cast: Cast, submission: Submission) -> None:
    answer = session.scalars(select(Answer).where(Answer.submission_id == submission.id)).one()
    reviewing.release(session, cast.morgan.identity, answer.public_id)


def test_each_is_asked_their_own(cast: Cast, impact: Assignment) -> None:
    asked = {
        member.name: [field.key for field in impact.fields_for(member.id, Part.MAIN)]
        for member in (cast.alex, cast.sam)
    }

    assert asked == {"Alex": ["told"], "Sam": ["heard"]}
    assert impact.variant_of(cast.alex.id) is Variant.FIRST
    assert impact.variant_of(cast.sam.id) is Variant.SECOND


def test_whoever_follows_knows_of_nothing_before_the_other_let_them_read(
    session: Session, cast: Cast, impact: Assignment
) -> None:
    assert who_knows(session, cast, impact) == {ALEX, MORGAN}

    submission = hand_in(session, cast.alex, impact, TOLD)
    assert who_knows(session, cast, impact) == {ALEX, MORGAN}

    release(session, cast, submission)
    assert who_knows(session, cast, impact) == {ALEX, SAM, MORGAN, COPY}


@pytest.mark.parametrize("audience", Audience)
def test_it_is_known_from_the_moment_that_it_is_read(
    session: Session, cast: Cast, impact: Assignment, audience: Audience
) -> None:
    submission = hand_in(session, cast.alex, impact, TOLD)
    written = session.scalars(select(Answer).where(Answer.submission_id == submission.id)).one()
    written.audience = audience
    session.flush()

    is_open = audience is Audience.COUPLE
    assert (SAM in who_knows(session, cast, impact)) is is_open
    assert (COPY in who_knows(session, cast, impact)) is is_open


def test_whoever_follows_has_the_second_part_or_the_first(session: Session, cast: Cast) -> None:
    turned = IMPACT.model_copy(
        update={
            "follows": Variant.FIRST,
            "fields": (
                IMPACT.fields[0].model_copy(update={"audience": Audience.COUPLE}),
                IMPACT.fields[1].model_copy(update={"audience": Audience.COUPLE}),
            ),
        }
    )
    given = give_own(session, cast, turned, first=cast.alex)
    assert who_knows(session, cast, given) == {SAM, MORGAN}

    hand_in(session, cast.sam, given, HEARD)

    assert who_knows(session, cast, given) == {ALEX, SAM, MORGAN, COPY}


def test_what_cannot_be_known_cannot_be_begun(
    session: Session, cast: Cast, impact: Assignment
) -> None:
    hand_in(session, cast.alex, impact, TOLD)

    with pytest.raises(NotFoundError):
        drafts.start(session, cast.sam.identity, impact.public_id)
    assert list_assignments(session, cast.sam.identity) == []


def test_once_it_is_open_whoever_follows_writes_their_own_part(
    session: Session, cast: Cast, impact: Assignment
) -> None:
    submission = hand_in(session, cast.alex, impact, TOLD)
    release(session, cast, submission)

    with pytest.raises(InvalidAnswersError) as refusal:
        hand_in(session, cast.sam, impact, TOLD)
    answer = hand_in(session, cast.sam, impact, HEARD)

    assert set(refusal.value.problems) == {"heard"}
    assert answer.occurrence == submission.occurrence
    assert find_opening(session, cast.sam.identity, impact, Part.MAIN) is None
    assert find_opening(session, cast.alex.identity, impact, Part.MAIN) is None


def test_each_work_is_followed_by_one(session: Session, cast: Cast) -> None:
    often = IMPACT.model_copy(
        update={
            "cadences": (Cadence.ANY_TIME,),
            "fields": (
                IMPACT.fields[0].model_copy(update={"audience": Audience.COUPLE}),
                IMPACT.fields[1],
            ),
        }
    )
    given = give_own(session, cast, often, first=cast.alex)
    first = hand_in(session, cast.alex, given, TOLD)
    second = hand_in(session, cast.alex, given, TOLD)
    known = get_assignment(session, cast.sam.identity, given.public_id)

    followed = [hand_in(session, cast.sam, known, HEARD).occurrence for _ in range(2)]

    assert followed == [first.occurrence, second.occurrence]
    assert find_opening(session, cast.sam.identity, known, Part.MAIN) is None


def test_two_parts_that_are_sealed_open_when_both_were_handed_in(
    session: Session, cast: Cast
) -> None:
    sealed = {"audience": "sealed", "required": True}
    definition = make_definition(
        field_of("short-text", key="told", variant="first", **sealed),
        field_of("short-text", key="heard", variant="second", **sealed),
        id="two-sides",
        doers=["variants"],
        variants=["One side", "The other side"],
    )
    given = give_own(session, cast, definition, first=cast.alex)
    sams = cast.sam.identity
    hand_in(session, cast.alex, given, TOLD)

    assert list_submissions(session, sams, assignments=[given]) == []

    hand_in(session, cast.sam, given, HEARD)

    assert len(list_submissions(session, sams, assignments=[given])) == 2
