"""What a practice decides itself: what counts as a change, and words that it may use."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples.audiences import Audience
from couples.caseload.models import Couple, Practice
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.exercises.queries import list_exercises
from couples.exercises.services import stock_library
from couples.measures import services
from couples.measures.definitions import Wording
from couples.measures.instrument import Instrument, Method
from couples.measures.models import MeasureBasis, MeasureWording
from couples.measures.queries import bases, list_scores
from couples.submissions import sharing
from couples.submissions.queries import list_answers
from tests.cast import Cast
from tests.couples.measures.measuring import CSI16_45, measure

MOFS = {"benevolence": [1, 4, 6, 9], "resentment_avoidance": [2, 3, 5, 7, 8, 10]}


@pytest.fixture(autouse=True)
def _library(session: Session, cast: Cast) -> None:
    stock_library(session, session.get_one(Practice, cast.practice_id))


def _words(instrument: Instrument) -> Wording:
    return Wording(
        "Answer for yourself.",
        tuple(f"Question {number}" for number in instrument.numbers),
        tuple(tuple(f"Step {points}" for points in scale.points) for scale in instrument.scales),
    )


class TestSetBasis:
    def test_a_practice_counts_by_its_own_numbers_until_it_goes_back(
        self, session: Session, cast: Cast
    ) -> None:
        morgan, csi = cast.morgan.identity, services.get_instrument("csi-16")

        services.set_basis(
            session, morgan, csi, sd="17", reliability="0,90", source="A retest", verified=True
        )
        own = bases(session, morgan)["csi16"]
        services.reset_basis(session, morgan, csi)

        assert (own.method, own.sd, own.reliability) == (
            Method.COMPUTED,
            Decimal(17),
            Decimal("0.90"),
        )
        assert own.source == "A retest"
        assert bases(session, morgan) == {}

    def test_a_colleague_of_the_practice_counts_alike_and_a_partner_knows_nothing(
        self, session: Session, cast: Cast
    ) -> None:
        csi = services.get_instrument("csi-16")
        services.set_basis(
            session, cast.morgan.identity, csi, points=9, source="A book", verified=False
        )

        assert bases(session, cast.lee.identity)["csi16"].points == 9
        assert bases(session, cast.alex.identity) == {}

    @pytest.mark.parametrize(
        "given",
        [
            {},
            {"sd": "17"},
            {"reliability": "0.9"},
            {"sd": "17", "reliability": "0.9", "points": 7},
            {"sd": "17", "reliability": "1"},
            {"sd": "0", "reliability": "0.9"},
            {"sd": "-3", "reliability": "0.9"},
            {"sd": "NaN", "reliability": "0.9"},
            {"sd": "many", "reliability": "0.9"},
            {"sd": "1e999999", "reliability": "Infinity"},
            {"points": 0},
            {"points": 9, "source": "  "},
        ],
        ids=repr,
    )
    def test_numbers_that_cannot_be_are_refused_and_nothing_is_kept(
        self, session: Session, cast: Cast, given: dict[str, object]
    ) -> None:
        values: dict[str, object] = {"source": "A book", "verified": False, **given}
        csi = services.get_instrument("csi-16")

        with pytest.raises(DomainError):
            services.set_basis(session, cast.morgan.identity, csi, **values)  # type: ignore[arg-type]  # the cases are of every kind

        assert session.scalar(select(func.count()).select_from(MeasureBasis)) == 0

    def test_a_measure_of_parts_alone_has_no_change_to_count(
        self, session: Session, cast: Cast
    ) -> None:
        trim = services.get_instrument("trim-18")

        with pytest.raises(DomainError):
            services.set_basis(
                session, cast.morgan.identity, trim, points=9, source="A book", verified=False
            )

    def test_a_partner_decides_nothing(self, session: Session, cast: Cast) -> None:
        csi = services.get_instrument("csi-16")

        with pytest.raises(NotAllowedError):
            services.set_basis(
                session, cast.alex.identity, csi, points=9, source="A book", verified=False
            )
        with pytest.raises(NotAllowedError):
            services.reset_basis(session, cast.alex.identity, csi)


class TestBringWording:
    def test_words_that_it_may_use_go_into_the_practices_library(
        self, session: Session, cast: Cast
    ) -> None:
        kmss = services.get_instrument("kmss")

        services.bring_wording(session, cast.morgan.identity, kmss, _words(kmss), stated=True)

        keys = {version.exercise.key for version in list_exercises(session, cast.lee.identity)}
        [kept] = session.scalars(select(MeasureWording))
        assert "kmss" in keys
        assert kept.text == services.statement()
        assert kept.stated_by_id == cast.morgan.id

    def test_they_are_answered_and_scored_like_any_other(
        self, session: Session, cast: Cast
    ) -> None:
        kmss = services.get_instrument("kmss")
        services.bring_wording(session, cast.morgan.identity, kmss, _words(kmss), stated=True)

        measure(session, cast.alex, cast.alex_and_sam, "kmss", [6, 6, 5])

        couple = session.get_one(Couple, cast.alex_and_sam.id)
        [kept] = list_scores(session, cast.morgan.identity, [couple])
        assert (kept.measure, kept.total, kept.band) == ("kmss", 17, "at_or_above_cutoff")

    def test_the_same_words_again_change_nothing_and_others_are_a_new_version(
        self, session: Session, cast: Cast
    ) -> None:
        morgan, kmss = cast.morgan.identity, services.get_instrument("kmss")
        words = _words(kmss)
        other = Wording("Answer as it is now.", words.texts, words.labels)

        numbers = [
            services.bring_wording(session, morgan, kmss, each, stated=True).number
            for each in (words, words, other)
        ]

        assert numbers == [1, 1, 2]

    def test_a_key_of_ones_own_scores_the_parts_that_it_names(
        self, session: Session, cast: Cast
    ) -> None:
        mofs = services.get_instrument("mofs-custom")
        services.bring_wording(
            session, cast.morgan.identity, mofs, _words(mofs), stated=True, mapping=MOFS
        )

        measure(
            session, cast.alex, cast.alex_and_sam, "mofs-custom", [5, 2, 2, 5, 1, 5, 2, 2, 4, 2]
        )

        couple = session.get_one(Couple, cast.alex_and_sam.id)
        [kept] = list_scores(session, cast.morgan.identity, [couple])
        assert kept.score.subscales == {"benevolence": 19, "resentment_avoidance": 11}

    @pytest.mark.parametrize(
        ("texts", "labels", "stated"),
        [
            (3, 7, False),
            (2, 7, True),
            (4, 7, True),
            (3, 6, True),
            (0, 0, True),
        ],
    )
    def test_without_the_statement_or_with_lines_missing_nothing_is_kept(
        self, session: Session, cast: Cast, texts: int, labels: int, *, stated: bool
    ) -> None:
        kmss = services.get_instrument("kmss")
        wording = Wording("Answer.", ("Question",) * texts, (("Step",) * labels,))

        with pytest.raises(DomainError):
            services.bring_wording(session, cast.morgan.identity, kmss, wording, stated=stated)

        assert session.scalar(select(func.count()).select_from(MeasureWording)) == 0

    @pytest.mark.parametrize("mapping", [None, {}, {"part": [11]}, {"part": []}], ids=repr)
    def test_a_key_of_ones_own_needs_its_parts(
        self, session: Session, cast: Cast, mapping: dict[str, list[int]] | None
    ) -> None:
        mofs = services.get_instrument("mofs-custom")

        with pytest.raises(DomainError):
            services.bring_wording(
                session, cast.morgan.identity, mofs, _words(mofs), stated=True, mapping=mapping
            )

    def test_markup_and_endless_lines_are_refused(self, session: Session, cast: Cast) -> None:
        kmss = services.get_instrument("kmss")
        words = _words(kmss)
        for text in ("<b>How</b>", "x" * 241):
            wording = Wording(words.instructions, (text, *words.texts[1:]), words.labels)

            with pytest.raises(DomainError):
                services.bring_wording(session, cast.morgan.identity, kmss, wording, stated=True)

    def test_words_that_come_along_are_not_replaced(self, session: Session, cast: Cast) -> None:
        csi = services.get_instrument("csi-4")

        with pytest.raises(DomainError):
            services.bring_wording(session, cast.morgan.identity, csi, _words(csi), stated=True)

    @pytest.mark.parametrize("slug", ["das", "ors", "srs", "wast", "csi4", ""])
    def test_what_is_not_here_is_not_found(self, slug: str) -> None:
        with pytest.raises(NotFoundError):
            services.get_instrument(slug)


def test_nobody_can_be_pressed_to_show_what_a_measure_asked(session: Session, cast: Cast) -> None:
    handed_in = measure(session, cast.alex, cast.alex_and_sam, "csi-16", CSI16_45)
    answers = list_answers(session, cast.alex.identity, [handed_in])[handed_in.id]

    assert {sharing.wider_for(answer) for answer in answers} == {()}
    with pytest.raises(NotAllowedError):
        sharing.widen(session, cast.alex.identity, answers[0].public_id, audience=Audience.COUPLE)
