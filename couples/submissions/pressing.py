"""
Whether one press of a button brings the same words, to the same readers, as the one before it.

A page that somebody goes back to carries the name of its first press. What they changed on it
since is no second press of the same: it is said, and never taken for what was kept already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.exercises.answering import AnswerError, Value, clean
from couples.exercises.definition import Field
from couples.exercises.mirroring import mirrored
from couples.identity import Identity
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers
from couples.submissions.reading import answered_by_other, value_of
from couples.submissions.typed import Typed


def find_by_key(session: Session, actor: Identity, key: str) -> Submission | None:
    """What the same press of a button has made already."""
    return session.scalar(
        select(Submission).where(
            Submission.author_id == actor.person_id, Submission.idempotency_key == key
        )
    )


def says_the_same(
    session: Session,
    author: Identity,
    made: Submission,
    typed: Typed,
    questions: Sequence[Field] | None = None,
) -> bool:
    """
    Whether `typed` is what the author handed in with `made`, to the same readers.

    `questions` are those of the page, where they are not simply what the author is asked. A
    condition that does not hold, or the same words by the other partner, once for both, keep
    an answer from being there; it is the same then. What its author cannot read any more,
    because it was put aside, is compared with nothing.
    """
    found = {each.field: each for each in list_answers(session, author, [made])[made.id]}
    if not found:
        return True
    definition = made.assignment.definition
    kept = {name: value_of(definition.field(name), each) for name, each in found.items()}
    theirs = answered_by_other(session, author, made.assignment, made.part, made.occurrence)
    others = {name: value_of(definition.field(name), each) for name, each in theirs.items()}
    if questions is None:
        questions = made.assignment.fields_for(author.person_id, made.part)
    return all(
        _goes_to_the_same(question, found[question.key], typed)
        and _is_same(question, kept[question.key], typed)
        if question.key in found
        else _may_be_missing(question, {**others, **kept}, typed)
        for question in questions
    )


def _is_same(question: Field, kept: Value | None, typed: Typed) -> bool:
    try:
        return clean(question, typed.answers.get(question.key), draft=True) == kept
    except AnswerError:
        return False


def _goes_to_the_same(question: Field, kept: Answer, typed: Typed) -> bool:
    """For whom it was written; where its author has shown it since, that is no other choice."""
    return kept.shown_at is not None or typed.audience_of(question) is kept.audience


def _may_be_missing(question: Field, known: Mapping[str, Value], typed: Typed) -> bool:
    """Nothing was written there, or nothing that could be kept."""
    rule = question.shown_if
    if rule is not None and not rule.holds(known.get(rule.field)):
        return True
    if question.together and question.key in known:
        said = mirrored(question, known[question.key])
        if _is_same(question, said, typed):
            return True
    return _is_same(question, None, typed)
