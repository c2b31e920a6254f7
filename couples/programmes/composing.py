"""From what an author typed of a programme to its data, with every slip on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from couples.exercises.composer import Composer
from couples.exercises.naming import key_of
from couples.exercises.slips import HEAD, Slip
from couples.programmes.definition import Step
from couples.programmes.release import TAKES
from couples.programmes.taking_apart import HEAD_WORDS
from couples.programmes.vocabulary import When
from couples.programmes.written import WrittenProgramme, WrittenStep
from couples.wording import gettext as _

ONE = "one"
FOR_TWO = frozenset({ONE, "variants"})
"""Who does a step that tells the two partners apart."""


def composed_head(written: WrittenProgramme) -> tuple[dict[str, Any], list[Slip]]:
    """What the head says, as data; whether it may be so is for the schema to say."""
    read = Composer(HEAD, written.head)
    given: dict[str, Any] = {name: read.line(name) for name in HEAD_WORDS}
    given["about"] = read.words("about")
    given["entry_note"] = given["entry_note"] or None
    given["entry"] = read.ticked("entry")
    if any(step.words("doer") in FOR_TWO for step in written.steps):
        given["variants"] = [read.line("variants_first"), read.line("variants_second")]
    given["go_on"] = [
        _going_on(read, number, typed)
        for number, typed in enumerate(written.head.get("go_on") or (), start=1)
    ]
    return given, read.slips


def _going_on(read: Composer, number: int, typed: Mapping[str, Any]) -> dict[str, Any]:
    """One rule for going on; what is no number is said at the rule."""
    inside = Composer(HEAD, typed)
    first, last = inside.number("first"), inside.number("last")
    percent = inside.number("percent")
    if not inside.slips and (first is None or percent is None):
        sentence = _("Write the weeks, and how much has to be done.")
        inside.slips.append(Slip(HEAD, "go_on", sentence))
    read.slips += [
        Slip(HEAD, "go_on", _("Rule %(number)s: %(what)s", number=number, what=slip.sentence))
        for slip in inside.slips
    ]
    return {
        "weeks": [first or 0, first or 0 if last is None else last],
        "percent": percent or 0,
        "by": inside.words("by") or "both",
        "clear": inside.ticked("clear"),
    }


def keys_of(steps: Iterable[WrittenStep]) -> dict[str, str]:
    """The key of every step by its id: the one it was published with, or a new one."""
    known = {step.id: step.key for step in steps if step.key}
    for step in steps:
        if step.id not in known:
            known[step.id] = key_of(step.words("exercise"), known.values(), "step")
    return known


def composed_step(
    step: WrittenStep, keys: Mapping[str, str], earlier: Mapping[str, Step]
) -> tuple[dict[str, Any], list[Slip]]:
    """What one step says, as data; `earlier` are the sound ones before it, by their ids."""
    read = Composer(step.id, step.typed)
    doer, cadence = read.words("doer"), read.words("cadence")
    lasts = 0 if read.ticked("open_end") else read.number("lasts")
    week = read.number("week")
    if week is None and not read.slips:
        read.slips.append(Slip(step.id, "week", _("Write in which week it comes.")))
    given = {
        "key": keys[step.id],
        "week": week or 0,
        "exercise": read.words("exercise"),
        "doer": doer,
        "who": (read.words("who") or None) if doer == ONE else None,
        "cadence": cadence,
        "days": read.ticked("days") if cadence == "days" else [],
        "times_a_week": read.number("times_a_week") if cadence == "times-a-week" else None,
        "lasts": 1 if lasts is None else lasts,
        "only": read.words("only") or None,
        "essential": bool(read.ticked("essential")),
        "note": read.line("note") or None,
        "release": _release(read, keys, earlier),
    }
    return {name: value for name, value in given.items() if value is not None}, read.slips


def _release(
    read: Composer, keys: Mapping[str, str], earlier: Mapping[str, Step]
) -> dict[str, Any]:
    """The rule that was chosen, with what belongs to it; the rest of the form is not looked at."""
    when = read.words("when") or When.WEEK.value
    takes = TAKES[When(when)] if when in set(When) else frozenset()
    given: dict[str, Any] = {"when": when}
    if "date" in takes:
        given["date"] = _day(read)
    if "days" in takes:
        given["days"] = read.number("after")
    if "step" in takes:
        given["step"] = _awaited(read, keys, earlier)
    if "by" in takes:
        given["by"] = read.words("by") or None
    if "measure" in takes:
        measure, _between, field = read.words("measured").partition(" ")
        given |= {"measure": measure or None, "field": field or None}
        given |= {name: _decimal(read, name) for name in ("at_least", "at_most")}
    if "percent" in takes:
        given["percent"] = read.number("percent")
    return {name: value for name, value in given.items() if value is not None}


def _awaited(read: Composer, keys: Mapping[str, str], earlier: Mapping[str, Step]) -> str | None:
    """The step that it waits for, which has to come before it."""
    place = read.words("step")
    if place and place not in earlier:
        read.slips.append(Slip(read.place, "step", _("This has to be a step that comes before.")))
        return None
    return keys[place] if place else None


def _day(read: Composer) -> str | None:
    typed = read.words("date")
    try:
        return dt.date.fromisoformat(typed).isoformat() if typed else None
    except ValueError:
        read.slips.append(Slip(read.place, "date", _("Write the day like 2026-11-24.")))
        return None


def _decimal(read: Composer, control: str) -> float | int | None:
    """A number with or without a fraction, however the reader writes one."""
    typed = read.words(control).replace(",", ".")
    if not typed:
        return None
    try:
        number = float(typed)
        whole = int(number)
    except (ValueError, OverflowError):
        read.slips.append(Slip(read.place, control, _("Write a number.")))
        return None
    return whole if "." not in typed and whole == number else number
