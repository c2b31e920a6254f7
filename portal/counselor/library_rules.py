"""The rules of an exercise in words, so that a counselor knows of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from couples.exercises.definition import (
    Column,
    Condition,
    Definition,
    Field,
    Guide,
    HoldsBack,
    Ladder,
    Ready,
    Summary,
    Topic,
)
from couples.exercises.topics import topic_name
from couples.wording import gettext as _
from couples.wording import listed, ngettext

Rule = TypeVar("Rule", bound=BaseModel)


def rules_of(definition: Definition) -> list[str]:
    """Every rule of an exercise: over the whole of it, and over each of its questions."""
    fields = {field.key: field for field in definition.fields}
    whole = _whole(definition.ready, definition.ladder, definition.summaries, fields)
    whole += [] if definition.guide is None else [guide_rule(definition.guide)]
    of_fields = [
        _("“%(label)s”: %(rule)s", label=field.label, rule=rule)
        for field in definition.fields
        for rule in rules_of_field(field)
    ]
    return [*whole, *of_fields]


def rules_kept(rules: Mapping[str, Any], fields: Mapping[str, Field]) -> list[str]:
    """The rules over the whole that a draft has and that are sound, as far as each goes."""
    ready, ladder = _sound(Ready, rules.get("ready")), _sound(Ladder, rules.get("ladder"))
    summaries = [_sound(Summary, each) for each in rules.get("summaries") or ()]
    guide = _sound(Guide, rules.get("guide"))
    led = [] if guide is None else [guide_rule(guide)]
    return led + _whole(ready, ladder, [each for each in summaries if each is not None], fields)


def _sound(rule: type[Rule], given: Any) -> Rule | None:
    try:
        return rule.model_validate(given) if given else None
    except ValidationError:
        return None


def rules_of_field(field: Field) -> list[str]:
    """The rules over one question and its columns."""
    rules = _of_shape(field)
    for column in field.columns:
        rules += [
            _("in “%(label)s”: %(rule)s", label=column.label, rule=rule)
            for rule in _of_shape(column)
        ]
    return rules


def _of_shape(shape: Field | Column) -> list[str]:
    rules = [] if shape.holds_back is None else [held_back(shape.holds_back)]
    if shape.refuses:
        rules.append(_("it may not touch %(topics)s", topics=topics(shape.refuses)))
    if shape.within_days is not None:
        low, high = shape.within_days
        rules.append(
            _("from %(low)s to %(high)s days after the day of handing in", low=low, high=high)
        )
    return rules


def topics(refused: Iterable[Topic]) -> str:
    """What a consequence may not reach for."""
    return listed(topic_name(topic) for topic in refused)


def held_back(rule: HoldsBack) -> str:
    """What keeps an answer from being handed in."""
    if rule.below is None:
        return _("a no is not handed in yet, and it says “%(say)s”", say=rule.say)
    known = {"below": rule.below, "say": rule.say}
    return _("a number below %(below)s is not handed in yet, and it says “%(say)s”", **known)


def _whole(
    ready: Ready | None,
    ladder: Ladder | None,
    summaries: Iterable[Summary],
    fields: Mapping[str, Field],
) -> list[str]:
    rules = []
    if ready is not None:
        rules.append(ready_rule(ready, fields))
    if ladder is not None:
        rules.append(ladder_rule(ladder, fields))
    summed = [each.label for each in summaries]
    if summed:
        rules.append(_("The report sums up: %(labels)s.", labels=listed(summed)))
    return rules


def ready_rule(rule: Ready, fields: Mapping[str, Field]) -> str:
    """What has to be answered before the rest may begin."""
    return ngettext(
        "It begins only once both answered “%(label)s” within %(num)s minute (%(what)s). "
        "Until then it says “%(say)s”",
        "It begins only once both answered “%(label)s” within %(num)s minutes (%(what)s). "
        "Until then it says “%(say)s”",
        rule.within_minutes,
        label=_label(rule.field, fields),
        what=condition(rule, _answers(rule.field, fields)),
        say=rule.say,
    )


def ladder_rule(rule: Ladder, fields: Mapping[str, Field]) -> str:
    """How a level rises."""
    return ngettext(
        "“%(label)s” begins at 0 and rises one step at a time, up to %(highest)s: after %(num)s "
        "time with “%(comfort)s” at %(at_least)s or more, and your word.",
        "“%(label)s” begins at 0 and rises one step at a time, up to %(highest)s: after %(num)s "
        "times with “%(comfort)s” at %(at_least)s or more, and your word.",
        rule.sessions,
        label=_label(rule.field, fields),
        highest=rule.highest,
        comfort=_label(rule.comfort, fields),
        at_least=rule.at_least,
    )


def guide_rule(guide: Guide) -> str:
    """How the two are led through it as a talk."""
    titles = dict.fromkeys(turn.title for turn in guide.turns)
    return ngettext(
        "The two can be led through it turn by turn, in about %(num)s minute: %(titles)s.",
        "The two can be led through it turn by turn, in about %(num)s minutes: %(titles)s.",
        guide.minutes,
        titles=listed(f"“{title}”" for title in titles),
    )


def _label(key: str, fields: Mapping[str, Field]) -> str:
    return fields[key].label if key in fields else key


def _answers(key: str, fields: Mapping[str, Field]) -> dict[str, str]:
    options = fields[key].options if key in fields else ()
    return {option.value: option.label for option in options}


def condition(rule: Condition, answers: Mapping[str, str] | None = None) -> str:
    """The answers that meet a condition."""
    if rule.at_least is not None:
        return _("%(number)s or more", number=rule.at_least)
    if rule.at_most is not None:
        return _("%(number)s or less", number=rule.at_most)
    return listed((answers or {}).get(value, value) for value in rule.among)
