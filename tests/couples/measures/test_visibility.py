"""Who reads a score, in the scene of the visibility table."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import discretion
from couples.measures.instrument import About, Method
from couples.measures.models import MeasureBasis, MeasureScore
from tests.cast import Cast
from tests.couples.visibility_scene import everybody, give, hand_in, score_of
from tests.couples.visibility_table import ALEX, LEE, MORGAN


@pytest.mark.parametrize(
    ("about", "expected"),
    [(About.RELATIONSHIP, {ALEX, MORGAN}), (About.INDIVIDUAL, {MORGAN})],
)
def test_a_score_is_for_its_author_and_the_counselor_and_a_screen_for_the_counselor(
    session: Session, cast: Cast, about: About, expected: set[str]
) -> None:
    assignment = give(session, cast)
    submission = hand_in(session, assignment, cast.alex)
    hand_in(session, assignment, cast.sam)
    session.add(score_of(submission, about))
    session.flush()

    readers = {
        name
        for name, viewer in everybody(cast).items()
        if session.scalar(select(MeasureScore.id).where(discretion.readable_scores(viewer)))
    }

    assert readers == expected


def test_what_counts_as_a_change_is_known_to_the_counselors_of_the_practice(
    session: Session, cast: Cast
) -> None:
    basis = MeasureBasis(
        practice_id=cast.practice_id,
        measure="csi16",
        method=Method.PUBLISHED,
        points=9,
        verified=False,
        is_own=True,
        set_by_id=cast.morgan.id,
        source="a book",
    )
    session.add(basis)
    session.flush()

    knowing = {
        name
        for name, viewer in everybody(cast).items()
        if session.scalar(select(MeasureBasis.id).where(discretion.known_bases(viewer)))
    }

    assert knowing == {MORGAN, LEE}
