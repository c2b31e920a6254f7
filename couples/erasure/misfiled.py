"""
What somebody wrote on in that lay under the wrong name, when its author is erased.

What is void goes along: nobody reads it, and nobody knows whose it was. The drafts that were
begun from such work are not deleted with it: what their author added to them is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from couples.erasure.copied import keep_of, keep_typed
from couples.errors import ConflictError
from couples.submissions.added import added_in, beside, put_in
from couples.submissions.drafts import typed_in
from couples.submissions.models import Answer, Draft, Standing, Submission
from couples.submissions.reading import as_typed, value_of
from couples.wording import gettext as _

Begun = TypeVar("Begun", Submission, Draft)
_OwnOf = Callable[[str, object], object]


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
        was, aside_at = _typed(session, wrong), wrong.set_aside_at or wrong.submitted_at
        began = _after(Submission, wrong, erased_id).where(Submission.created_at <= aside_at)
        first = [later for later in session.scalars(began) if later.id not in going]
        # Whoever began once more began with the words of the attempt before.
        since = min((each.submitted_at for each in first), default=aside_at)
        for later in session.scalars(_after(Submission, wrong, erased_id)).all():
            if later in first:
                _keep_what_was_added(session, later, partial(beside, was))
            elif first and later.id not in going and later.created_at > since:
                _keep_what_was_added(session, later, partial(_still_own, was))
        for draft in session.scalars(_in_place(wrong, erased_id)).all():
            if draft.created_at <= aside_at:
                _reduce_draft(draft, partial(beside, was))
            elif first and draft.created_at > since:
                _reduce_draft(draft, partial(_still_own, was))
    session.flush()


def _after(model: type[Begun], wrong: Submission, erased_id: int) -> Select[Begun]:
    """What the other began at the same time of the same homework once it was handed in."""
    return select(model).where(
        model.assignment_id == wrong.assignment_id,
        model.author_id != erased_id,
        model.part == wrong.part,
        model.occurrence == wrong.occurrence,
        model.created_at > wrong.submitted_at,
    )


def _in_place(wrong: Submission, erased_id: int) -> Select[Draft]:
    """The draft of it that the other has just now, held so that no save comes between."""
    begun = _after(Draft, wrong, erased_id).where(Draft.set_aside_with_id.is_(None))
    return begun.with_for_update().execution_options(populate_existing=True)


def _still_own(was: Mapping[str, object], name: str, said: object) -> object:
    """What is the other's of an attempt that may have begun with those words, and may not."""
    own, before = beside(was, name, said), was.get(name)
    if own is not None:
        return own
    is_within = isinstance(before, str) and isinstance(said, str) and before in said
    return None if said == before or is_within else said


def _reduce_draft(draft: Draft, own_of: _OwnOf) -> None:
    typed = typed_in(draft)
    keep_typed(draft, typed, {name: own_of(name, said) for name, said in typed.answers.items()})


def _keep_what_was_added(session: Session, later: Submission, own_of: _OwnOf) -> None:
    for answer in _answers(session, later):
        question = later.assignment.definition.field(answer.field)
        said = as_typed(value_of(question, answer))
        own = own_of(answer.field, said)
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
