"""Scoring: what is refused, what is missing, what is turned round, and what always holds."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from couples.measures.cases import result
from couples.measures.instrument import Instrument
from couples.measures.keys import find_instrument, instruments
from couples.measures.scoring import AnswerForm, Status, mean, score, turn

ALL = [each for each in instruments() if not each.custom]
MOFS = {"benevolence": [1, 4, 6, 9], "resentment_avoidance": [2, 3, 5, 7, 8, 10]}


def _known(name: str) -> Instrument:
    found = find_instrument(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "answer",
    [True, False, 3.0, 1.5, float("nan"), float("inf"), "3", "", [], {}, -1, 6, 10**400],
    ids=repr,
)
def test_an_answer_that_is_no_whole_number_in_range_makes_it_invalid(answer: Any) -> None:
    found = score(_known("csi4"), [0, answer, None, 9])

    assert found.status is Status.INVALID
    assert found.total is None
    assert found.flags == ()
    assert found.missing_items == ()
    assert found.invalid_items == (2, 4)


@pytest.mark.parametrize(
    "answers",
    [[], [1, 2, 3], [1, 2, 3, 4, 5], [None] * 5, None, "1234", 4, {"1": 2}],
    ids=repr,
)
def test_a_list_of_another_length_is_invalid_and_names_no_item(answers: Any) -> None:
    found = score(_known("csi4"), answers)

    assert (found.status, found.total, found.invalid_items) == (Status.INVALID, None, ())


@pytest.mark.parametrize("instrument", ALL, ids=lambda each: each.id)
def test_nothing_answered_is_incomplete_and_misses_every_item(instrument: Instrument) -> None:
    found = score(instrument, [None] * instrument.count)

    assert found.status is Status.INCOMPLETE
    assert found.total is None
    assert found.missing_items == tuple(instrument.numbers)
    assert found.flags == ()


@pytest.mark.parametrize(
    ("measure", "answers", "flags"),
    [
        ("phq9", [None] * 8 + [1], ("self_harm_item",)),
        ("phq9", [3] * 8 + [None], ()),
        ("phq9", [None] * 8 + [0], ()),
        ("hits", [2, None, None, None], ("ipv_physical_or_threat",)),
        ("hits", [None, None, 5, None], ("ipv_physical_or_threat",)),
        ("hits", [1, 5, 1, None], ()),
        ("hits", [None, 5, 5, 5], ("ipv_physical_or_threat",)),
        ("pvs", [None, 1, None], ("ipv_positive",)),
        ("pvs", [0, None, 0], ()),
    ],
)
def test_what_concerns_safety_is_told_even_when_answers_are_missing(
    measure: str, answers: list[int | None], flags: tuple[str, ...]
) -> None:
    found = score(_known(measure), answers)

    assert (found.status, found.flags) == (Status.INCOMPLETE, flags)


def test_an_invalid_questionnaire_raises_no_flag() -> None:
    assert score(_known("phq9"), [9, 0, 0, 0, 0, 0, 0, 0, 3]).flags == ()


@pytest.mark.parametrize(
    ("measure", "index", "total"),
    [
        ("csi4", [6, 5, 5, 5], 21),
        ("csi4", [0, 0, 0, 0], 0),
        ("csi16", [6, 0, *[5] * 8, 0, 5, 0, 0, 5, 0], 81),
        ("csi16", [0, 5, *[0] * 8, 5, 0, 5, 5, 0, 5], 0),
        (
            "csi32",
            [6, *[0] * 4, *[5] * 4, 0, *[5] * 4, 0, *[5] * 10, *[0, 5] * 3, 0],
            161,
        ),
        ("rdas", [0, 0, 0, 0, 0, 0, 5, 5, 5, 5, 0, 5, 5, 5], 69),
        ("rdas", [5, 5, 5, 5, 5, 5, 0, 0, 0, 0, 4, 0, 0, 0], 0),
        ("ras", [4, 4, 4, 0, 4, 4, 0], 35),
        ("kmss", [0, 0, 0], 3),
        ("hits", [4, 4, 4, 4], 20),
        ("pvs", [1, 1, 1], 3),
        ("phq9", [3] * 9, 27),
    ],
)
def test_positions_as_printed_come_to_the_same_points(
    measure: str, index: list[int], total: int
) -> None:
    assert score(_known(measure), index, AnswerForm.OPTION_INDEX).total == total


@pytest.mark.parametrize(("measure", "index"), [("csi4", 7), ("rdas", 6), ("ras", 5), ("pvs", 2)])
def test_a_position_that_was_not_printed_is_invalid(measure: str, index: int) -> None:
    instrument = _known(measure)
    answers = [index, *[0] * (instrument.count - 1)]

    assert score(instrument, answers, AnswerForm.OPTION_INDEX).invalid_items == (1,)
    assert score(instrument, [-1] * instrument.count, AnswerForm.OPTION_INDEX).invalid_items == (
        tuple(instrument.numbers)
    )


@pytest.mark.parametrize("form", ["", "points", None, 3, ["scored"]])
def test_an_unknown_form_of_answers_is_invalid(form: Any) -> None:
    case = {"measure": "phq2", "answer_form": form, "answers": [0, 0]}

    assert result(case)["status"] == "invalid"


@pytest.mark.parametrize("measure", ["das", "ors", "srs", "wast", "CSI4", "", None, 4, ["csi4"]])
def test_a_measure_that_nobody_knows_is_invalid(measure: Any) -> None:
    told = result({"measure": measure, "answers": [1, 1, 1, 1], "baseline_total": 4})

    assert told == {
        "status": "invalid",
        "total": None,
        "flags": [],
        "invalid_items": [],
        "band": None,
    }


@pytest.mark.parametrize(
    "mapping",
    [
        None,
        [],
        {},
        {"a": []},
        {"a": [0]},
        {"a": [11]},
        {"a": ["1"]},
        {"a": [True]},
        {"a": [1.0]},
        {"a": [1, 1]},
        {"a": "1"},
    ],
    ids=repr,
)
def test_a_key_of_ones_own_that_names_no_item_scores_nothing(mapping: Any) -> None:
    case = {"measure": "mofs_custom", "answers": [1] * 10, "mapping": mapping}

    assert result(case)["status"] == "invalid"


def test_a_key_of_ones_own_adds_up_what_it_names_and_nothing_else() -> None:
    case = {"measure": "mofs_custom", "answers": [*range(1, 7), 1, 1, 1, 1], "mapping": {"x": [6]}}

    told = result(case)

    assert (told["total"], told["subscales"], told["band"]) == (None, {"x": 6}, None)


def test_a_key_of_ones_own_misses_items_like_any_other() -> None:
    case = {"measure": "mofs_custom", "answers": [None, *[1] * 9], "mapping": MOFS}

    assert result(case)["missing_items"] == [1]


@pytest.mark.parametrize(
    ("total", "count", "rounded"), [(27, 7, "3.86"), (1, 8, "0.13"), (3, 8, "0.38"), (15, 6, "2.5")]
)
def test_a_mean_has_two_decimals_and_a_half_goes_up(total: int, count: int, rounded: str) -> None:
    assert mean(total, count) == Decimal(rounded)


@pytest.mark.parametrize(
    ("measure", "edges"),
    [
        ("csi4", {13: "below_cutoff", 14: "at_or_above_cutoff"}),
        ("csi16", {51: "below_cutoff", 52: "at_or_above_cutoff"}),
        ("csi32", {104: "below_cutoff", 105: "at_or_above_cutoff"}),
        ("rdas", {47: "distressed", 48: "non_distressed"}),
        ("kmss", {16: "below_cutoff", 17: "at_or_above_cutoff"}),
        ("phq9", {4: "minimal", 5: "mild", 9: "mild", 10: "moderate", 14: "moderate"}),
        ("phq9", {15: "moderately_severe", 19: "moderately_severe", 20: "severe"}),
        (
            "gad7",
            {4: "minimal", 5: "mild", 9: "mild", 10: "moderate", 14: "moderate", 15: "severe"},
        ),
        ("phq2", {2: "negative_screen", 3: "positive_screen"}),
        ("hits", {10: "negative_screen", 11: "positive_screen"}),
        ("pvs", {0: "negative_screen", 1: "positive_screen"}),
        ("hfs", {54: "usually_unforgiving", 55: "mixed", 89: "mixed", 90: "usually_forgiving"}),
    ],
)
def test_a_band_begins_and_ends_where_it_was_published(measure: str, edges: dict[int, str]) -> None:
    instrument = _known(measure)

    assert {total: score(instrument, _summing(instrument, total)).band for total in edges} == edges


def _summing(instrument: Instrument, total: int) -> list[int]:
    """Printed answers whose total, after turning, is `total`."""
    scales = [instrument.scale_of(number) for number in instrument.numbers]
    left = total - sum(scale.low for scale in scales)
    turned = {}
    for number, scale in zip(instrument.numbers, scales, strict=True):
        more = min(left, scale.high - scale.low)
        turned[number], left = scale.low + more, left - more
    assert left == 0
    return list(turn(instrument, turned).values())
