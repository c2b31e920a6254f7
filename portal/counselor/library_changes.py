"""What differs between two versions, said in words: question by question, setting by setting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from babel.support import LazyProxy

from couples.audiences import Audience
from couples.exercises.definition import (
    Cadence,
    Column,
    Condition,
    Definition,
    Doer,
    FieldType,
    Gate,
    Guide,
    HoldsBack,
    Kind,
    Ladder,
    Option,
    Part,
    Ready,
    Summary,
    Topic,
    Variant,
)
from couples.exercises.difference import Change, Sort, difference
from couples.wording import gettext as _
from couples.wording import lazy_gettext as later
from couples.wording import listed
from portal.counselor.library_rules import (
    condition,
    guide_rule,
    held_back,
    ladder_rule,
    ready_rule,
)
from portal.counselor.library_words import part_name, topic_word, type_name, variant_name
from portal.counselor.words import caution, reader
from portal.words import cadence_name, doer_name, kind_name

_LONG = 60
"""What is longer stands as two texts, one above the other."""

_SETS = frozenset(
    {
        *("doers", "cadences", "gates", "summaries", "refuses", "choose", "options", "columns"),
        *("to",),
    }
)
"""What holds several things, of which some come and some go."""

_SETTINGS: dict[str, LazyProxy] = {
    "code": later("Code"),
    "kind": later("Sort"),
    "title": later("Name"),
    "purpose": later("What it is for"),
    "instructions": later("What the partners read first"),
    "origin": later("Where it comes from"),
    "not_when": later("When to leave it alone"),
    "minutes": later("Minutes"),
    "doers": later("Who may do it"),
    "cadences": later("How often it may come round"),
    "times_a_week": later("Times a week"),
    "every_weeks": later("Weeks between two times"),
    "after_days": later("Days until it comes back"),
    "follow_up": later("When the later questions come round"),
    "variants": later("The two parts"),
    "follows": later("Which part follows"),
    "ready": later("What has to be answered before"),
    "ladder": later("How the level rises"),
    "guide": later("How the two are led through it"),
    "gates": later("Look twice"),
    "summary": later("What the report says about it"),
    "summaries": later("What the report sums up"),
    "label": later("The question"),
    "type": later("How it is answered"),
    "required": later("Has to be answered"),
    "max_length": later("Longest, in characters"),
    "minimum": later("At least"),
    "maximum": later("At most"),
    "unit": later("Counted in"),
    "low": later("What 0 means"),
    "high": later("What 10 means"),
    "options": later("What to choose from"),
    "holds_back": later("What is not handed in yet"),
    "refuses": later("What it may not touch"),
    "within_days": later("Days it may lie ahead"),
    "help": later("The line that helps"),
    "part": later("When it is asked"),
    "together": later("Written once for both"),
    "audience": later("Who reads it"),
    "choose": later("What the writer may choose"),
    "columns": later("Columns"),
    "to": later("What it may refer to"),
    "variant": later("Which part is asked"),
    "shown_if": later("Only if"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One change in words. `about` is the question, empty for the exercise as a whole."""

    about: str
    sentence: str
    before: str = ""
    after: str = ""
    reaches_further: bool = False


def differences_said(before: Definition, after: Definition) -> list[Said]:
    """Everything that differs between two definitions, in the order of the page."""
    return [said(change, before, after) for change in difference(before, after)]


def said(change: Change, before: Definition, after: Definition) -> Said:
    """One change, for somebody who reads and does not compare."""
    about = change.field.label if change.field else ""
    match change.sort:
        case Sort.ADDED:
            asked = reader(change.field.audience) if change.field else ""
            return Said(about, _("New. Who reads it: %(reader)s.", reader=asked))
        case Sort.REMOVED:
            return Said(about, _("Asked no more."))
        case Sort.MOVED:
            places = {"before": change.before, "after": change.after}
            return Said(about, _("Moved from place %(before)s to place %(after)s.", **places))
        case Sort.CHANGED:
            return _changed(change, about, before, after)


def _changed(change: Change, about: str, before: Definition, after: Definition) -> Said:
    called = str(_SETTINGS[change.setting])
    if (
        isinstance(change.before, tuple)
        and isinstance(change.after, tuple)
        and change.setting in _SETS
    ):
        sentence = _of_several(called, _each(change.before, before), _each(change.after, after))
        return Said(about, sentence, reaches_further=change.reaches_further)
    old, new = _told(change.before, before), _told(change.after, after)
    further = change.reaches_further
    if max(len(old), len(new)) > _LONG:
        return Said(about, _("%(setting)s was put differently.", setting=called), old, new, further)
    known = {"setting": called, "before": old, "after": new}
    sentence = _("%(setting)s: from “%(before)s” to “%(after)s”.", **known)
    return Said(about, sentence, reaches_further=further)


def _each(values: tuple[Any, ...], definition: Definition) -> list[str]:
    return [_told(value, definition) for value in values]


def _of_several(called: str, before: list[str], after: list[str]) -> str:
    """What came, what went, or that the same things stand in another order."""
    came = [words for words in after if words not in before]
    gone = [words for words in before if words not in after]
    known = {"setting": called, "came": listed(came), "gone": listed(gone)}
    if came and gone:
        return _("%(setting)s: now “%(came)s”, no longer “%(gone)s”.", **known)
    if came:
        return _("%(setting)s: now also “%(came)s”.", **known)
    if gone:
        return _("%(setting)s: no longer “%(gone)s”.", **known)
    return _("%(setting)s was put differently.", **known)


def _told(value: Any, definition: Definition) -> str:
    """A value of a definition, in words."""
    fields = {field.key: field for field in definition.fields}
    words: str
    match value:
        case None | "" | ():
            words = _("nothing")
        case bool():
            words = _("yes") if value else _("no")
        case Option() | Column() | Summary():
            words = value.label
        case HoldsBack():
            words = held_back(value)
        case Ready():
            words = ready_rule(value, fields)
        case Ladder():
            words = ladder_rule(value, fields)
        case Guide():
            words = guide_rule(value)
        case Condition():
            asked = {o.value: o.label for f in definition.fields for o in f.options}
            known = {"label": fields[value.field].label, "what": condition(value, asked)}
            words = _("%(label)s: %(what)s", **known)
        case tuple():
            words = listed(_told(each, definition) for each in value)
        case _:
            words = _member(value)
    return words


def _member(value: Any) -> str:
    """A member of a closed list by the name that it has on the screen."""
    names: dict[type[Any], Any] = {
        Audience: reader,
        Cadence: cadence_name,
        Doer: doer_name,
        FieldType: type_name,
        Gate: caution,
        Kind: kind_name,
        Part: part_name,
        Topic: topic_word,
        Variant: variant_name,
    }
    name = names.get(type(value))
    return str(value) if name is None else str(name(value))
