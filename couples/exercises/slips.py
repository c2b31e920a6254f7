"""What an author has still to do, said in the words of the screen and at its control."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from babel.support import LazyProxy

from couples.exercises.controls import control_of
from couples.wording import gettext as _
from couples.wording import lazy_gettext as later

HEAD = ""
"""The place of a slip that belongs to no question."""

RULES = "rules"
"""The place of a slip in a rule over the whole."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing to do: at the head or a question (`place`), at one of its controls, and what."""

    place: str
    control: str
    sentence: str


def slip_of(error: Mapping[str, Any], place: str, control: str, kind: str = "") -> Slip:
    """A refusal of the schema as a slip; `control` is where pydantic found it."""
    known: dict[str, Any] = dict(error.get("ctx", {}))
    code = str(error["type"])
    name = str(known.get("name", ""))
    at = _AT.get(code) or control or ""
    if code in {"unfitting", "needed"}:
        at = control_of(kind, name)
    elif code == "range":
        at = control_of(kind, "maximum")
    return Slip(place, at, _needed(name) if code == "needed" else sentence_of(error, {}))


def of_a_rule(error: Mapping[str, Any]) -> Slip | None:
    """A refusal of the schema as a slip at the form for rules, if it is about one of them."""
    where, code = [str(step) for step in error["loc"]], str(error["type"])
    name = str(dict(error.get("ctx", {})).get("name", ""))
    control = _AT_RULE.get(code, "")
    if code in {"among", "edge_of"} and name == "ready":
        control = "ready_answers"
    elif where and where[0] in {"ready", "ladder"}:
        control = control or f"{where[0]}_{where[-1]}"
    elif where and where[0] == "summaries":
        number = int(error["loc"][1]) + 1 if len(where) > 1 else 1
        sentence = _("Line %(number)s: %(what)s", number=number, what=sentence_of(error, {}))
        return Slip(RULES, "summaries", sentence)
    if not control or (where and where[0] not in {"ready", "ladder"}):
        return None
    control = {"ladder_field": "ladder_level"}.get(control, control)
    return Slip(RULES, control, sentence_of(error, _SAY_OF_RULE))


def sentence_of(error: Mapping[str, Any], say: Mapping[str, LazyProxy]) -> str:
    """What a refusal of the schema says on the screen; `say` has words that come first."""
    words = {**_SAY, **say}.get(str(error["type"]))
    known: dict[str, Any] = dict(error.get("ctx", {}))
    return str(words) % known if words is not None else _otherwise(str(error["msg"]))


def by_control(slips: Iterable[Slip], place: str) -> dict[str, list[str]]:
    """What is still to do at one place, by its controls."""
    found: dict[str, list[str]] = {}
    for slip in slips:
        if slip.place == place:
            found.setdefault(slip.control, []).append(slip.sentence)
    return found


def _otherwise(message: str) -> str:
    """What the schema says itself, where we have no better sentence."""
    words = re.sub(r"'(.*?)'", r"‘\1’", message)
    return words[:1].upper() + words[1:] + "."


# Where a refusal belongs that the schema has for the question, or the exercise, as a whole.
_AT: Mapping[str, str] = {
    "upside_down": "",
    "edge": "holds_below",
    "edge_range": "holds_below",
    "length": "text_length",
    "options": "options",
    "same_option": "options",
    "columns": "columns",
    "same_column": "columns",
    "no_column": "columns",
    "choose": "choose",
    "choose_twice": "choose",
    "sealed_optional": "required",
    "sealed_received": "audience",
    "together_audience": "together",
    "together_received": "together",
    "together": "together",
    "sealed_one": "audience",
    "seal": "audience",
    "moment": "audience",
    "raises": "audience",
    "moment_shared": "part",
    "sealed_if": "if_question",
    "shown_if": "if_question",
    "shown_variant": "if_question",
    "shown_together": "if_question",
    "shown_tells": "if_question",
    "among": "if_answers",
    "edge_of": "if_at_least",
    "kinds": "to",
    "same_kind": "to",
    "variant": "variant",
    "variants": "variants_first",
    "variants_alone": "doers",
    "follows": "follows",
    "follows_nothing": "follows",
    "follows_sealed": "audience",
    "no_follow_up": "follow_up",
    "follow_up": "follow_up",
    "follow_up_main": "follow_up",
    "follow_up_cadence": "follow_up",
    "every_weeks": "every_low",
    "weeks": "every_low",
    "after_days": "after_days",
    "days": "after_days",
    "returns": "after_days",
    "minutes": "minutes_low",
    "times_a_week": "times_a_week",
    "times": "times_a_week",
}

_AT_RULE: Mapping[str, str] = {
    "ready": "ready_field",
    "ready_field": "ready_field",
    "ready_one": "ready_field",
    "window": "ready_minutes",
    "ladder_level": "ladder_level",
    "ladder_range": "ladder_highest",
    "ladder_comfort": "ladder_comfort",
    "ladder_open": "ladder_comfort",
    "ladder_hidden": "ladder_comfort",
    "sessions": "ladder_sessions",
    "comfort": "ladder_at_least",
    "highest": "ladder_highest",
    "summary": "summaries",
    "summary_part": "summaries",
    "summary_column": "summaries",
    "summary_number": "summaries",
    "summary_yes": "summaries",
}
_SAY_OF_RULE: Mapping[str, LazyProxy] = {
    "key": later("Choose a question."),
    "among": later("Write answers that this question really offers."),
    "edge_of": later("A number needs a rating or a number to look at."),
}

