"""Who is asked about what was set aside, and who is not even asked."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import set_aside
from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.submissions.models import Submission
from tests.cast import Cast
from tests.couples.visibility_scene import arrange, everybody, give
from tests.couples.visibility_table import ALEX, MORGAN, SAM, Stage


@pytest.fixture
def assignment(session: Session, cast: Cast) -> Assignment:
    return give(session, cast)


@pytest.mark.parametrize(
    ("stage", "asked"),
    [
        (Stage.ALEX_HANDED_IN, set()),
        (Stage.QUARANTINED, {ALEX, MORGAN}),
        (Stage.OFFERED, {SAM, MORGAN}),
        (Stage.CLAIMED, set()),
        (Stage.VOID, {MORGAN}),
    ],
)
def test_of_what_was_set_aside_only_those_know_who_are_asked(
    session: Session, cast: Cast, assignment: Assignment, stage: Stage, asked: set[str]
) -> None:
    arrange(session, cast, assignment, Audience.COUPLE, stage)

    knowing = {
        name
        for name, viewer in everybody(cast).items()
        if session.scalar(select(Submission.id).where(set_aside.known_set_aside(viewer)))
    }

    assert knowing == asked


def test_nobody_is_asked_about_the_others_work_before_that_one_said_it_is_not_theirs(
    session: Session, cast: Cast, assignment: Assignment
) -> None:
    written = arrange(session, cast, assignment, Audience.COUPLE, Stage.OFFERED)
    written.submission.disowned_at = None
    session.flush()

    found = session.scalar(
        select(Submission.id).where(set_aside.known_set_aside(cast.sam.identity))
    )

    assert found is None
