"""Proposing other words for what is there already."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import permissions
from couples.agreements.making import written_for_both
from couples.agreements.queries import get_agreement
from couples.agreements.standing import standing_wordings
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.exercises.definition import Field, Part
from couples.identity import Identity
from couples.permissions import Deed
from couples.submissions import drafts
from couples.submissions.asked import ANEW
from couples.submissions.models import Answer, Draft, Submission
from couples.submissions.openings import find_opening
from couples.submissions.queries import find_draft
from couples.submissions.reading import as_typed, value_of
from couples.submissions.typed import Typed

TURNED = {"author": "other", "other": "author"}


def propose_anew(session: Session, actor: Identity, agreement_id: str) -> Draft:
    """
    Open a draft that begins with the newest words, for the actor to change.

    What stands goes on until both have signed the new ones. Whoever has not written their
    part of the first ones yet is asked for that.
    """
    permissions.require(actor, Deed.WRITE)
    agreement = get_agreement(session, actor, agreement_id)
    assignment = get_assignment(session, actor, agreement.assignment.public_id)
    begun = find_draft(session, actor, assignment)
    if begun is not None:
        return begun
    if find_opening(session, actor, assignment, Part.MAIN):
        return drafts.start(session, actor, assignment.public_id)
    number = standing_wordings(agreement)[-1].number
    name = f"{ANEW}{number}.{actor.person_id}.{_times(session, actor, assignment) + 1}"
    answers = written_for_both(session, assignment)
    typed = _typed(assignment, actor, answers)
    return drafts.start_from(session, actor, assignment, name, typed)


def _times(session: Session, actor: Identity, assignment: Assignment) -> int:
    """How often the actor has handed something in for it, so that each time has its own name."""
    mine = select(func.count(Submission.id)).where(
        Submission.assignment_id == assignment.id,
        Submission.author_id == actor.person_id,
        Submission.part == Part.MAIN,
    )
    return session.scalar(mine) or 0


def _typed(assignment: Assignment, actor: Identity, answers: Sequence[Answer]) -> Typed:
    """Everything that was written once for both, and what the actor wrote of their own."""
    typed: dict[str, object] = {}
    for answer in answers:
        question = assignment.definition.field(answer.field)
        is_own = answer.author_id == actor.person_id
        if not (question.together or is_own):
            continue
        value = as_typed(value_of(question, answer))
        value = value if is_own else _turned(question, value)
        before = typed.get(question.key)
        is_list = isinstance(before, list) and isinstance(value, list)
        typed[question.key] = _joined(before, value) if is_list else value
    return Typed(typed)


def _joined(before: object, more: object) -> list[object]:
    assert isinstance(before, list)  # noqa: S101 - for the types: only lists come here
    assert isinstance(more, list)  # noqa: S101 - for the types: only lists come here
    return [*before, *(each for each in more if each not in before)]


def _turned(question: Field, value: object) -> object:
    """Rows in which the other wrote “I” mean the other, once the actor writes them."""
    people = {column.key for column in question.columns if column.type == "person"}
    if not people or not isinstance(value, list):
        return value
    return [
        {k: TURNED.get(cell, cell) if k in people else cell for k, cell in row.items()}
        for row in value
    ]
