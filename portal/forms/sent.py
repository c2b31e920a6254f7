"""What a browser sent for the questions of an exercise, as it was typed."""

from __future__ import annotations

import re
from typing import Any

from werkzeug.datastructures import MultiDict

from couples.exercises import definition as exercise
from couples.exercises.definition import Definition, FieldType, Part
from couples.submissions.typed import Typed
from portal.forms.questions import ANSWER, CELL, WHO


def read(
    definition: Definition, part: Part, sent: MultiDict[str, str], *, prefix: str = ""
) -> Typed:
    """
    The words to keep, right or wrong, and whom the author chose to write for.

    What is empty is left out, so that a form nobody touched is the same as none.
    """
    answers: dict[str, Any] = {}
    audiences: dict[str, str] = {}
    for question in definition.fields_of(part):
        typed = _typed(question, sent, prefix + ANSWER + question.key)
        if typed:
            answers[question.key] = typed
        who = sent.get(prefix + WHO + question.key, "")
        if who in question.choose and who != question.audience:
            audiences[question.key] = who
    return Typed(answers, audiences)


def _typed(question: exercise.Field, sent: MultiDict[str, str], name: str) -> Any:
    match question.type:
        case FieldType.CHOICES:
            return [value for value in sent.getlist(name) if value]
        case FieldType.LIST:
            return _without_empty_end([_text(sent, f"{name}-{n}") for n in _lines(sent, name)])
        case FieldType.ROWS:
            return _without_empty_end([_row(question, sent, name, n) for n in _lines(sent, name)])
        case _:
            return _text(sent, name)


def _row(
    question: exercise.Field, sent: MultiDict[str, str], name: str, number: int
) -> dict[str, str]:
    cells = {c.key: _text(sent, f"{name}-{number}-{CELL}{c.key}") for c in question.columns}
    return {key: cell for key, cell in cells.items() if cell}


def _text(sent: MultiDict[str, str], name: str) -> str:
    """A browser ends its lines with two characters; a draft keeps one of them."""
    return sent.get(name, "").replace("\r\n", "\n")


def _lines(sent: MultiDict[str, str], name: str) -> list[int]:
    """The numbers of the lines that were sent, in the order of the page."""
    pattern = re.compile(re.escape(name) + r"-(\d{1,3})(?:-.*)?")
    return sorted({int(found[1]) for key in sent if (found := pattern.fullmatch(key))})


def _without_empty_end(lines: list[Any]) -> list[Any]:
    while lines and not lines[-1]:
        lines.pop()
    return lines
