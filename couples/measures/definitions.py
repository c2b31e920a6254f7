"""
From an instrument to a definition, so that it is given and answered like any homework.

Every item is a choice for the counselor's eyes. What stands in the answer is the printed
point value, so that a later look at the key never changes what somebody chose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from couples.exercises.answering import Value
from couples.exercises.definition import Audience, Cadence, Definition, Doer, FieldType, Kind
from couples.measures.instrument import About, Instrument
from couples.measures.keys import instruments

POINTS = "points-"
SUMMARY = (
    "The score with its 95 % band, the cut-off, and whether a change is more than chance; "
    "for each partner apart, and only for the counselor."
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an instrument: its items, and for each of its scales what to choose from."""

    instructions: str
    texts: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]


def own_wording(instrument: Instrument) -> Wording | None:
    """The words that come along with an instrument, if they may."""
    if not instrument.has_text or instrument.instructions is None:
        return None
    labels = tuple(scale.labels for scale in instrument.scales)
    return Wording(instrument.instructions, instrument.texts, labels)


@cache
def measure_definitions() -> tuple[Definition, ...]:
    """The measures that come along with their words, as every practice's library has them."""
    found = [(each, own_wording(each)) for each in instruments()]
    made = [definition_of(each, words) for each, words in found if words is not None]
    return tuple(sorted(made, key=lambda definition: definition.code))


def definition_of(instrument: Instrument, wording: Wording) -> Definition:
    """The definition that asks an instrument in these words."""
    cadences = [Cadence.ONCE, Cadence.EACH_SESSION]
    given: dict[str, Any] = {
        "id": instrument.slug,
        "code": instrument.code,
        "version": 1,
        "kind": Kind.MEASURE,
        "title": instrument.title,
        "purpose": instrument.purpose,
        "instructions": wording.instructions,
        "origin": f"{instrument.reference}. © {instrument.holder}.",
        "not_when": instrument.not_when,
        "minutes": instrument.minutes,
        "doers": _doers(instrument),
        "summary": SUMMARY,
    }
    if instrument.every_weeks is not None:
        cadences.append(Cadence.EVERY_FEW_WEEKS)
        given["every_weeks"] = (instrument.every_weeks, instrument.every_weeks)
    given["cadences"] = tuple(cadences)
    given["fields"] = (*_items(instrument, wording), *_unscored(instrument))
    return Definition.model_validate(given)


def item_key(number: int) -> str:
    """How the answer to an item is called."""
    return f"item_{number}"


def points_given(instrument: Instrument, values: Mapping[str, Value]) -> list[int | None]:
    """The printed points of each item in order, None where it was left open."""
    return [_points(values.get(item_key(number))) for number in instrument.numbers]


def asks(definition: Definition, instrument: Instrument) -> bool:
    """Whether a definition still asks exactly the items of an instrument, and so can be scored."""
    asked = {
        field.key: sorted(option.value for option in field.options) for field in definition.fields
    }
    wanted = {
        item_key(number): sorted(_value(points) for points in instrument.scale_of(number).points)
        for number in instrument.numbers
    }
    return wanted.items() <= asked.items()


def _points(value: Value | None) -> int | None:
    return int(value.removeprefix(POINTS)) if isinstance(value, str) else None


def _value(points: int) -> str:
    return f"{POINTS}{points}"


def _doers(instrument: Instrument) -> tuple[Doer, ...]:
    """A screen of one person is given to one alone, so that nobody else learns of it."""
    match instrument.about:
        case About.RELATIONSHIP:
            return (Doer.EACH, Doer.ONE)
        case About.INDIVIDUAL:
            return (Doer.ONE,)


def _items(instrument: Instrument, wording: Wording) -> list[dict[str, Any]]:
    labels = dict(zip(instrument.scales, wording.labels, strict=True))
    made = []
    for number, text in zip(instrument.numbers, wording.texts, strict=True):
        scale = instrument.scale_of(number)
        options = [
            {"value": _value(points), "label": label}
            for points, label in zip(scale.points, labels[scale], strict=True)
        ]
        made.append(_choice(item_key(number), text, options, scale.intro))
    return made


def _unscored(instrument: Instrument) -> list[dict[str, Any]]:
    return [
        _choice(
            f"unscored_{index}",
            question.text,
            [
                {"value": f"answer-{step}", "label": label}
                for step, label in enumerate(question.labels, start=1)
            ],
            None,
        )
        for index, question in enumerate(instrument.unscored, start=1)
    ]


def _choice(
    key: str, text: str, options: list[dict[str, Any]], intro: str | None
) -> dict[str, Any]:
    choice = {
        "key": key,
        "label": text,
        "type": FieldType.CHOICE,
        "audience": Audience.COUNSELOR,
        "options": options,
    }
    return choice | ({"help": intro} if intro else {})
