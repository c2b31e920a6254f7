"""When a question is asked only after a certain answer: said on the page, and for its script."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from babel.lists import format_list

from couples import wording
from couples.exercises.definition import Condition, Field, FieldType
from couples.wording import gettext as _


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """
    The line above such a question, and what the script compares: `rule` is JSON.

    Without a `name` the answer is not on this page, because the other partner gave it.
    """

    words: str
    name: str
    rule: str


def only_if(
    question: Field, questions: Sequence[Field], prefix: str, theirs: Collection[str] = ()
) -> OnlyIf | None:
    """
    The condition of `question` in words; `prefix` stands before the names of fields.

    `theirs` are the questions that the other partner has answered for both.
    """
    rule = question.shown_if
    asked = next((q for q in questions if rule and q.key == rule.field), None)
    if rule is None or asked is None:
        return None
    compared = {"among": rule.among, "atLeast": rule.at_least, "atMost": rule.at_most}
    name = "" if asked.key in theirs else prefix + asked.key
    return OnlyIf(_words(rule, asked), name, json.dumps(compared))


def _words(rule: Condition, asked: Field) -> str:
    label = asked.label
    if rule.at_least is not None:
        return _("Only if “%(label)s” is %(edge)s or more", label=label, edge=rule.at_least)
    if rule.at_most is not None:
        return _("Only if “%(label)s” is %(edge)s or less", label=label, edge=rule.at_most)
    chosen = [_answer(asked, value) for value in rule.among]
    among = format_list(chosen, style="or", locale=wording.current_locale())
    return _("Only if “%(label)s” is answered with: %(among)s", label=label, among=among)


def _answer(asked: Field, value: str) -> str:
    if asked.type is FieldType.YES_NO:
        return _("Yes") if value == "yes" else _("No")
    return asked.option_label(value)