_SAY: Mapping[str, LazyProxy] = {
    "edge_range": later("Write a number from %(first)s to %(last)s, or it holds all or nothing."),
    "window": later("Write minutes from 1 to %(limit)s."),
    "ready_field": later("Choose a question that has to be answered, before it begins, always."),
    "ready_one": later("This waits for both, but one of them may do the exercise alone."),
    "ladder_level": later("Choose a number that has to be answered each time."),
    "ladder_range": later("The number for the level goes from 0 to the highest level."),
    "ladder_comfort": later("Choose a rating that each of them gives."),
    "ladder_open": later("The rating for comfort has to be answered."),
    "ladder_hidden": later("You could not read the level or the comfort: choose other readers."),
    "sessions": later("Write a number from 1 to %(limit)s."),
    "comfort": later("Write a number from 1 to %(limit)s."),
    "highest": later("Write a number from 1 to %(limit)s."),
    "summary": later("A line of the report looks at a question that is not asked."),
    "summary_part": later("A line of the report looks at a question of another moment."),
    "summary_column": later("A line of the report looks at a column that is not there."),
    "summary_number": later("A line of the report needs numbers, and its question has none."),
    "summary_yes": later("A line of the report needs a yes or no."),
    "missing": later("This is still missing."),
    "enum": later("Choose one of these."),
    "blank": later("Write something here."),
    "markup": later("Write this as plain words, without HTML."),
    "control": later("Take out the characters that cannot be seen."),
    "one_line": later("Keep this to one line."),
    "string_too_long": later("Shorten this to %(max_length)s characters."),
    "too_short": later("Choose at least one."),
    "too_long": later("There may be %(max_length)s at most."),
    "length": later("Write a number from 1 to %(limit)s."),
    "range": later("Write numbers from %(first)s to %(last)s."),
    "upside_down": later("The smaller number comes first."),
    "options": later("Write from 2 to %(limit)s things to choose from, one on each line."),
    "same_option": later("Two of these lines say the same."),
    "columns": later("A row has %(limit)s columns at most."),
    "same_column": later("Two columns are called the same."),
    "no_column": later("Ask for an answer in at least one column, or a row could be empty."),
    "raises": later(
        "An answer here asks you to look at once, so it is for you alone: choose that above,"
        " without other readers to choose from."
    ),
    "choose": later("Let the writer choose from at least one more, or tick none of them."),
    "sealed_optional": later(
        "What is sealed until both have handed in has to be answered, or it might never open."
    ),
    "sealed_received": later(
        "Only one partner writes this, so it cannot wait until both have handed in."
    ),
    "together_audience": later(
        "What is written once for both is for both of them: choose that above."
    ),
    "together_received": later("What one partner received is not written once for both."),
    "together": later(
        "This is written once for both, but the exercise is not done together."
        " Untick this, or let it be done together."
    ),
    "sealed_one": later(
        "This waits until both have handed in, but one of them may do the exercise alone."
    ),
    "seal": later(
        "This would tell the other partner that sealed work was handed in."
        " Choose another audience, or seal this too."
    ),
    "moment": later("What is asked at this moment is for fewer people: choose another reader."),
    "moment_shared": later("At this moment both are asked the same, each apart."),
    "sealed_if": later(
        "What is sealed until both have handed in has to be asked always, or it might never open."
    ),
    "shown_if": later("This has to look at a question further up, asked at the same moment."),
    "shown_variant": later("This depends on something that only the other one is asked."),
    "shown_together": later(
        "This is written once for both, but depends on what each is asked apart."
    ),
    "shown_tells": later(
        "This would tell of an answer that fewer people read. Choose the same readers as there."
    ),
    "among": later("Write answers that the question further up really offers."),
    "edge_of": later("A number needs a rating or a number further up to look at."),
    "kinds": later("Choose %(limit)s at most."),
    "variant": later("This is for one of two parts, but the exercise has no parts."),
    "variants": later("Give each of the two parts a name."),
    "variants_alone": later("An exercise with two parts is done in no other way."),
    "idle": later("One of the two parts is asked nothing."),
    "follows": later("Only an exercise with two parts can have one that follows."),
    "follows_nothing": later("The part that follows could read nothing of the other."),
    "follows_sealed": later(
        "This waits until both have handed in, but one part begins after the other."
    ),
    "no_follow_up": later("Say when the later questions come round."),
    "follow_up": later("Leave this empty, or add a question that is asked later on."),
    "follow_up_main": later("Add a question for the exercise itself, which the others follow."),
    "no_work": later("Add a question for the exercise itself or for each check-in."),
    "every_weeks": later("Say after how many weeks, or leave that rhythm out."),
    "weeks": later("Write weeks from 1 to %(limit)s, the smaller number first."),
    "after_days": later("Say after how many days, or leave that rhythm out."),
    "days": later("Write days from 1 to %(limit)s, each larger than the one before."),
    "returns": later("Write %(limit)s numbers at most."),
    "ready": later(
        "Something is asked before it begins: say which answer lets it begin, or ask it later."
    ),
    "minutes": later("Write minutes from 1 to %(limit)s, the smaller number first."),
    "times_a_week": later("Say how many times a week, or leave that rhythm out."),
    "times": later("Write a number from 1 to %(limit)s."),
    "log": later("Questions for each check-in belong to a ritual, a tracker or a check-in."),
    "no_log": later("This kind needs at least one question for each check-in."),
    "received": later("What the other partner may add needs a check-in that they can read."),
}


def _needed(setting: str) -> str:
    match setting:
        case "low" | "high":
            return _("Say what this end of the scale means.")
        case "minimum" | "maximum":
            return _("Write a number.")
        case "options":
            return _("Write at least two things to choose from, one on each line.")
        case "columns":
            return _("Write at least one column.")
        case "to":
            return _("Choose at least one.")
        case _:
            return _("This is still missing.")
