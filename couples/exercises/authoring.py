"""Writing an exercise: a draft of a new one, of a next version, or for one couple alone."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from couples import permissions
from couples.errors import DomainError, NotFoundError
from couples.exercises import drafting
from couples.exercises.definition import Definition, Kind
from couples.exercises.drafting import (
    is_new,
    keep,
    keep_head,
    keep_piece,
    throw_away,
)
from couples.exercises.earlier import brought_up
from couples.exercises.models import ExerciseDraft
from couples.exercises.queries import find_tailored, get_exercise
from couples.exercises.taking_apart import taken_apart
from couples.exercises.written import Question, Typed, Written
from couples.identity import Identity
from couples.permissions import Deed
from couples.visibility import readable_exercise_drafts
from couples.wording import gettext as _

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
    return drafting.open_draft(
        session,
        actor,
        ExerciseDraft,
        readable_exercise_drafts,
        written,
        open_key=open_key,
        **known,
    )


# Writing


def written_in(draft: ExerciseDraft) -> Written:
    """What the draft keeps."""
    return brought_up(Written.from_json(draft.typed or Written().to_json()))


def save_head(
    session: Session, actor: Identity, draft_id: str, *, typed: Typed, stamp: int
) -> Written:
    """Keep what was typed at the head, if nobody saved it since; otherwise nothing is lost."""
    draft = _lock(session, actor, draft_id)
    return keep_head(draft, written_in(draft), typed, stamp)


def save_question(
    session: Session, actor: Identity, draft_id: str, question_id: str, *, typed: Typed, stamp: int
) -> Written:
    """Keep what was typed of one question, if nobody saved it since; otherwise nothing is lost."""
    draft = _lock(session, actor, draft_id)
    written = written_in(draft)
    return keep_piece(draft, written, written.piece(question_id), typed, stamp)


def save_rules(
    session: Session, actor: Identity, draft_id: str, *, typed: Typed, stamp: int
) -> Written:
    """Keep the rules over the whole, if nobody saved them since; otherwise nothing is lost."""
    draft = _lock(session, actor, draft_id)
    written = written_in(draft)
    if not is_new(typed, written.ruled, stamp, written.ruled_stamp):
        return written
    return keep(draft, written.with_rules(typed))


def add_question(session: Session, actor: Identity, draft_id: str, typed: Typed) -> Question:
    """Add a question at the end, for its author to write."""
    draft = _lock(session, actor, draft_id)
    question = Question(typed=dict(typed))
    keep(draft, written_in(draft).adding(question))
    return question


def move_question(
    session: Session, actor: Identity, draft_id: str, question_id: str, *, by: int
) -> Written:
    """Move a question one place up or down."""
    draft = _lock(session, actor, draft_id)
    return keep(draft, written_in(draft).moving(question_id, by))


def remove_question(session: Session, actor: Identity, draft_id: str, question_id: str) -> Written:
    """Take a question out, so that it can still be brought back."""
    draft = _lock(session, actor, draft_id)
    return keep(draft, written_in(draft).without(question_id))


def bring_question_back(
    session: Session, actor: Identity, draft_id: str, question_id: str
) -> Written:
    """Put a question that was taken out at the end."""
    draft = _lock(session, actor, draft_id)
    return keep(draft, written_in(draft).bringing_back(question_id))


def discard(session: Session, actor: Identity, draft_id: str) -> None:
    """Throw a draft away. What is published stays as it is."""
    throw_away(session, actor, _lock(session, actor, draft_id))


def _lock(session: Session, actor: Identity, draft_id: str) -> ExerciseDraft:
    return drafting.lock(session, actor, ExerciseDraft, readable_exercise_drafts, draft_id)
