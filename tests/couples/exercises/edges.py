"""
The edges of a question: the least and the most it takes, and what lies one step outside.

It knows the schema and no exercise, so that a definition of tomorrow is held as well.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from couples import clock
from couples.exercises.definition import Column, Definition, Field, FieldType, Part
from couples.exercises.rules import Condition
from couples.exercises.topics import WORDS
from couples.exercises.vocabulary import Variant
from tests.cast import TIME_ZONE

FIRST_DAY, LAST_DAY = "1900-01-01", "2199-12-31"
# As long as the name of a row is in an address, and the name of none.
NOBODY = "a" * 26
RATING = (0, 10)
WORD = "w"
NUMBERS = frozenset({"rating", "number"})
SEVERAL = frozenset({"choices", "list", "rows"})


def least(shape: Field | Column) -> Any:
    """The smallest answer that can be handed in."""
    if shape.type in SEVERAL:
        return _several(shape, shape.minimum or 1, full=False)
    plain = {"yes-no": "yes" if shape.holds_back else "no", "person": "author"}
    return _one(shape, plain, WORD, FIRST_DAY, NOBODY, last=False)


def most(shape: Field | Column) -> Any:
    """The largest answer that can be handed in."""
    if shape.type in SEVERAL:
        return _several(shape, shape.maximum or 1, full=True)
    plain = {"yes-no": "yes", "person": "both"}
    return _one(shape, plain, WORD * (shape.max_length or 1), LAST_DAY, "7" * 26, last=True)


def outside(shape: Field | Column) -> list[Any]:
    """Every answer that lies one step outside, on whichever side there is one."""
    if shape.type in SEVERAL:
        return list(_too_few_or_many(shape))
    if shape.type in NUMBERS:
        low, high = _numbers(shape)
        return [low - 1, high + 1, low + 0.5, "many"]
    unfit: Mapping[str, list[Any]] = {
        "yes-no": ["perhaps", 2],
        "choice": ["none of them", [WORD]],
        "date": ["1899-12-31", "2200-01-01", "2026-02-30"],
        "person": ["Sam"],
        "reference": [NOBODY[1:], NOBODY + "a", NOBODY.upper()],
    }
    too_long = [WORD * ((shape.max_length or 0) + 1), WORD + "\0"]
    return [*unfit.get(shape.type, too_long), *held_back(shape)]


def held_back(shape: Field | Column) -> list[Any]:
    """Every answer that fits, and that a rule asks to be another one."""
    refused = [f"No {WORDS[topic][0]} then" for topic in shape.refuses]
    if shape.type == FieldType.LIST:
        return [[text] * (shape.minimum or 1) for text in refused]
    if shape.holds_back is None:
        return refused
    return ["no"] if shape.holds_back.below is None else [shape.holds_back.below - 1]


def _one(
    shape: Field | Column, plain: Mapping[str, str], text: str, day: str, name: str, *, last: bool
) -> Any:
    match shape.type:
        case "rating" | "number":
            return _numbers(shape)[last]
        case "choice":
            return shape.options[-1 if last else 0].value
        case "date":
            return _day(shape, last=last) if shape.within_days else day
        case "reference":
            return name
        case _:
            return plain.get(shape.type, text)


def _day(shape: Field | Column, *, last: bool) -> str:
    """The first or the last day that may be named today."""
    assert shape.within_days is not None
    return (clock.today(TIME_ZONE) + timedelta(days=shape.within_days[last])).isoformat()


def _numbers(shape: Field | Column) -> tuple[int, int]:
    low, high = RATING if shape.type == FieldType.RATING else (shape.minimum, shape.maximum)
    assert low is not None
    assert high is not None
    held = shape.holds_back.below if shape.holds_back else None
    return (low if held is None else held), high


def _several(shape: Field | Column, count: int, *, full: bool) -> list[Any]:
    assert isinstance(shape, Field)
    match shape.type:
        case FieldType.CHOICES:
            return [option.value for option in shape.options][:count]
        case FieldType.LIST:
            return [WORD * (shape.max_length or 1 if full else 1)] * count
        case _:
            return [_row(shape, full=full)] * count


def _row(field: Field, *, full: bool) -> dict[str, Any]:
    return {
        column.key: most(column) if full else least(column)
        for column in field.columns
        if full or column.required
    }


def _too_few_or_many(shape: Field | Column) -> Iterable[Any]:
    assert isinstance(shape, Field)
    assert shape.minimum is not None
    assert shape.maximum is not None
    if shape.minimum > 1:
        yield _several(shape, shape.minimum - 1, full=False)
    if shape.type is FieldType.CHOICES:
        yield ["none of them"]
        if shape.maximum < len(shape.options):
            yield _several(shape, shape.maximum + 1, full=False)
        return
    yield _several(shape, shape.maximum + 1, full=False)
    if shape.type is FieldType.LIST:
        yield [WORD * ((shape.max_length or 0) + 1)] * shape.minimum
        yield from held_back(shape)
        return
    for column in shape.columns:
        for wrong in outside(column):
            yield [_row(shape, full=False) | {column.key: wrong}] * shape.minimum
        if column.required and len(shape.columns) > 1:
            yield [_row(shape, full=True) | {column.key: None}] * shape.minimum


def filled(
    definition: Definition, part: Part, variant: Variant | None = None, *, full: bool
) -> dict[str, Any]:
    """
    One whole part of a definition: only what must be said, or all that may be.

    At the most, whatever another question depends on is answered so that it is asked.
    """
    fields = definition.fields_of(part, variant)
    if not full:
        return {field.key: least(field) for field in fields if field.required}
    answers = {field.key: most(field) for field in fields}
    for field in fields:
        conditions = [
            other.shown_if
            for other in fields
            if other.shown_if is not None and other.shown_if.field == field.key
        ]
        if conditions:
            answers[field.key] = _meeting(field, conditions)
    return answers


def _meeting(field: Field, conditions: list[Condition]) -> Any:
    """An answer that meets as many of the conditions as one answer can."""
    match field.type:
        case FieldType.YES_NO:
            answers: dict[Any, Any] = {"yes": True, "no": False}
        case FieldType.CHOICE | FieldType.CHOICES:
            answers = {option.value: option.value for option in field.options}
        case _:
            answers = {number: number for number in (least(field), most(field))}
    return max(answers, key=lambda raw: sum(rule.holds(answers[raw]) for rule in conditions))
