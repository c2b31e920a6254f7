"""
Taking out of what one partner keeps what they had copied of the other's.

Two things begin with the words of both: other words that are proposed for an agreement, and
what lies in each one's draft after a talk. And who wrote on in what lay under the wrong name
wrote beside words that are the other's by now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.erasure.own import own_of
from couples.exercises.answering import clean, to_number, to_words
from couples.exercises.field import Field
from couples.submissions.asked import ANEW
from couples.submissions.drafts import typed_in
from couples.submissions.models import Answer, Draft, Standing, Submission
from couples.submissions.reading import as_typed, value_of
from couples.submissions.typed import Typed
from couples.talks.beside import besides, keep_with
from couples.talks.models import Talk, TalkWords
from couples.talks.queries import written


@dataclass(frozen=True)
class Joint:
    """
    The homework in which something was written once for both, as it concerns one of the two.

    `talked` are the times of talks that were had: what was said there once for both lies in
    the drafts of both, and nobody can tell any more who had said it. The same goes for
    what was begun at the very moment of the erasing (`since`).
    """

    assignment: Assignment
    talked: frozenset[str]
    theirs: dict[str, list[Any]]
    own: dict[str, list[Any]]
    since: datetime

    def is_copied(self, occurrence: str) -> bool:
        """Whether what was written at this time began with the words of both."""
        return occurrence.startswith(ANEW) or occurrence in self.talked

    def own_of(self, name: str, answer: Any, at: datetime) -> Any:
        """What of an answer is its author's own."""
        question = self.assignment.definition.field(name)
        if not question.together:
            return answer
        is_told = not self.talked and at < self.since
        theirs = self.theirs.get(name, []) if is_told else None
        return own_of(question, answer, theirs, self.own.get(name, []))


def take_out_copies(session: Session, erased_id: int, couple_id: int, since: datetime) -> None:
    """Leave of the other's answers, drafts and words in talks what is the other's own."""
    for joint in _list_joint(session, erased_id, couple_id, since):
        for draft in session.scalars(
            select(Draft)
            .where(Draft.assignment_id == joint.assignment.id, Draft.author_id != erased_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).all():
            if joint.is_copied(draft.occurrence):
                _reduce(joint, draft, typed_in(draft), draft.created_at)
        for said in session.scalars(
            select(TalkWords)
            .join(TalkWords.talk)
            .where(Talk.assignment_id == joint.assignment.id, Talk.ended_at.is_not(None))
            .where(TalkWords.author_id != erased_id)
        ).all():
            _reduce_words(joint, said)
        for answer in _answers(session, joint.assignment.id):
            if answer.author_id != erased_id and joint.is_copied(answer.submission.occurrence):
                question = joint.assignment.definition.field(answer.field)
                before = as_typed(value_of(question, answer))
                kept = joint.own_of(answer.field, before, answer.created_at)
                if kept != before:
                    keep_of(session, answer, question, kept)
    session.flush()


def keep_of(session: Session, answer: Answer, question: Field, kept: Any) -> None:
    """Let an answer say only this, which was typed; where that is nothing, let it go."""
    value = None if kept in (None, "", []) else clean(question, kept, draft=True)
    if value is None:
        session.delete(answer)
    elif question.is_words:
        answer.words = to_words(question, value)
    else:
        answer.number = to_number(question, value)


def keep_typed(row: Draft | TalkWords, typed: Typed, kept: Mapping[str, Any]) -> None:
    """Let what was `typed` say only this; where that is nothing, let it go."""
    answers = {name: answer for name, answer in kept.items() if answer not in (None, "", [])}
    if answers != typed.answers:
        row.typed = Typed(answers, typed.audiences).to_json()
        # A page that was left open holds the words still, and is told that they changed.
        row.revision += 1


def _reduce(joint: Joint, row: Draft | TalkWords, typed: Typed, at: datetime) -> None:
    keep_typed(row, typed, _own_of(joint, typed.answers, at))


def _own_of(joint: Joint, answers: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    known = {question.key for question in joint.assignment.definition.fields}
    own = {
        name: joint.own_of(name, answer, at) for name, answer in answers.items() if name in known
    }
    return {name: answer for name, answer in own.items() if answer not in (None, "", [])}


def _reduce_words(joint: Joint, row: TalkWords) -> None:
    """What was said in a talk, and what is kept beside it on pages of their own."""
    pages = besides(row)
    _reduce(joint, row, written(row), row.created_at)
    own = {name: _own_of(joint, answers, row.created_at) for name, answers in pages.items()}
    keep_with(row, written(row), own)


def _list_joint(
    session: Session, erased_id: int, couple_id: int, since: datetime
) -> Iterator[Joint]:
    for assignment in session.scalars(select(Assignment).where(Assignment.couple_id == couple_id)):
        if not any(question.together for question in assignment.definition.fields):
            continue
        talked = frozenset(
            session.scalars(
                select(Talk.occurrence).where(
                    Talk.assignment_id == assignment.id, Talk.ended_at.is_not(None)
                )
            )
        )
        answers = _answers(session, assignment.id)
        before = [
            each
            for each in answers
            if not _goes(each, erased_id)
            and not each.submission.occurrence.startswith(ANEW)
            and each.submission.occurrence not in talked
        ]
        theirs = _by_field(assignment, (each for each in answers if _goes(each, erased_id)))
        yield Joint(assignment, talked, theirs, _by_field(assignment, before), since)


def _goes(answer: Answer, erased_id: int) -> bool:
    """What is theirs goes, and what is void, of which nobody knows whose it was."""
    return answer.author_id == erased_id or answer.submission.standing is Standing.VOID


def _answers(session: Session, assignment_id: int) -> Sequence[Answer]:
    return session.scalars(
        select(Answer).join(Answer.submission).where(Submission.assignment_id == assignment_id)
    ).all()


def _by_field(assignment: Assignment, answers: Iterable[Answer]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for answer in answers:
        question = assignment.definition.field(answer.field)
        found[answer.field].append(as_typed(value_of(question, answer)))
    return found
