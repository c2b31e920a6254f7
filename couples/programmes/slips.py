"""What the author of a programme has still to do, in the words of the screen, at its control."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from babel.support import LazyProxy
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from couples.exercises.slips import HEAD, Slip, sentence_of
from couples.wording import gettext as _
from couples.wording import lazy_gettext as later

# Where a refusal belongs that the schema has for a step, its rule or the whole as such.
_AT: Mapping[str, str] = {
    "times_a_week": "times_a_week",
    "times": "times_a_week",
    "days": "days",
    "weekdays": "days",
    "week": "week",
    "lasts": "lasts",
    "who": "who",
    "variants": "variants_first",
    "variants_needed": "variants_first",
    "reference": "step",
    "twice": "entry",
}
_AT_RELEASE: Mapping[str, str] = {
    "days": "after",
    "percent": "percent",
    "comparison": "at_least",
    "measure": "measured",
    "field": "measured",
}

_SAY: Mapping[str, LazyProxy] = {
    "times_a_week": later("Say how many times a week."),
    "days": later("Choose at least one day."),
    "week": later("Write a week from 0 to %(limit)s."),
    "lasts": later("Write weeks from 1 to %(limit)s, or tick that you end it yourself."),
    "who": later("Say which of the two it is for."),
    "weeks": later("Write two weeks, the earlier one first."),
    "percent": later("Write a share from 0 to 100."),
    "variants": later("Give each of the two a name."),
    "variants_needed": later(
        "Some steps are for one of the two. Say who they are, so that you can choose on enrolling."
    ),
    "blank": later("Write something here."),
    "slug": later("Choose an exercise."),
    "enum": later("Choose one of these."),
    "reference": later("This has to be a step that comes before."),
    "order": later("Put it into its week."),
}
_SAY_OF_RELEASE: Mapping[str, LazyProxy] = {
    "comparison": later("Write one of the two numbers: at least, or at most."),
    "days": later("Write days from 0 to %(limit)s."),
    "percent": later("Write a share from 1 to 100."),
}


def of_step(error: ValidationError, place: str, found: Iterable[Slip]) -> list[Slip]:
    """The slips of one step, but for what was noted already while it was read."""
    noted = {slip.control for slip in found}
    slips: list[Slip] = []
    for detail in error.errors(include_url=False):
        slip = _slip(detail, place)
        if slip.control not in noted and slip not in slips:
            slips.append(slip)
    return slips


def of_head(error: ValidationError) -> list[Slip]:
    """The slips of what is said about the whole."""
    return [_of_head(detail) for detail in error.errors(include_url=False) if detail["loc"]]


def between(error: ValidationError, places: Mapping[str, str]) -> list[Slip]:
    """What does not go together, at the step that it is about, or at the head."""
    slips = []
    for detail in error.errors(include_url=False):
        if not detail["loc"]:
            name = str(detail.get("ctx", {}).get("name", ""))
            slips.append(_slip(detail, places.get(name, HEAD)))
    return slips


def _of_head(detail: ErrorDetails) -> Slip:
    where = detail["loc"]
    control, sentence = str(where[0]), sentence_of(detail, _SAY)
    if where[0] == "variants":
        control = "variants_second" if where[-1] == 1 else "variants_first"
        if detail["type"] == "blank":
            sentence = str(_SAY["variants_needed"])
    if where[0] == "go_on" and len(where) > 1:
        number = int(where[1]) + 1
        sentence = _("Rule %(number)s: %(what)s", number=number, what=sentence)
    return Slip(HEAD, control, sentence)


def _slip(detail: ErrorDetails, place: str) -> Slip:
    where, code = detail["loc"], str(detail["type"])
    name = str(detail.get("ctx", {}).get("name", ""))
    if where and where[0] == "release":
        control = name if code == "needed" else str(where[-1]) if len(where) > 1 else code
        control = _AT_RELEASE.get(control, control)
        if code == "needed":
            return Slip(place, control, _("This is still missing."))
        return Slip(place, control, sentence_of(detail, {**_SAY, **_SAY_OF_RELEASE}))
    control = str(where[0]) if where else _AT.get(code, "")
    return Slip(place, control, sentence_of(detail, _SAY))
