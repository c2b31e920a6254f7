"""
What one question or column refuses, as its author types it: each way.

That is an answer that holds the work back, topics that it may not touch, and the days that
a date may lie ahead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from couples.exercises.composer import Composer
from couples.exercises.settings import TAKES
from couples.exercises.slips import Slip
from couples.wording import gettext as _

EDGES = ("holds_back", "refuses", "within_days")
"""The settings of a question or a column that these controls hold."""


def edges_apart(given: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the controls for what the data of a question or a column says."""
    held = given.get("holds_back") or {}
    first, last = given.get("within_days") or ("", "")
    below = held.get("below")
    return {
        "holds_below": "" if below is None else str(below),
        "holds_no": ["yes"] if held.get("unless_yes") else [],
        "holds_say": held.get("say") or "",
        "refuses": list(given.get("refuses") or ()),
        "days_first": str(first),
        "days_last": str(last),
    }


def edges_composed(read: Composer, kind: str) -> dict[str, Any]:
    """The same as data; what belongs to other types of answers is not looked at."""
    takes = TAKES.get(kind, frozenset())
    given: dict[str, Any] = {}
    if "holds_back" in takes:
        given["holds_back"] = _held(read, kind)
    if "refuses" in takes:
        given["refuses"] = read.ticked("refuses") or None
    if "within_days" in takes:
        given["within_days"] = _days(read)
    return {name: value for name, value in given.items() if value is not None}


def _held(read: Composer, kind: str) -> dict[str, Any] | None:
    if kind == "yes-no":
        edge: dict[str, Any] | None = {"unless_yes": True} if read.ticked("holds_no") else None
    else:
        below = read.number("holds_below")
        edge = None if below is None else {"below": below}
    if edge is None:
        return None
    if not read.line("holds_say"):
        sentence = _("Write what is said to somebody whose answer waits.")
        read.slips.append(Slip(read.place, "holds_say", sentence))
        return None
    return {**edge, "say": read.line("holds_say")}


def _days(read: Composer) -> list[int] | None:
    first, last = read.number("days_first"), read.number("days_last")
    if first is None and last is None:
        return None
    if first is None or last is None:
        if not read.slips:
            read.slips.append(Slip(read.place, "days_last", _("Write both numbers of days.")))
        return None
    return [first, last]
