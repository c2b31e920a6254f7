"""Change: what is more than chance, which way it went, and what is not known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from couples.measures.change import (
    Changed,
    Crossed,
    Verdict,
    change,
    difference_error,
    gap_half_width,
    half_width,
    is_reliable,
    smallest_change,
    standard_error,
    two_decimals,
)
from couples.measures.instrument import Better, Change, Instrument, Method
from couples.measures.keys import find_instrument, instruments
from couples.measures.scoring import Score, Status

WITH_TOTAL = [each for each in instruments() if each.total]
RELIABLE = [each for each in WITH_TOTAL if each.change.method is not Method.NONE]


def _known(name: str) -> Instrument:
    found = find_instrument(name)
    assert found is not None
    return found


def _changed(name: str, before: int, after: int) -> Changed:
    return change(_known(name), before, Score(Status.COMPLETE, total=after))


@pytest.mark.parametrize(
    ("name", "error", "difference", "points", "half"),
    [
        ("csi4", "0.9798", "1.3856", 3, "1.92"),
        ("csi16", "2.4042", "3.4000", 7, "4.71"),
        ("csi32", "4.5255", "6.4000", 13, "8.87"),
        ("rdas", "4.1777", "5.9082", 12, "8.19"),
    ],
)
def test_the_errors_are_those_of_the_written_table(
    name: str, error: str, difference: str, points: int, half: str
) -> None:
    basis = _known(name).change
    known = standard_error(basis), difference_error(basis)

    assert [round(each, 4) for each in known if each] == [Decimal(error), Decimal(difference)]
    assert smallest_change(basis) == points
    assert half_width(basis) == Decimal(half)


def test_a_gap_between_two_people_has_a_wider_band_than_one_score() -> None:
    assert gap_half_width(_known("csi16").change) == Decimal("6.66")


@pytest.mark.parametrize(("name", "points"), [("phq9", 6), ("gad7", 4)])
def test_published_points_count_from_themselves_on_and_know_no_error(
    name: str, points: int
) -> None:
    basis = _known(name).change

    assert [is_reliable(basis, sign * points) for sign in (1, -1)] == [True, True]
    assert [is_reliable(basis, sign * (points - 1)) for sign in (1, -1)] == [False, False]
    assert (half_width(basis), gap_half_width(basis)) == (None, None)


@pytest.mark.parametrize(("name", "short"), [("csi4", 2), ("csi16", 6), ("csi32", 12)])
def test_computed_points_count_only_beyond_the_error(name: str, short: int) -> None:
    basis = _known(name).change

    assert [is_reliable(basis, short), is_reliable(basis, short + 1)] == [False, True]
    assert [is_reliable(basis, -short), is_reliable(basis, -short - 1)] == [False, True]


def test_exactly_the_error_is_not_yet_a_change() -> None:
    """A difference error of 1 / 1.96 makes one point exactly the limit, which must be passed."""
    on_the_line = Change(
        method=Method.COMPUTED,
        sd=Decimal(1),
        reliability=1 - 1 / (2 * Decimal("1.96") ** 2),
        source="Worked by hand",
        verified=True,
    )

    assert is_reliable(on_the_line, 1) is False


@pytest.mark.parametrize(
    ("name", "before", "after", "expected"),
    [
        ("csi16", 45, 51, (Verdict.UNCHANGED, False, Crossed.NONE, "1.76")),
        ("csi16", 50, 52, (Verdict.UNCHANGED, False, Crossed.TO_NONCLINICAL, "0.59")),
        ("csi16", 60, 70, (Verdict.IMPROVED, True, Crossed.NONE, "2.94")),
        ("csi16", 60, 45, (Verdict.DETERIORATED, True, Crossed.TO_CLINICAL, "-4.41")),
        ("csi16", 45, 45, (Verdict.UNCHANGED, False, Crossed.NONE, "0.00")),
        ("rdas", 47, 59, (Verdict.RECOVERED, True, Crossed.TO_NONCLINICAL, "2.03")),
        ("rdas", 40, 51, (Verdict.UNCHANGED, False, Crossed.TO_NONCLINICAL, "1.86")),
        ("rdas", 48, 60, (Verdict.IMPROVED, True, Crossed.NONE, "2.03")),
        ("phq9", 15, 10, (Verdict.UNCHANGED, False, Crossed.NONE, None)),
        ("phq9", 20, 14, (Verdict.IMPROVED, True, Crossed.NONE, None)),
        ("phq9", 10, 9, (Verdict.UNCHANGED, False, Crossed.TO_NONCLINICAL, None)),
        ("gad7", 9, 13, (Verdict.DETERIORATED, True, Crossed.TO_CLINICAL, None)),
        ("hits", 12, 5, (Verdict.NOT_AVAILABLE, None, Crossed.TO_NONCLINICAL, None)),
        ("pvs", 0, 1, (Verdict.NOT_AVAILABLE, None, Crossed.TO_CLINICAL, None)),
        ("kmss", 17, 16, (Verdict.NOT_AVAILABLE, None, Crossed.TO_CLINICAL, None)),
        ("ras", 10, 30, (Verdict.NOT_AVAILABLE, None, None, None)),
        ("hfs", 20, 90, (Verdict.NOT_AVAILABLE, None, None, None)),
    ],
)
def test_a_verdict_needs_more_than_chance_and_a_direction(
    name: str, before: int, after: int, expected: tuple[Any, ...]
) -> None:
    found = _changed(name, before, after)

    verdict, reliable, crossed, rc = expected
    assert (found.verdict, found.reliable, found.crossed) == (verdict, reliable, crossed)
    assert found.rc == (None if rc is None else Decimal(rc))
    assert found.delta == after - before


@pytest.mark.parametrize("status", [Status.INCOMPLETE, Status.INVALID])
def test_a_follow_up_without_a_total_says_only_that(status: Status) -> None:
    found = change(_known("csi16"), 45, Score(status))

    assert found == Changed(Verdict(status.value))


def test_a_measure_of_parts_alone_has_no_change_of_the_whole() -> None:
    found = change(_known("trim18"), 40, Score(Status.COMPLETE, subscales={"avoidance": 12}))

    assert found == Changed(Verdict.NOT_AVAILABLE)


@pytest.mark.parametrize("baseline", [-1, 82, 45.0, True, "45", [45]], ids=repr)
def test_a_baseline_that_is_no_total_is_compared_with_nothing(baseline: Any) -> None:
    found = change(_known("csi16"), baseline, Score(Status.COMPLETE, total=52))

    assert found == Changed(Verdict.NOT_AVAILABLE)


@pytest.mark.parametrize(
    ("value", "rounded"), [("1.005", "1.01"), ("-1.005", "-1.01"), ("-0.001", "0.00")]
)
def test_a_half_goes_away_from_nothing(value: str, rounded: str) -> None:
    assert str(two_decimals(Decimal(value))) == rounded


@given(st.data())
def test_the_way_back_is_the_same_way_with_the_other_sign(data: st.DataObject) -> None:
    instrument = data.draw(st.sampled_from(RELIABLE))
    low, high = instrument.range_of(instrument.numbers)
    one, two = data.draw(st.integers(low, high)), data.draw(st.integers(low, high))

    there, back = _changed(instrument.id, one, two), _changed(instrument.id, two, one)

    assert there.delta is not None
    assert there.delta == -(back.delta or 0)
    assert there.rc == (None if back.rc is None else -back.rc)
    assert there.reliable == back.reliable
    better = {Verdict.RECOVERED, Verdict.IMPROVED}
    assert (there.verdict in better) == (back.verdict is Verdict.DETERIORATED)
    if there.reliable:
        goes_up = there.delta > 0
        assert (there.verdict in better) == (goes_up == (instrument.better is Better.HIGHER))


@given(st.data())
def test_a_larger_change_is_never_less_certain(data: st.DataObject) -> None:
    instrument = data.draw(st.sampled_from(RELIABLE))
    delta = data.draw(st.integers(0, 160))

    smaller, larger = (is_reliable(instrument.change, each) for each in (delta, delta + 1))

    assert larger or not smaller
    assert smaller == (delta >= (smallest_change(instrument.change) or 0))
