"""What somebody keeps off their own pages: gone from them, and found after a proof."""

from __future__ import annotations

import pytest
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from couples import discretion, responses, visibility
from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.exercises.vocabulary import FlagKind
from couples.measures.instrument import About
from couples.measures.models import MeasureScore
from couples.safety.models import SafetyFlag
from couples.submissions.models import Answer, Reply, ReplyKind, Submission
from tests.cast import Cast
from tests.couples.visibility_scene import arrange, give, score_of
from tests.couples.visibility_table import Stage


@pytest.fixture
def assignment(session: Session, cast: Cast) -> Assignment:
    return give(session, cast)


def test_what_is_kept_off_ones_own_pages_is_found_there_only_after_a_proof(
    session: Session, cast: Cast, assignment: Assignment
) -> None:
    written = arrange(session, cast, assignment, Audience.COUNSELOR, Stage.KEPT_OFF_BOTH)
    submission = written.submission
    common = {"practice_id": cast.practice_id, "couple_id": assignment.couple_id}
    reply = Reply(
        **common,
        submission_id=submission.id,
        author_id=cast.morgan.id,
        kind=ReplyKind.REPLY,
        words="thank you",
    )
    flag = SafetyFlag(
        **common, submission_id=submission.id, person_id=cast.alex.id, kind=FlagKind.UNSURE
    )
    session.add_all([reply, flag, score_of(submission, About.RELATIONSHIP)])
    session.flush()
    found: dict[bool, list[bool]] = {}
    for viewer in (cast.alex.identity, cast.alex.identity.with_kept_off()):
        found[viewer.opens_kept_off] = [
            session.scalar(select(table.id).where(condition)) is not None
            for table, condition in (
                (Answer, and_(visibility.readable_answers(viewer), Answer.id == written.id)),
                (
                    Submission,
                    and_(visibility.known_submissions(viewer), Submission.id == submission.id),
                ),
                (Reply, responses.readable_replies(viewer)),
                (SafetyFlag, discretion.known_signals(viewer)),
                (MeasureScore, discretion.readable_scores(viewer)),
            )
        ]

    assert found == {False: [False] * 5, True: [True] * 5}
    sam = cast.sam.identity.with_kept_off()
    assert session.scalar(select(Answer.id).where(visibility.readable_answers(sam))) is None
