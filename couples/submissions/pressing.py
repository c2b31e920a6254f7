"""
Whether one press of a button brings the same words as the press before it.

A page that somebody goes back to carries the name of its first press. What they changed on it
since is no second press of the same: it is said, and never taken for what was kept already.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from couples.exercises.answering import AnswerError, Value, clean
from couples.exercises.definition import Field
from couples.identity import Identity
from couples.submissions.models import Submission
from couples.submissions.queries import list_answers
from couples.submissions.reading import value_of


def says_the_same(
    session: Session, author: Identity, made: Submission, answers: Mapping[str, Any]
) -> bool:
    """
    Whether `answers` are what the author handed in with `made`.

    What is kept only after a certain answer, or only once for both, may be missing there.
    What its author cannot read any more, because it was put aside, is compared with nothing.
    """
    definition = made.assignment.definition
    kept = {
        answer.field: value_of(definition.field(answer.field), answer)
        for answer in list_answers(session, author, [made])[made.id]
    }
    if not kept:
        return True
    return all(
        _is_same(question, kept.get(question.key), answers.get(question.key))
        for question in definition.fields_of(made.part)
    )


def _is_same(question: Field, kept: Value | None, raw: object) -> bool:
    may_be_missing = question.shown_if is not None or question.together
    if kept is None and may_be_missing:
        return True
    try:
        return clean(question, raw, draft=True) == kept
    except AnswerError:
        return False
