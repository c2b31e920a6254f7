"""Handing a measure in: scored in the same breath, readable by few, and never twice."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.caseload.models import Couple, Practice
from couples.exercises.services import stock_library
from couples.exercises.vocabulary import FlagKind
from couples.identity import Identity
from couples.measures.models import MeasureScore
from couples.measures.queries import find_score, gap, latest_scores, list_scores
from couples.measures.scoring import Status
from couples.safety.queries import list_flags, list_signals
from couples.submissions import handing_in, reviewing
from couples.submissions.typed import InvalidAnswersError
from tests.cast import Cast
from tests.couples.measures.measuring import (
    CSI16_38,
    CSI16_45,
    CSI16_52,
    answers,
    measure,
    press,
)
from tests.homework import begin, give, hand_in


@pytest.fixture(autouse=True)
def _library(session: Session, cast: Cast) -> None:
    stock_library(session, session.get_one(Practice, cast.practice_id))


def _couple(session: Session, cast: Cast) -> Couple:
    return session.get_one(Couple, cast.alex_and_sam.id)


def _count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(MeasureScore)) or 0


class TestHandingIn:
    def test_a_whole_measure_is_scored_at_once(self, session: Session, cast: Cast) -> None:
        handed_in = measure(session, cast.alex, cast.alex_and_sam, "csi-16", CSI16_45)

        kept = find_score(session, cast.morgan.identity, handed_in)

        assert kept is not None
        assert (kept.measure, kept.status, kept.total) == ("csi16", Status.COMPLETE, 45)
        assert kept.score.band == "below_cutoff"

    def test_a_question_left_open_gives_no_total_and_says_which(
        self, session: Session, cast: Cast
    ) -> None:
        points = [*CSI16_45[:-2], None, None]

        handed_in = measure(session, cast.alex, cast.alex_and_sam, "csi-16", points)

        kept = find_score(session, cast.morgan.identity, handed_in)
        assert kept is not None
        assert (kept.status, kept.total) == (Status.INCOMPLETE, None)
        assert kept.score.missing_items == (15, 16)

    def test_a_safety_item_is_kept_even_where_others_are_open(
        self, session: Session, cast: Cast
    ) -> None:
        points = [None] * 8 + [1]

        handed_in = measure(session, cast.alex, cast.alex_and_sam, "phq-9", points, alone=True)

        kept = find_score(session, cast.morgan.identity, handed_in)
        assert kept is not None
        assert kept.score.flags == ("self_harm_item",)

    def test_a_measure_without_any_answer_is_not_handed_in(
        self, session: Session, cast: Cast
    ) -> None:
        given = give(session, cast.alex_and_sam, "csi-4")

        with pytest.raises(InvalidAnswersError):
            hand_in(session, cast.alex, given, {})

        assert _count(session) == 0

    def test_a_second_press_of_the_same_button_scores_once(
        self, session: Session, cast: Cast
    ) -> None:
        given = give(session, cast.alex_and_sam, "csi-4")
        draft = begin(session, cast.alex, given, answers([3, 2, 2, 2]))
        key = press()

        for _time in range(2):
            handing_in.submit(
                session, cast.alex.identity, draft.public_id, revision=draft.revision, key=key
            )

        assert _count(session) == 1

    def test_other_homework_has_no_score(self, session: Session, cast: Cast) -> None:
        given = give(session, cast.alex_and_sam, "wins")

        assert given.definition.kind.value != "measure"
        assert _count(session) == 0

    def test_of_two_attempts_the_newer_one_counts(self, session: Session, cast: Cast) -> None:
        given = give(session, cast.alex_and_sam, "csi-4")
        first = hand_in(session, cast.alex, given, answers([3, None, 2, 2]))
        reviewing.return_for_another_attempt(
            session, cast.morgan.identity, first.public_id, words="One was left open"
        )
        hand_in(session, cast.alex, given, answers([3, 2, 2, 2]))

        [kept] = list_scores(session, cast.morgan.identity, [_couple(session, cast)])

        assert kept.total == 9
        assert _count(session) == 2


class TestSafety:
    @pytest.mark.parametrize("points", [[None] * 8 + [1], [0] * 8 + [3]])
    def test_thoughts_of_death_are_put_before_the_counselor_at_once(
        self, session: Session, cast: Cast, points: list[int | None]
    ) -> None:
        handed_in = measure(session, cast.alex, cast.alex_and_sam, "phq-9", points, alone=True)

        [flag] = list_flags(session, cast.morgan.identity)

        assert (flag.kind, flag.submission_id) == (FlagKind.SELF_HARM, handed_in.id)
        assert list_signals(session, cast.alex.identity, handed_in)
        assert not list_signals(session, cast.sam.identity, handed_in)

    def test_an_answer_that_asks_for_nothing_raises_nothing(
        self, session: Session, cast: Cast
    ) -> None:
        measure(session, cast.alex, cast.alex_and_sam, "phq-9", [3] * 8 + [0], alone=True)

        assert list_flags(session, cast.morgan.identity) == []


class TestWhoReadsAScore:
    def _readers(self, session: Session, cast: Cast) -> set[str]:
        people: dict[str, Identity] = {
            member.name: member.identity
            for member in (cast.alex, cast.sam, cast.kim, cast.morgan, cast.lee)
        }
        people["copy"] = cast.morgan.identity.for_copy_of(cast.alex_and_sam.id)
        couple = _couple(session, cast)
        return {name for name, who in people.items() if list_scores(session, who, [couple])}

    def test_ones_own_satisfaction_is_ones_own_and_the_counselors(
        self, session: Session, cast: Cast
    ) -> None:
        measure(session, cast.alex, cast.alex_and_sam, "csi-16", CSI16_45)

        assert self._readers(session, cast) == {cast.alex.name, cast.morgan.name}

    def test_both_having_answered_opens_nothing(self, session: Session, cast: Cast) -> None:
        for author in (cast.alex, cast.sam):
            measure(session, author, cast.alex_and_sam, "csi-16", CSI16_45)

        couple = _couple(session, cast)
        [mine] = list_scores(session, cast.alex.identity, [couple])

        assert mine.submission.author_id == cast.alex.id
        assert len(list_scores(session, cast.morgan.identity, [couple])) == 2

    def test_a_screen_of_a_person_is_the_counselors_alone(
        self, session: Session, cast: Cast
    ) -> None:
        measure(session, cast.alex, cast.alex_and_sam, "phq-9", [2] * 9, alone=True)

        assert self._readers(session, cast) == {cast.morgan.name}


class TestLatestScores:
    def test_the_newest_complete_score_of_each_partner_counts(
        self, session: Session, cast: Cast
    ) -> None:
        pair = cast.alex_and_sam
        measure(session, cast.alex, pair, "csi-16", CSI16_45)
        measure(session, cast.alex, pair, "csi-16", CSI16_52, weeks=4)
        measure(session, cast.alex, pair, "csi-16", [None, *CSI16_52[1:]], weeks=8)
        measure(session, cast.sam, pair, "csi-16", CSI16_38, weeks=4)

        found = latest_scores(session, cast.morgan.identity, [_couple(session, cast)])

        latest = found[pair.id]["csi16"]
        assert {who: each.total for who, each in latest.items()} == {
            cast.alex.id: 52,
            cast.sam.id: 38,
        }
        assert gap(latest) == 14

    def test_one_score_has_no_gap(self, session: Session, cast: Cast) -> None:
        measure(session, cast.alex, cast.alex_and_sam, "csi-16", CSI16_45)

        found = latest_scores(session, cast.morgan.identity, [_couple(session, cast)])

        assert gap(found[cast.alex_and_sam.id]["csi16"]) is None

    def test_another_counselor_finds_nothing(self, session: Session, cast: Cast) -> None:
        measure(session, cast.alex, cast.alex_and_sam, "csi-16", CSI16_45)

        found = latest_scores(session, cast.lee.identity, [_couple(session, cast)])

        assert found == {cast.alex_and_sam.id: {}}
