"""
The rules over a whole exercise as its author types them, and as data: each way.

They name questions, and in the forms a question is named by its id: `id`, or `id column`
where a column of its rows is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from couples.exercises.composer import Composer
from couples.exercises.controls import answers_of
from couples.exercises.field import Column, Field
from couples.exercises.rules import BARE
from couples.exercises.sheet import Typed
from couples.exercises.slips import RULES, Slip
from couples.wording import gettext as _

OVER_THE_WHOLE = ("ready", "ladder", "summaries")
"""The settings of a definition that the form for rules holds."""

_LADDER = (("at_least", "ladder_at_least"), ("sessions", "ladder_sessions"))

Words = Callable[[str, str, Sequence[str]], str]
"""The answers of a question, or of one of its columns, by their words, one on each line."""


def rules_apart(
    rules: Mapping[str, Any], ids: Mapping[str, str], rows: frozenset[str], words: Words
) -> dict[str, Any]:
    """What stands in the form for these rules; `rows` are the keys of questions with columns."""
    typed: dict[str, Any] = {}
    if ready := rules.get("ready"):
        typed |= {
            "ready_field": ids.get(ready["field"], ""),
            "ready_answers": words(ready["field"], "", ready.get("among") or ()),
            "ready_at_least": _text(ready.get("at_least")),
            "ready_at_most": _text(ready.get("at_most")),
            "ready_minutes": _text(ready.get("within_minutes")),
            "ready_say": ready["say"],
        }
    if ladder := rules.get("ladder"):
        typed |= {
            "ladder_level": ids.get(ladder["field"], ""),
            "ladder_comfort": ids.get(ladder["comfort"], ""),
            "ladder_highest": _text(ladder["highest"]),
            **{control: _text(ladder[name]) for name, control in _LADDER},
        }
    typed["summaries"] = [
        _summary_apart(each, ids, rows, words) for each in rules.get("summaries") or ()
    ]
    return typed


def _summary_apart(
    rule: Mapping[str, Any], ids: Mapping[str, str], rows: frozenset[str], words: Words
) -> dict[str, Any]:
    field, column, against = (rule.get(name) or "" for name in ("field", "column", "against"))
    about = ids.get(field, "")
    beside = f"{about} {against}" if against and field in rows else ids.get(against, "")
    return {
        "kind": rule["kind"],
        "label": rule["label"],
        "about": f"{about} {column}".strip(),
        "against": beside,
        "among": words(field, column, rule.get("among") or ()),
        "pooled": " ".join(rule.get("pooled") or ()),
        "part": rule.get("part") or "",
        "by": rule.get("by") or "author",
        "counselor_only": ["yes"] if rule.get("counselor_only") else [],
    }


def rules_composed(
    ruled: Typed, keys: Mapping[str, str], fields: Mapping[str, Field]
) -> tuple[dict[str, Any], list[Slip]]:
    """The rules as data; `keys` are those of all questions, `fields` the sound ones, by id."""
    read = Composer(RULES, ruled)
    given = {
        "ready": _ready(read, keys, fields),
        "ladder": _ladder(read, keys),
        "summaries": [
            made
            for number, typed in enumerate(ruled.get("summaries") or (), start=1)
            for made in [_summary(read, number, typed, keys, fields)]
            if made is not None
        ],
    }
    return {name: rule for name, rule in given.items() if rule is not None}, read.slips


def _ready(
    read: Composer, keys: Mapping[str, str], fields: Mapping[str, Field]
) -> dict[str, Any] | None:
    place = read.words("ready_field")
    if not place:
        return None
    among, unknown = _among(read.words("ready_answers"), fields.get(place))
    read.slips += [Slip(RULES, "ready_answers", _no_answer(line)) for line in unknown]
    numbers = {
        name: read.number(control)
        for name, control in (
            ("at_least", "ready_at_least"),
            ("at_most", "ready_at_most"),
            ("within_minutes", "ready_minutes"),
        )
    }
    said = {name: number for name, number in numbers.items() if number is not None}
    if "within_minutes" not in said and not read.slips:
        sentence = _("Write for how many minutes an answer counts.")
        read.slips.append(Slip(RULES, "ready_minutes", sentence))
    if bool(among) + ("at_least" in said) + ("at_most" in said) != 1 and not read.slips:
        sentence = _("Write either the answers that count, or one number.")
        read.slips.append(Slip(RULES, "ready_answers", sentence))
    if read.slips:
        return None
    return {"field": keys.get(place, ""), "among": among, **said, "say": read.line("ready_say")}


def _ladder(read: Composer, keys: Mapping[str, str]) -> dict[str, Any] | None:
    level, comfort = read.words("ladder_level"), read.words("ladder_comfort")
    if not level and not comfort:
        return None
    given: dict[str, Any] = {"field": keys.get(level, ""), "comfort": keys.get(comfort, "")}
    for name in ("at_least", "sessions", "highest"):
        number = read.number(f"ladder_{name}")
        if number is None:
            read.slips.append(Slip(RULES, f"ladder_{name}", _("Write a number.")))
        given[name] = number
    return None if None in given.values() else given


def _summary(
    read: Composer,
    number: int,
    typed: Typed,
    keys: Mapping[str, str],
    fields: Mapping[str, Field],
) -> dict[str, Any] | None:
    """One line of the report; None where its question was taken out, until it comes back."""
    inside = Composer(RULES, typed)
    about, column = _named(inside.words("about"))
    beside, other = _named(inside.words("against"))
    if (about and about not in keys) or (beside and beside not in keys):
        return None
    among, unknown = _among(inside.words("among"), _asked(fields.get(about), column))
    faults = [_no_answer(line) for line in unknown]
    if not about and inside.words("kind") not in BARE:
        faults.append(_("Choose the question that it sums up."))
    if other and beside != about:
        faults.append(_("Compare a column with another one of the same rows."))
    read.slips += [
        Slip(RULES, "summaries", _("Line %(number)s: %(what)s", number=number, what=fault))
        for fault in faults
    ]
    given = {
        "kind": inside.words("kind"),
        "label": inside.line("label"),
        "field": keys.get(about),
        "column": column or None,
        "against": other or keys.get(beside),
        "among": among,
        "pooled": inside.words("pooled").split(),
        "part": inside.words("part") or None,
        "by": inside.words("by") or None,
        "counselor_only": bool(inside.ticked("counselor_only")),
    }
    return None if faults else {name: v for name, v in given.items() if v is not None}


def _named(place: str) -> tuple[str, str]:
    question, _between, column = place.partition(" ")
    return question, column


def _asked(field: Field | None, column: str) -> Field | Column | None:
    if field is None or not column:
        return field
    return next((each for each in field.columns if each.key == column), None)


def _among(text: str, asked: Field | Column | None) -> tuple[list[str], list[str]]:
    """The answers on the lines of `text` by their values, and the lines that are none."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    answers = {} if asked is None else answers_of(asked)
    if not answers:
        return lines, []
    known = [answers[line] for line in lines if line in answers]
    return known, [line for line in lines if line not in answers]


def _no_answer(line: str) -> str:
    return _("“%(line)s” is no answer to that question.", line=line)


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
