"""
What somebody wrote on in that lay under the wrong name, when its author is erased.

What is void goes along: nobody reads it, and nobody knows whose it was. The drafts that were
begun from such work are not deleted with it: what their author added to them is theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from couples.erasure.copied import keep_of
from couples.errors import ConflictError
from couples.submissions.added import added_in, beside, put_in
from couples.submissions.drafts import typed_in
from couples.submissions.models import Answer, Draft, Standing, Submission
from couples.submissions.reading import as_typed, value_of
from couples.submissions.typed import Typed
from couples.wording import gettext as _

Begun = TypeVar("Begun", Submission, Draft)


def refuse_unsettled(session: Session, couple_id: int) -> None:
    """Refuse to erase while it is not clear whose something is."""
    waits = select(Submission.id).where(
        Submission.couple_id == couple_id,
        Submission.standing.in_([Standing.QUARANTINED, Standing.OFFERED]),
    )
    if session.scalar(waits.limit(1)) is not None:
        raise ConflictError(
            _(
                "Something that was handed in is set aside, and it is not settled whose it is."
                " Their counselor puts it back, lets the other say that it is theirs, or makes"
                " it void. Then erase."
            )
        )


def untie(session: Session, erased_id: int, going: Sequence[int]) -> None:
    """Leave the other what they added to work that goes, where it is told from the rest."""
    _reduce_later_attempts(session, erased_id, going)
    for draft in session.scalars(
        select(Draft).where(Draft.author_id != erased_id, Draft.set_aside_with_id.in_(going))
    ).all():
        added = added_in(session, draft)
        place = session.scalar(
            select(Draft).where(
                Draft.assignment_id == draft.assignment_id,
                Draft.author_id == draft.author_id,
                Draft.part == draft.part,
                Draft.occurrence == draft.occurrence,
                Draft.set_aside_with_id.is_(None),
            )
        )
        if place is None and added.answers:
            draft.typed, draft.set_aside_with_id = added.to_json(), None
            draft.revision += 1
        else:
            if place is not None:
                put_in(place, added)
            session.delete(draft)
        session.flush()


def _reduce_later_attempts(session: Session, erased_id: int, going: Sequence[int]) -> None:
    """
    The same for an attempt that was put back though the one before it was not its author's.

    It began with the words of that one. So did each later one.
    """
    for wrong in session.scalars(
        select(Submission).where(
            Submission.id.in_(going),
            Submission.set_aside_at.is_not(None),
            or_(Submission.author_id != erased_id, Submission.written_as_id.is_not(None)),
        )
    ).all():
        was = _typed(session, wrong)
        for later in session.scalars(_begun_from(Submission, wrong, erased_id)).all():
            if later.id not in going:
                _keep_what_was_added(session, later, was)
        in_place = _begun_from(Draft, wrong, erased_id).where(Draft.set_aside_with_id.is_(None))
        for draft in session.scalars(in_place).all():
            typed = typed_in(draft)
            added = {name: beside(was, name, said) for name, said in typed.answers.items()}
            kept = {name: said for name, said in added.items() if said}
            if kept != typed.answers:
                draft.typed = Typed(kept, typed.audiences).to_json()
                draft.revision += 1
    session.flush()


def _begun_from(model: type[Begun], wrong: Submission, erased_id: int) -> Select[Begun]:
    """What the other began at the same time of the same homework before it was set aside."""
    return select(model).where(
        model.assignment_id == wrong.assignment_id,
        model.author_id != erased_id,
        model.part == wrong.part,
        model.occurrence == wrong.occurrence,
        model.created_at > wrong.submitted_at,
        model.created_at <= wrong.set_aside_at,
    )


def _keep_what_was_added(session: Session, later: Submission, was: Mapping[str, object]) -> None:
    for answer in _answers(session, later):
        question = later.assignment.definition.field(answer.field)
        said = as_typed(value_of(question, answer))
        own = beside(was, answer.field, said)
        if own != said:
            keep_of(session, answer, question, own)


def _answers(session: Session, submission: Submission) -> list[Answer]:
    found = select(Answer).where(Answer.submission_id == submission.id)
    return list(session.scalars(found))


def _typed(session: Session, submission: Submission) -> dict[str, object]:
    definition = submission.assignment.definition
    return {
        each.field: as_typed(value_of(definition.field(each.field), each))
        for each in _answers(session, submission)
    }
