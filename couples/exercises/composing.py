"""From what an author typed to the data of a definition, with every slip on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from couples.exercises.composer import Composer
from couples.exercises.controls import (
    CHOSEN_FROM,
    COLUMN_NUMBERS,
    COLUMN_WORDS,
    HEAD_LISTS,
    HEAD_WORDS,
    NUMBERS,
    WORDS,
    answers_of,
)
from couples.exercises.definition import Field
from couples.exercises.edges import edges_composed
from couples.exercises.naming import key_of, slug_of
from couples.exercises.slips import HEAD, Slip
from couples.exercises.written import Question, Written
from couples.wording import gettext as _


def composed_head(written: Written) -> tuple[dict[str, Any], list[Slip]]:
    """What the head says, as data; whether it may be so is for the schema to say."""
    read = Composer(HEAD, written.head)
    given: dict[str, Any] = {name: read.line(name) for name in HEAD_WORDS}
    given["instructions"] = read.words("instructions")
    given |= {name: read.ticked(name) for name in HEAD_LISTS}
    given["kind"] = read.words("kind")
    low, high = read.number("minutes_low"), read.number("minutes_high")
    if low is None and not read.slips:
        read.slips.append(Slip(HEAD, "minutes_low", _("Write how many minutes it takes.")))
    given["minutes"] = [low or 1, high or low or 1]
    given |= _rhythm(read, {*given["cadences"], read.words("follow_up")})
    if "variants" in given["doers"]:
        given["variants"] = [read.line("variants_first"), read.line("variants_second")]
        given["follows"] = read.words("follows") or None
    return {**given, **written.rules}, read.slips


def _rhythm(read: Composer, cadences: set[str]) -> dict[str, Any]:
    """The numbers of those cadences that are chosen."""
    given: dict[str, Any] = {"follow_up": read.words("follow_up") or None}
    if "times-a-week" in cadences:
        given["times_a_week"] = read.number("times_a_week")
    if "every-few-weeks" in cadences:
        low, high = read.number("every_low"), read.number("every_high")
        given["every_weeks"] = [low, high or low] if low else None
    if "after-days" in cadences:
        given["after_days"] = read.numbers("after_days")
    return given


def keys_of(questions: Iterable[Question]) -> dict[str, str]:
    """The key of every question by its id: the one it was published with, or a new one."""
    known = {question.id: question.key for question in questions if question.key}
    for question in questions:
        if question.id not in known:
            known[question.id] = key_of(question.label, known.values())
    return known


def composed_question(
    question: Question, keys: Mapping[str, str], earlier: Mapping[str, Field]
) -> tuple[dict[str, Any], list[Slip]]:
    """What one question says, as data; `earlier` are the sound ones before it, by their ids."""
    read = Composer(question.id, question.typed)
    kind = read.words("type")
    given: dict[str, Any] = {
        "key": keys[question.id],
        "label": read.line("label"),
        "type": kind,
        "help": read.line("help") or None,
        "required": bool(read.ticked("required")),
        "part": read.words("part") or "main",
        "audience": read.words("audience"),
        "choose": _chosen(read),
        "together": bool(read.ticked("together")),
        "variant": read.words("variant") or None,
        "shown_if": _condition(read, keys, earlier),
        **_limits_of(read, kind, NUMBERS, WORDS),
    }
    if kind == "rows":
        given["columns"] = _columns(read)
    if kind == "reference":
        given["to"] = read.ticked("to")
    said = {name: value for name, value in given.items() if value is not None}
    return {**said, **question.rules}, read.slips


def _condition(
    read: Composer, keys: Mapping[str, str], earlier: Mapping[str, Field]
) -> dict[str, Any] | None:
    """“Only if”: the question that it looks at, and the answers that count."""
    place = read.words("if_question")
    if not place:
        return None
    if place not in earlier:
        sentence = _("This has to look at a question further up.")
        read.slips.append(Slip(read.place, "if_question", sentence))
        return None
    answers = answers_of(earlier[place])
    lines = [line.strip() for line in read.words("if_answers").split("\n") if line.strip()]
    for line in lines:
        if line not in answers:
            sentence = _("“%(line)s” is no answer to that question.", line=line)
            read.slips.append(Slip(read.place, "if_answers", sentence))
    rule = {
        "among": [answers[line] for line in lines if line in answers] or None,
        "at_least": read.number("if_at_least"),
        "at_most": read.number("if_at_most"),
    }
    said = {name: value for name, value in rule.items() if value is not None}
    if len(said) != 1 and not read.slips:
        sentence = _("Write either the answers that count, or one number.")
        read.slips.append(Slip(read.place, "if_answers", sentence))
    return {"field": keys[place], **said} if len(said) == 1 else None


def _chosen(read: Composer) -> list[str]:
    """The audiences to choose from; the suggested one is always among them."""
    chosen, usual = read.ticked("choose"), read.words("audience")
    return [usual, *chosen] if chosen and usual not in chosen else chosen


def _limits_of(
    read: Composer,
    kind: str,
    numbers: Mapping[str, Mapping[str, str]],
    words: Mapping[str, tuple[str, ...]],
) -> dict[str, Any]:
    given: dict[str, Any] = {
        setting: read.number(control) for control, setting in numbers.get(kind, {}).items()
    }
    given |= {name: read.words(name) or None for name in words.get(kind, ())}
    given |= edges_composed(read, kind)
    if kind in CHOSEN_FROM:
        given["options"] = _options(read.words("options"), read.typed.get("values") or [])
    return {name: value for name, value in given.items() if value is not None}


def _options(text: str, known: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """
    One option on each line, under the value that it had before, which raises what it did.

    A line that was put differently keeps its value where as many lines are left, so that a
    slip of the pen can be mended and answers can still be compared.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    raises = {value: {"raises": kind} for value, _label, *kinds in known for kind in kinds}
    if lines == [label for _value, label, *_kinds in known]:
        return [
            {"value": value, "label": label, **raises.get(value, {})}
            for value, label, *_kinds in known
        ]
    values = {label: value for value, label, *_kinds in known}
    if len(lines) == len(known):
        for line, (value, label, *_kinds) in zip(lines, known, strict=True):
            if line not in values and label not in lines:
                values[line] = value
    made: list[dict[str, str]] = []
    taken = {values[line] for line in lines if line in values}
    for line in lines:
        value = values.get(line) or slug_of(line, taken)
        taken.add(value)
        made.append({"value": value, "label": line, **raises.get(value, {})})
    return made


def _columns(read: Composer) -> list[dict[str, Any]]:
    columns = [column for column in read.typed.get("columns") or [] if column.get("label")]
    taken = {column["key"] for column in columns if column.get("key")}
    made = []
    for column in columns:
        inside = Composer(read.place, column)
        key = column.get("key") or key_of(inside.words("label"), taken, "column")
        taken.add(key)
        kind = inside.words("type")
        made.append(
            {
                "key": key,
                "label": inside.words("label"),
                "type": kind,
                "required": bool(inside.ticked("required")),
                **_limits_of(inside, kind, COLUMN_NUMBERS, COLUMN_WORDS),
                **(column.get("rules") or {}),
            }
        )
        read.slips += [Slip(read.place, "columns", slip.sentence) for slip in inside.slips]
    return made
