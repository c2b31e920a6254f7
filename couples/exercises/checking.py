"""What a draft comes to: a definition, or everything that is still to do, each in its place."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from couples.exercises.composing import composed_head, composed_question, keys_of
from couples.exercises.definition import Definition, Doer, Field, Kind
from couples.exercises.ruling import rules_composed
from couples.exercises.slips import HEAD, RULES, Slip, by_control, of_a_rule, slip_of
from couples.exercises.written import Written
from couples.wording import gettext as _

Choice = TypeVar("Choice", bound=enum.StrEnum)

_HEAD_CONTROLS: Mapping[str, str] = {
    "minutes": "minutes_low",
    "every_weeks": "every_low",
    "variants": "variants_first",
}
# Something sound to put beside a head that is looked at alone.
_STAND_IN: Mapping[str, Any] = {
    "key": "question",
    "label": "?",
    "type": "short-text",
    "audience": "couple",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """`definition` where all is well, otherwise `slips`; `fields` are the sound questions by id."""

    definition: Definition | None
    slips: tuple[Slip, ...]
    fields: Mapping[str, Field]
    head: Mapping[str, Any]

    def at(self, place: str) -> dict[str, list[str]]:
        """What is still to do at one place, by its controls."""
        return by_control(self.slips, place)


def check(written: Written, *, identity: Mapping[str, Any]) -> Checked:
    """
    Hold what was typed against the schema; `identity` is its id, code and version.

    What holds between questions is looked at once every one of them is sound in itself.
    """
    keys = keys_of(written.questions)
    head, slips = composed_head(written)
    fields: dict[str, Field] = {}
    for question in written.questions:
        given, found = composed_question(question, keys, fields)
        try:
            fields[question.id] = Field.model_validate(given)
        except ValidationError as error:
            found += _of_question(error, question.id, given, found)
        slips += found
    if not written.questions:
        slips.append(Slip(HEAD, "", _("Add at least one question.")))
    rules, found = rules_composed(written.ruled, keys, fields)
    head |= rules
    slips += found
    definition, more = _whole(head, identity, fields, {keys[i]: i for i in fields}, slips)
    return Checked(definition, (*more, *slips), fields, head)


def sketch(checked: Checked) -> Definition:
    """
    As much of an exercise as can be shown already: its words, and every sound question.

    It is for looking at and is held against nothing, so it must never be kept.
    """
    head = checked.head
    return Definition.model_construct(
        id="sketch",
        version=1,
        kind=(*_one_of(Kind, [head["kind"]]), Kind.EXERCISE)[0],
        title=head["title"],
        instructions="\n\n".join(head["instructions"].split("\n\n")),
        doers=_one_of(Doer, head["doers"]),
        variants=tuple(head.get("variants") or ()) or None,
        fields=tuple(checked.fields.values()),
    )


def _one_of(values: type[Choice], given: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(value for value in values if value in given)


def _of_question(
    error: ValidationError, place: str, given: Mapping[str, Any], found: list[Slip]
) -> list[Slip]:
    """Its slips, but for what was noted already while it was read."""
    noted = {slip.control for slip in found}
    kind = str(given.get("type", ""))
    slips = []
    for detail in error.errors(include_url=False):
        where = [str(step) for step in detail["loc"]]
        control = where[0] if where else ""
        slip = slip_of(detail, place, control, kind)
        if where and where[0] in {"columns", "options"}:
            slip = Slip(place, where[0], _within(detail, slip.sentence))
        if slip.control not in noted and slip not in slips:
            slips.append(slip)
    return slips


def _of_whole(detail: ErrorDetails, places: Mapping[str, str]) -> Slip:
    """A slip of the head, of a rule over the whole, or between two parts."""
    where = [str(step) for step in detail["loc"]]
    rule = of_a_rule(detail)
    if rule is not None:
        return rule
    place = places.get(str(detail.get("ctx", {}).get("name", "")), HEAD)
    control = where[0] if where else ""
    return slip_of(detail, place, _HEAD_CONTROLS.get(control, control))


def _within(detail: ErrorDetails, sentence: str) -> str:
    """Say which line or column is meant."""
    steps = [step for step in detail["loc"] if isinstance(step, int)]
    if not steps:
        return sentence
    if detail["loc"][0] == "options":
        return _("Line %(number)s: %(what)s", number=steps[0] + 1, what=sentence)
    return _("Column %(number)s: %(what)s", number=steps[0] + 1, what=sentence)


def _whole(
    head: Mapping[str, Any],
    identity: Mapping[str, Any],
    fields: Mapping[str, Field],
    places: Mapping[str, str],
    known: list[Slip],
) -> tuple[Definition | None, list[Slip]]:
    sound = list(fields.values()) or [Field.model_validate(_STAND_IN)]
    try:
        definition = Definition.model_validate({**head, **identity, "fields": sound})
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        return (None if known else definition), []
    noted = {slip.control for slip in known if slip.place == HEAD}
    slips = []
    for detail in details:
        is_between = not detail["loc"]
        if is_between and known:
            continue  # Perhaps it goes away with the others.
        slip = _of_whole(detail, places)
        if slip.place == RULES or slip.control not in noted or not slip.control:
            slips.append(slip)
    return None, slips
