"""
Scoring: answers in, a score out. Pure arithmetic, with the key as data.

Nothing is guessed. One answer that cannot be makes the whole invalid, one that is
missing makes it incomplete, and neither has a total; what concerns somebody's safety
is told even then.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from couples.measures.instrument import Band, Flag, Instrument, Subscale

HUNDREDTH = Decimal("0.01")


class Status(enum.StrEnum):
    """Whether the answers came to a score."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    INVALID = "invalid"


class AnswerForm(enum.StrEnum):
    """What the numbers given as answers mean."""

    SCORED = "scored"
    """The printed point value, before anything is reversed."""

    OPTION_INDEX = "option_index"
    """The position from left to right as printed, from 0."""


@dataclass(frozen=True, slots=True)
class Score:
    """What some answers came to; where they are not complete, only flags and what is wrong."""

    status: Status
    total: int | None = None
    mean: Decimal | None = None
    band: str | None = None
    subscales: Mapping[str, int] = field(default_factory=dict)
    subscale_means: Mapping[str, Decimal] = field(default_factory=dict)
    subscale_bands: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    missing_items: tuple[int, ...] = ()
    invalid_items: tuple[int, ...] = ()


def score(
    instrument: Instrument,
    answers: object,
    form: AnswerForm = AnswerForm.SCORED,
    *,
    mapping: Mapping[str, Sequence[int]] | None = None,
) -> Score:
    """
    The score of `answers`, one for each item in order, None where nothing was chosen.

    `mapping` is the key of a custom instrument: subscale to item numbers. With more or
    fewer answers than items nobody knows which belongs where, so no item is named.
    """
    if not isinstance(answers, list | tuple) or len(answers) != instrument.count:
        return Score(Status.INVALID)
    printed = {
        number: _printed(instrument, number, answer, form)
        for number, answer in zip(instrument.numbers, answers, strict=True)
    }
    wrong = [
        number
        for number, answer in zip(instrument.numbers, answers, strict=True)
        if answer is not None and printed[number] is None
    ]
    if wrong:
        return Score(Status.INVALID, invalid_items=tuple(wrong))
    points = {number: value for number, value in printed.items() if value is not None}
    missing = tuple(number for number in instrument.numbers if number not in points)
    if missing:
        flags = _flags(instrument, points, None)
        return Score(Status.INCOMPLETE, flags=flags, missing_items=missing)
    return _complete(instrument, points, mapping)


def _printed(instrument: Instrument, number: int, answer: object, form: AnswerForm) -> int | None:
    """The printed point value of one answer, or None where it has none, as yes and no have."""
    if not isinstance(answer, int) or isinstance(answer, bool):
        return None
    points = instrument.scale_of(number).points
    if form is AnswerForm.OPTION_INDEX:
        return points[answer] if 0 <= answer < len(points) else None
    return answer if answer in points else None


def _complete(
    instrument: Instrument, points: dict[int, int], mapping: Mapping[str, Sequence[int]] | None
) -> Score:
    turned = turn(instrument, points)
    if instrument.custom:
        sums = {name: sum(turned[n] for n in items) for name, items in (mapping or {}).items()}
        return Score(Status.COMPLETE, subscales=sums)
    parts = {part.id: sum(turned[number] for number in part.items) for part in instrument.subscales}
    rule = instrument.total
    total = sum(turned.values()) if rule else None
    return Score(
        Status.COMPLETE,
        total=total,
        mean=mean(total, instrument.count) if rule and rule.mean and total is not None else None,
        band=_band(rule.bands, total) if rule and total is not None else None,
        subscales=parts,
        subscale_means={
            part.id: mean(parts[part.id], len(part.items))
            for part in instrument.subscales
            if part.mean
        },
        subscale_bands=_subscale_bands(instrument.subscales, parts),
        flags=_flags(instrument, points, total),
    )


def turn(instrument: Instrument, points: Mapping[int, int]) -> dict[int, int]:
    """The points with the reversed items turned round; done twice, it is the printed ones again."""
    turns = instrument.reversed.items if instrument.reversed else ()
    return {
        number: (
            instrument.scale_of(number).low + instrument.scale_of(number).high - value
            if number in turns
            else value
        )
        for number, value in points.items()
    }


def mean(total: int, count: int) -> Decimal:
    """The mean with two decimals; a half goes up."""
    return (Decimal(total) / count).quantize(HUNDREDTH, ROUND_HALF_UP)


def _band(bands: Sequence[Band], value: int) -> str | None:
    return next((band.id for band in bands if band.low <= value <= band.high), None)


def _subscale_bands(parts: Sequence[Subscale], sums: Mapping[str, int]) -> dict[str, str]:
    found = {part.id: _band(part.bands, sums[part.id]) for part in parts}
    return {name: band for name, band in found.items() if band is not None}


def _flags(instrument: Instrument, points: Mapping[int, int], total: int | None) -> tuple[str, ...]:
    """What the counselor has to be told, from what was printed and, once complete, the total."""
    return tuple(sorted({flag.id for flag in instrument.flags if _is_raised(flag, points, total)}))


def _is_raised(flag: Flag, points: Mapping[int, int], total: int | None) -> bool:
    if flag.total_at_least is not None:
        return total is not None and total >= flag.total_at_least
    least = flag.at_least
    return least is not None and any(
        points.get(number, least - 1) >= least for number in flag.items
    )
