"""
Change: what lies between two scores, and whether chance alone would explain it.

After Jacobson and Truax (1991), with decimals throughout, so that a half is a half.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from couples.measures.instrument import Better, Change, Instrument, Method
from couples.measures.scoring import HUNDREDTH, Score, Status

Z = Decimal("1.96")


class Crossed(enum.StrEnum):
    """Whether the cut-off lies between two scores, and in which direction it was passed."""

    TO_NONCLINICAL = "to_nonclinical"
    TO_CLINICAL = "to_clinical"
    NONE = "none"


class Verdict(enum.StrEnum):
    """What a change comes to, in one word."""

    RECOVERED = "recovered"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    DETERIORATED = "deteriorated"
    NOT_AVAILABLE = "not_available"
    INCOMPLETE = "incomplete"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Changed:
    """From a baseline to a follow-up; None where nothing can be said."""

    verdict: Verdict
    delta: int | None = None
    rc: Decimal | None = None
    reliable: bool | None = None
    crossed: Crossed | None = None


def change(
    instrument: Instrument, baseline: int, follow_up: Score, basis: Change | None = None
) -> Changed:
    """
    What lies between a baseline total and a follow-up.

    `basis` stands in for the instrument's own, where a practice has another. A baseline
    that is no score of this instrument cannot be compared with anything.
    """
    if follow_up.status is not Status.COMPLETE:
        return Changed(Verdict(follow_up.status.value))
    if follow_up.total is None or not is_total(instrument, baseline):
        return Changed(Verdict.NOT_AVAILABLE)
    basis = basis or instrument.change
    delta = follow_up.total - baseline
    crossed = _crossed(instrument, baseline, follow_up.total)
    reliable = is_reliable(basis, delta)
    verdict = _verdict(instrument, delta, is_more_than_chance=reliable, crossed=crossed)
    return Changed(verdict, delta, _rc(basis, delta), reliable, crossed)


def is_total(instrument: Instrument, value: object) -> bool:
    """Whether `value` is a total that this instrument can give."""
    if instrument.total is None or not isinstance(value, int) or isinstance(value, bool):
        return False
    low, high = instrument.range_of(instrument.numbers)
    return low <= value <= high


def is_reliable(basis: Change, delta: int) -> bool | None:
    """Whether so many points are more than chance; None where nobody knows."""
    match basis.method:
        case Method.COMPUTED:
            return abs(delta) > Z * (difference_error(basis) or 0)
        case Method.PUBLISHED:
            return abs(delta) >= (basis.points or 0)
        case Method.NONE:
            return None


def standard_error(basis: Change) -> Decimal | None:
    """The standard error of one score, where it is known."""
    if basis.sd is not None and basis.reliability is not None:
        return basis.sd * (1 - basis.reliability).sqrt()
    if basis.value is not None:
        return basis.value / Z / Decimal(2).sqrt()
    return None


def difference_error(basis: Change) -> Decimal | None:
    """The standard error of a difference of two scores, where it is known."""
    if basis.value is not None:
        return basis.value / Z
    error = standard_error(basis)
    return None if error is None else (2 * error * error).sqrt()


def half_width(basis: Change) -> Decimal | None:
    """How far the 95 % band reaches to either side of one score."""
    error = standard_error(basis)
    return None if error is None else two_decimals(Z * error)


def gap_half_width(basis: Change) -> Decimal | None:
    """How far the 95 % band reaches around the difference between two people’s scores."""
    error = difference_error(basis)
    return None if error is None else two_decimals(Z * error)


def smallest_change(basis: Change) -> int | None:
    """The smallest whole number of points that counts, where anything does."""
    match basis.method:
        case Method.PUBLISHED:
            return basis.points
        case Method.COMPUTED:
            return int(Z * (difference_error(basis) or 0)) + 1
        case Method.NONE:
            return None


def two_decimals(value: Decimal) -> Decimal:
    """Rounded to hundredths, a half away from zero, and never minus nothing."""
    return value.quantize(HUNDREDTH, ROUND_HALF_UP) + 0


def _rc(basis: Change, delta: int) -> Decimal | None:
    error = difference_error(basis)
    return None if error is None else two_decimals(delta / error)


def _crossed(instrument: Instrument, before: int, after: int) -> Crossed | None:
    if instrument.cutoff is None:
        return None
    was, is_now = instrument.cutoff.is_clinical(before), instrument.cutoff.is_clinical(after)
    if was == is_now:
        return Crossed.NONE
    return Crossed.TO_CLINICAL if is_now else Crossed.TO_NONCLINICAL


def _verdict(
    instrument: Instrument, delta: int, *, is_more_than_chance: bool | None, crossed: Crossed | None
) -> Verdict:
    if is_more_than_chance is None:
        return Verdict.NOT_AVAILABLE
    if not is_more_than_chance:
        return Verdict.UNCHANGED
    if (delta > 0) != (instrument.better is Better.HIGHER):
        return Verdict.DETERIORATED
    return Verdict.RECOVERED if crossed is Crossed.TO_NONCLINICAL else Verdict.IMPROVED
