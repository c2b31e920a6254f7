"""The course of a measure: each partner's line, the gap, and the holes in time."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from couples.caseload.models import Couple, Practice
from couples.exercises.services import stock_library
from couples.measures.change import Verdict
from couples.measures.course import Course, courses_of, longest_step
from couples.measures.instrument import Change, Method
from couples.measures.queries import list_scores
from couples.measures.telling import basis_words, gap_words, verdict_words
from tests.cast import Cast
from tests.couples.measures.measuring import CSI16_38, CSI16_45, CSI16_52, measure

DAY = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _library(session: Session, cast: Cast) -> None:
    stock_library(session, session.get_one(Practice, cast.practice_id))


def _courses(session: Session, cast: Cast, own: dict[str, Change] | None = None) -> list[Course]:
    couple = session.get_one(Couple, cast.alex_and_sam.id)
    scores = list_scores(session, cast.morgan.identity, [couple])
    return courses_of(couple, scores, own or {})


def test_each_partner_has_a_line_and_a_verdict_of_their_own(session: Session, cast: Cast) -> None:
    pair = cast.alex_and_sam
    measure(session, cast.alex, pair, "csi-16", CSI16_45)
    measure(session, cast.alex, pair, "csi-16", CSI16_52, weeks=4)
    measure(session, cast.sam, pair, "csi-16", CSI16_45)
    measure(session, cast.sam, pair, "csi-16", CSI16_38, weeks=4)

    [course] = _courses(session, cast)

    verdicts = {line.person_id: line.changed.verdict for line in course.lines if line.changed}
    assert verdicts == {cast.alex.id: Verdict.RECOVERED, cast.sam.id: Verdict.DETERIORATED}
    assert [gap.points for gap in course.gaps] == [0, 14]
    assert course.is_gap_clear is True


def test_the_words_say_what_the_numbers_say(session: Session, cast: Cast) -> None:
    pair = cast.alex_and_sam
    measure(session, cast.alex, pair, "csi-16", CSI16_45)
    measure(session, cast.alex, pair, "csi-16", CSI16_52, weeks=4)
    measure(session, cast.sam, pair, "csi-16", CSI16_45, weeks=4)

    [course] = _courses(session, cast)

    alex, sam = course.lines
    assert verdict_words(course, alex) == (
        "7 points up from 45. A reliable change for the better, and now on the other side of"
        " the cut-off."
    )
    assert verdict_words(course, sam) == "Too few scores to tell a change."
    assert gap_words(course) == (
        "Alex’s score is 7 points higher. That is more than the error of a gap (± 6.7)."
    )
    assert basis_words(course.basis, is_own=False) == (
        "Reliable change from SD 17 and reliability 0.98: 7 points or more. Source: Standard"
        " deviation and coefficient alpha attributed to Funk and Rogge (2007). Not checked"
        " against the original."
    )


def test_a_practice_with_another_reliability_needs_a_larger_change(
    session: Session, cast: Cast
) -> None:
    retest = Change(
        method=Method.COMPUTED,
        sd=Decimal(17),
        reliability=Decimal("0.90"),
        source="A retest",
        verified=True,
    )
    measure(session, cast.alex, cast.alex_and_sam, "csi-16", CSI16_45)
    measure(session, cast.alex, cast.alex_and_sam, "csi-16", CSI16_52, weeks=4)

    [course] = _courses(session, cast, {"csi16": retest})

    [line] = course.lines
    assert line.changed is not None
    assert line.changed.verdict is Verdict.UNCHANGED
    assert "15 points would be a reliable change" in verdict_words(course, line)
    assert basis_words(course.basis, is_own=course.is_own_basis).endswith(
        "Checked. Set by your practice."
    )


def test_two_scores_of_different_months_are_no_gap(session: Session, cast: Cast) -> None:
    measure(session, cast.alex, cast.alex_and_sam, "csi-16", CSI16_45)
    measure(session, cast.sam, cast.alex_and_sam, "csi-16", CSI16_52, weeks=4)

    [course] = _courses(session, cast)

    assert course.gaps == ()
    assert course.is_gap_clear is None


def test_swapping_the_partners_turns_the_gap_round(session: Session, cast: Cast) -> None:
    measure(session, cast.alex, cast.alex_and_sam, "csi-16", CSI16_38)
    measure(session, cast.sam, cast.alex_and_sam, "csi-16", CSI16_52)

    [course] = _courses(session, cast)

    assert [gap.points for gap in course.gaps] == [-14]
    assert gap_words(course).startswith("Sam’s score is 14 points higher.")


def test_what_is_incomplete_stands_in_the_line_and_counts_for_nothing(
    session: Session, cast: Cast
) -> None:
    measure(session, cast.alex, cast.alex_and_sam, "csi-16", CSI16_45)
    measure(session, cast.alex, cast.alex_and_sam, "csi-16", [None, *CSI16_52[1:]], weeks=4)

    [course] = _courses(session, cast)

    [line] = course.lines
    assert len(line.taken) == 2
    assert len(line.complete) == 1
    assert line.changed is None


@pytest.mark.parametrize(
    ("days", "longest"), [((), 28), ((0,), 28), ((0, 7, 14), 28), ((0, 28, 56), 56)]
)
def test_how_long_may_pass_depends_on_the_rhythm(days: tuple[int, ...], longest: int) -> None:
    assert longest_step([DAY + timedelta(days=each) for each in days]) == longest
