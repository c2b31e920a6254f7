"""
From a programme to what stands in the forms when a counselor begins with it.

`couples.programmes.composing` undoes it: a programme that is taken apart and composed again
is equal to itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from couples.database import new_public_id
from couples.programmes.definition import GoOn, ProgrammeDefinition, Step
from couples.programmes.release import Release
from couples.programmes.written import WrittenProgramme, WrittenStep

HEAD_WORDS = ("title", "purpose", "about", "origin", "not_when", "entry_note")
"""The controls of the head that hold words, called like their settings."""


def taken_apart(definition: ProgrammeDefinition) -> WrittenProgramme:
    """What stands in the forms when a counselor begins with this programme."""
    head: dict[str, Any] = {name: getattr(definition, name) or "" for name in HEAD_WORDS}
    first, second = definition.variants or ("", "")
    head |= {"variants_first": first, "variants_second": second}
    head["entry"] = [gate.value for gate in definition.entry]
    head["go_on"] = [_going_on(rule) for rule in definition.go_on]
    ids = {step.key: new_public_id() for step in definition.steps}
    return WrittenProgramme(
        head=head,
        pieces=tuple(
            WrittenStep(id=ids[step.key], key=step.key, typed=_step(step, ids))
            for step in definition.steps
        ),
    )


def _going_on(rule: GoOn) -> dict[str, Any]:
    first, last = rule.weeks
    return {
        "first": str(first),
        "last": str(last),
        "percent": str(rule.percent),
        "by": rule.by.value,
        "clear": [gate.value for gate in rule.clear],
    }


def _step(step: Step, ids: Mapping[str, str]) -> dict[str, Any]:
    return {
        "week": str(step.week),
        "exercise": step.exercise,
        "doer": step.doer.value,
        "who": step.who.value if step.who else "",
        "cadence": step.cadence.value,
        "days": list(step.days),
        "times_a_week": _text(step.times_a_week),
        "lasts": _text(step.lasts or None),
        "open_end": [] if step.lasts else ["yes"],
        "only": step.only.value if step.only else "",
        "essential": ["yes"] if step.essential else [],
        "note": step.note or "",
        **_release(step.release, ids),
    }


def _release(rule: Release, ids: Mapping[str, str]) -> dict[str, Any]:
    measured = f"{rule.measure} {rule.field}" if rule.measure and rule.field else ""
    return {
        "when": rule.when.value,
        "date": rule.date.isoformat() if rule.date else "",
        "after": _text(rule.days),
        "step": ids[rule.step] if rule.step else "",
        "by": rule.by.value if rule.by else "",
        "measured": measured,
        "at_least": _text(rule.at_least),
        "at_most": _text(rule.at_most),
        "percent": _text(rule.percent),
    }


def _text(number: float | None) -> str:
    return "" if number is None else str(number)
