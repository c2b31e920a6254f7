"""Who is asked about what was set aside, and who is not even asked."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from couples import clock, set_aside, visibility
from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.identity import Identity
from couples.submissions.models import Draft, Standing, Submission
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


def test_what_was_begun_with_it_is_nobodys_to_read_until_it_is_put_back(
    session: Session, cast: Cast, assignment: Assignment
) -> None:
    work = arrange(session, cast, assignment, Audience.COUPLE, Stage.ALEX_HANDED_IN).submission
    draft = Draft(
        practice_id=assignment.practice_id,
        couple_id=assignment.couple_id,
        assignment_id=assignment.id,
        author_id=cast.alex.id,
        part=work.part,
        occurrence=work.occurrence,
        saved_at=clock.now(),
        typed="begun with words in doubt",
    )
    session.add(draft)
    session.flush()

    def finders(condition: Callable[[Identity], ColumnElement[bool]]) -> set[str]:
        people = everybody(cast).items()
        return {n for n, v in people if session.scalar(select(Draft.id).where(condition(v)))}

    assert finders(set_aside.known_beginnings) == set()
    draft.set_aside_with = work
    for author, standing in product((cast.sam, cast.alex), Standing):
        work.author_id, work.standing = author.id, standing
        session.flush()
        is_theirs = author is cast.alex and standing is Standing.STANDS
        assert finders(visibility.readable_drafts) == finders(visibility.known_drafts) == set()
        assert finders(set_aside.known_beginnings) == {ALEX, MORGAN}
        assert finders(set_aside.readable_beginnings) == ({ALEX} if is_theirs else set())
