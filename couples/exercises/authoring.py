"""
Writing an exercise: a draft that takes whatever is typed, and its publication.

Each part of a draft (its head, each question) counts its saves. A form names the count that
it began with, so that two tabs never overwrite each other in silence.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.errors import ConflictError, DomainError, NotFoundError
from couples.exercises.definition import Definition, Kind
from couples.exercises.models import ExerciseDraft
from couples.exercises.queries import find_tailored, get_exercise
from couples.exercises.taking_apart import taken_apart
from couples.exercises.written import Question, Typed, Written
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.visibility import readable_exercise_drafts
from couples.wording import gettext as _


class WrittenElsewhereError(ConflictError):
    """Another tab saved the same part meanwhile; `saved` is what it kept."""

    def __init__(self, saved: Typed, stamp: int) -> None:
        super().__init__(_("This was changed somewhere else. Choose which one to keep."))
        self.saved = saved
        self.stamp = stamp


# Beginning


def begin(
    session: Session, actor: Identity, definition: Definition | None, *, token: str
) -> ExerciseDraft:
    """
    A draft of a new exercise, empty or beginning with `definition`.

    `token` names the press of the button: the same token opens the same draft.
    """
    permissions.require(actor, Deed.AUTHOR)
    if definition is not None:
        _refuse_measure(definition)
    written = taken_apart(definition) if definition else Written()
    return _open(session, actor, written, open_key=f"{actor.person_id}:new:{token}")


def begin_version(session: Session, actor: Identity, exercise_id: str) -> ExerciseDraft:
    """
    A draft of the next version of an exercise that was written here.

    What ships with Mendwell is not changed for everybody, or the next edition of it would
    undo the change: it is copied.
    """
    permissions.require(actor, Deed.AUTHOR)
    newest = get_exercise(session, actor, exercise_id)
    exercise = newest.exercise
    if not exercise.is_own:
        raise DomainError(_("This one comes with Mendwell. Make a copy and change that."))
    return _open(
        session,
        actor,
        taken_apart(newest.definition),
        exercise=exercise,
        base=newest,
        open_key=f"{actor.person_id}:{exercise.id}:all",
    )


def begin_tailoring(
    session: Session, actor: Identity, exercise_id: str, couple_id: int
) -> ExerciseDraft:
    """
    A draft of an exercise for one couple alone, beginning with what they have now.

    The caller has found the couple as the actor, so it is one of theirs.
    """
    permissions.require(actor, Deed.AUTHOR)
    newest = get_exercise(session, actor, exercise_id)
    if newest.exercise.couple_id is not None:
        raise NotFoundError
    _refuse_measure(newest.definition)
    tailored = find_tailored(session, actor, newest.exercise_id, couple_id)
    base = tailored.versions[-1] if tailored and not tailored.retired else newest
    return _open(
        session,
        actor,
        taken_apart(base.definition),
        exercise=newest.exercise,
        couple_id=couple_id,
        base=base,
        open_key=f"{actor.person_id}:{newest.exercise_id}:{couple_id}",
    )


def _refuse_measure(definition: Definition) -> None:
    if definition.kind is Kind.MEASURE:
        raise DomainError(
            _("A questionnaire is scored by its own words, so it cannot be changed or copied.")
        )


def _open(
    session: Session, actor: Identity, written: Written, *, open_key: str, **known: Any
) -> ExerciseDraft:
    found = _find_open(session, actor, open_key)
    if found is not None:
        return found
    draft = ExerciseDraft(
        practice_id=actor.practice_id,
        author_id=actor.person_id,
        open_key=open_key,
        saved_at=clock.now(),
        revision=0,
        typed=written.to_json(),
        **known,
    )
    try:
        with session.begin_nested():
            session.add(draft)
    except IntegrityError:  # Two presses at one moment: both go on with the first.
        return _find_open(session, actor, open_key) or draft
    history.record(session, actor, "exercise-draft:start", draft)
    return draft


def _find_open(session: Session, actor: Identity, open_key: str) -> ExerciseDraft | None:
    return session.scalar(
        select(ExerciseDraft).where(
            readable_exercise_drafts(actor), ExerciseDraft.open_key == open_key
        )
    )


# Writing


def written_in(draft: ExerciseDraft) -> Written:
    """What the draft keeps."""
    return Written.from_json(draft.typed or Written().to_json())


def save_head(
    session: Session, actor: Identity, draft_id: str, *, typed: Typed, stamp: int
) -> Written:
    """Keep what was typed at the head, if nobody saved it since; otherwise nothing is lost."""
    draft = _lock(session, actor, draft_id)
    written = written_in(draft)
    if dict(written.head) == dict(typed):
        return written
    if written.stamp != stamp:
        raise WrittenElsewhereError(written.head, written.stamp)
    return _keep(draft, written.with_head(typed))


def save_question(
    session: Session, actor: Identity, draft_id: str, question_id: str, *, typed: Typed, stamp: int
) -> Written:
    """Keep what was typed of one question, if nobody saved it since; otherwise nothing is lost."""
    draft = _lock(session, actor, draft_id)
    written = written_in(draft)
    question = written.question(question_id)
    if dict(question.typed) == dict(typed):
        return written
    if question.stamp != stamp:
        raise WrittenElsewhereError(question.typed, question.stamp)
    saved = replace(question, typed=dict(typed), stamp=stamp + 1)
    return _keep(draft, written.with_question(saved))


def add_question(session: Session, actor: Identity, draft_id: str, typed: Typed) -> Question:
    """Add a question at the end, for its author to write."""
    draft = _lock(session, actor, draft_id)
    question = Question(typed=dict(typed))
    _keep(draft, written_in(draft).adding(question))
    return question


def move_question(
    session: Session, actor: Identity, draft_id: str, question_id: str, *, by: int
) -> Written:
    """Move a question one place up or down."""
    draft = _lock(session, actor, draft_id)
    return _keep(draft, written_in(draft).moving(question_id, by))


def remove_question(session: Session, actor: Identity, draft_id: str, question_id: str) -> Written:
    """Take a question out, so that it can still be brought back."""
    draft = _lock(session, actor, draft_id)
    return _keep(draft, written_in(draft).without(question_id))


def bring_question_back(
    session: Session, actor: Identity, draft_id: str, question_id: str
) -> Written:
    """Put a question that was taken out at the end."""
    draft = _lock(session, actor, draft_id)
    return _keep(draft, written_in(draft).bringing_back(question_id))


def discard(session: Session, actor: Identity, draft_id: str) -> None:
    """Throw a draft away. What is published stays as it is."""
    draft = _lock(session, actor, draft_id)
    history.record(session, actor, "exercise-draft:discard", draft)
    session.delete(draft)


def _lock(session: Session, actor: Identity, draft_id: str) -> ExerciseDraft:
    """The actor's draft, held until the transaction ends."""
    permissions.require(actor, Deed.AUTHOR)
    draft = session.scalar(
        select(ExerciseDraft)
        .where(readable_exercise_drafts(actor), ExerciseDraft.public_id == draft_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if draft is None:
        raise NotFoundError
    return draft


def _keep(draft: ExerciseDraft, written: Written) -> Written:
    draft.typed = written.to_json()
    draft.revision += 1
    draft.saved_at = clock.now()
    return written
