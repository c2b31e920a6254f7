"""
From a definition to what stands in the forms when a counselor begins with it.

`couples.exercises.composing` undoes it: a definition that is taken apart and composed again
is equal to itself, whatever rules it has that no form knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from couples.database import new_public_id
from couples.exercises.controls import (
    COLUMN_NUMBERS,
    COLUMN_WORDS,
    HEAD_LISTS,
    HEAD_WORDS,
    NUMBERS,
    WORDS,
    answers_of,
)
from couples.exercises.definition import Column, Condition, Definition, Field
from couples.exercises.edges import EDGES, edges_apart
from couples.exercises.ruling import OVER_THE_WHOLE, rules_apart
from couples.exercises.written import Question, Written

# What the controls hold of a definition, a column and a field; the rest goes along untouched.
_HEAD = {
    *(*HEAD_WORDS, *HEAD_LISTS, "id", "code", "version", "kind", "minutes", "times_a_week"),
    *("every_weeks", "after_days", "follow_up", "variants", "follows", *OVER_THE_WHOLE),
}
_SHAPE = {
    *("key", "label", "type", "required", "options", "max_length", "minimum", "maximum", "unit"),
    *("low", "high", *EDGES),
}
_FIELD = {
    *(*_SHAPE, "help", "part", "together", "audience", "choose", "columns"),
    *("to", "variant", "shown_if"),
}


def taken_apart(definition: Definition) -> Written:
    """What stands in the forms when a counselor begins with this definition."""
    given = definition.model_dump(mode="json", exclude_none=True)
    head: dict[str, Any] = {name: given[name] for name in (*HEAD_WORDS, *HEAD_LISTS)}
    head |= {name: str(given.get(name) or "") for name in ("kind", "follow_up", "follows")}
    head |= _pair("minutes", given.get("minutes")) | _pair("every", given.get("every_weeks"))
    head |= _pair("variants", given.get("variants"), ("first", "second"))
    head["times_a_week"] = _text(definition.times_a_week)
    head["after_days"] = ", ".join(map(str, definition.after_days))
    ids = {field.key: new_public_id() for field in definition.fields}
    return Written(
        head=head,
        rules=_rest(definition, {*_HEAD, "fields"}),
        ruled=_rules(definition, ids),
        pieces=tuple(_apart(field, ids, definition) for field in definition.fields),
    )


def _rules(definition: Definition, ids: Mapping[str, str]) -> dict[str, Any]:
    """What stands in the form for the rules over the whole."""
    fields = {field.key: field for field in definition.fields}

    def words(key: str, column: str, values: Sequence[str]) -> str:
        asked: Field | Column | None = fields.get(key)
        if column and isinstance(asked, Field):
            asked = next(each for each in asked.columns if each.key == column)
        labels = {value: label for label, value in answers_of(asked).items()} if asked else {}
        return "\n".join(labels.get(value, value) for value in values)

    given = definition.model_dump(mode="json", include=set(OVER_THE_WHOLE), exclude_none=True)
    return rules_apart(given, ids, frozenset(f.key for f in definition.fields if f.columns), words)


def _pair(
    name: str, given: Sequence[Any] | None, ends: tuple[str, str] = ("low", "high")
) -> dict[str, str]:
    first, second = given or ("", "")
    return {f"{name}_{ends[0]}": str(first), f"{name}_{ends[1]}": str(second)}


def _apart(field: Field, ids: Mapping[str, str], definition: Definition) -> Question:
    typed: dict[str, Any] = {
        "label": field.label,
        "help": field.help or "",
        "type": field.type.value,
        "required": _tick(is_on=field.required),
        "part": field.part.value,
        "audience": field.audience.value,
        "choose": [audience.value for audience in field.choose],
        "together": _tick(is_on=field.together),
        "variant": field.variant.value if field.variant else "",
        "to": list(field.to),
        **_limits(field, NUMBERS, WORDS),
        **_condition_apart(field.shown_if, ids, definition),
        "columns": [_column_apart(column) for column in field.columns],
    }
    return Question(id=ids[field.key], key=field.key, typed=typed, rules=_rest(field, _FIELD))


def _condition_apart(
    rule: Condition | None, ids: Mapping[str, str], definition: Definition
) -> dict[str, str]:
    if rule is None:
        return {"if_question": "", "if_answers": "", "if_at_least": "", "if_at_most": ""}
    asked = definition.field(rule.field)
    words = {value: label for label, value in answers_of(asked).items()}
    return {
        "if_question": ids[rule.field],
        "if_answers": "\n".join(words.get(value, value) for value in rule.among),
        "if_at_least": _text(rule.at_least),
        "if_at_most": _text(rule.at_most),
    }


def _column_apart(column: Column) -> dict[str, Any]:
    return {
        "key": column.key,
        "label": column.label,
        "type": column.type.value,
        "required": _tick(is_on=column.required),
        **_limits(column, COLUMN_NUMBERS, COLUMN_WORDS),
        "rules": _rest(column, {*_SHAPE}),
    }


def _limits(
    shape: Field | Column,
    numbers: Mapping[str, Mapping[str, str]],
    words: Mapping[str, tuple[str, ...]],
) -> dict[str, Any]:
    found: dict[str, Any] = {
        control: _text(getattr(shape, setting))
        for control, setting in numbers.get(shape.type, {}).items()
    }
    found |= {name: getattr(shape, name) or "" for name in words.get(shape.type, ())}
    found |= edges_apart(shape.model_dump(mode="json", include=set(EDGES), exclude_none=True))
    if shape.options:
        found["options"] = "\n".join(option.label for option in shape.options)
        found["values"] = [
            [option.value, option.label, *([option.raises.value] if option.raises else [])]
            for option in shape.options
        ]
        if found.get("choices_maximum") == str(len(shape.options)):
            found["choices_maximum"] = ""  # As many as there are, however many that becomes.
    return found


def _rest(model: Definition | Field | Column, controlled: set[str]) -> dict[str, Any]:
    """What it says that no control holds."""
    return model.model_dump(mode="json", exclude=controlled, exclude_defaults=True)


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _tick(*, is_on: bool) -> list[str]:
    return ["yes"] if is_on else []
