"""
Cases: scoring at a terminal, for whoever wants to check the arithmetic.

A case is a mapping with `id`, `measure`, `answers`, and where wanted `answer_form`,
`baseline_total` and `mapping`. What cannot be scored is invalid and never a crash, so
that one bad case leaves the others standing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from couples.measures.change import Changed, change
from couples.measures.instrument import Instrument
from couples.measures.keys import find_instrument
from couples.measures.scoring import AnswerForm, Score, Status, score

FORMS = frozenset(form.value for form in AnswerForm)


def results(cases: Sequence[object]) -> list[dict[str, Any]]:
    """The `id` and the `result` of each case, in their order."""
    return [
        {"id": case.get("id"), "result": result(case)}
        if isinstance(case, Mapping)
        else {"id": None, "result": _told(Score(Status.INVALID))}
        for case in cases
    ]


def result(case: Mapping[str, Any]) -> dict[str, Any]:
    """What one case comes to, as plain JSON."""
    instrument = find_instrument(case.get("measure"))
    form = case.get("answer_form", AnswerForm.SCORED.value)
    mapping = case.get("mapping")
    if (
        instrument is None
        or not isinstance(form, str)
        or form not in FORMS
        or (instrument.custom and not is_key(instrument, mapping))
    ):
        scored = Score(Status.INVALID)
    else:
        scored = score(instrument, case.get("answers"), AnswerForm(form), mapping=mapping)
    told = _told(scored)
    baseline = case.get("baseline_total")
    if instrument is not None and baseline is not None:
        told["change"] = _changed(change(instrument, baseline, scored))
    return told


def is_key(instrument: Instrument, mapping: object) -> bool:
    """Whether `mapping` names items that there are, each subscale at least one and none twice."""
    if not isinstance(mapping, Mapping) or not mapping:
        return False
    return all(
        isinstance(name, str)
        and isinstance(items, list | tuple)
        and bool(items)
        and all(type(number) is int and number in instrument.numbers for number in items)
        and len(set(items)) == len(items)
        for name, items in mapping.items()
    )


def _told(scored: Score) -> dict[str, Any]:
    told: dict[str, Any] = {
        "status": scored.status.value,
        "total": scored.total,
        "flags": list(scored.flags),
    }
    match scored.status:
        case Status.INVALID:
            told["invalid_items"] = list(scored.invalid_items)
        case Status.INCOMPLETE:
            told["missing_items"] = list(scored.missing_items)
        case Status.COMPLETE:
            told |= _parts(scored)
    told["band"] = scored.band
    return told


def _parts(scored: Score) -> dict[str, Any]:
    """What only some instruments have, left out by the others."""
    parts: dict[str, Any] = {
        "mean": None if scored.mean is None else float(scored.mean),
        "subscales": dict(scored.subscales),
        "subscale_means": {name: float(value) for name, value in scored.subscale_means.items()},
        "subscale_bands": dict(scored.subscale_bands),
    }
    return {name: value for name, value in parts.items() if value not in (None, {})}


def _changed(changed: Changed) -> dict[str, Any]:
    return {
        "delta": changed.delta,
        "rc": None if changed.rc is None else float(changed.rc),
        "reliable": changed.reliable,
        "crossed": None if changed.crossed is None else changed.crossed.value,
        "verdict": changed.verdict.value,
    }
