"""Beginning to write, and keeping what was typed."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.errors import ConflictError, NotFoundError
from couples.exercises.definition import Part
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.safety.opening import NotScheduledError, require_scheduled
from couples.submissions.attempts import attempts_at, list_own_attempts
from couples.submissions.beginnings import require_not_aside
from couples.submissions.ladders import agreed_level
from couples.submissions.models import Draft, Submission
from couples.submissions.openings import find_opening
from couples.submissions.own_saves import UNNUMBERED, OwnSaves
from couples.submissions.queries import (
    find_draft,
    get_submission,
    list_same_occurrence,
)
from couples.submissions.readiness import is_asked_first, require_ready, was_stopped
from couples.submissions.reading import own_earlier_attempt
from couples.submissions.typed import Typed
from couples.visibility import readable_drafts
from couples.wording import gettext as _


class DraftConflictError(ConflictError):
    """Another tab or device saved meanwhile; `saved` is what it kept."""

    def __init__(self, saved: Draft) -> None:
        super().__init__(_("This was changed somewhere else. Choose which one to keep."))
        self.saved = saved


def start(session: Session, actor: Identity, assignment_id: str, part: Part = Part.MAIN) -> Draft:
    """
    Open the actor's draft for what is to be done now, making one if there is none.

    Work that the counselor gave back begins with the words of the last attempt.
    """
    permissions.require(actor, Deed.WRITE)
    assignment = get_assignment(session, actor, assignment_id)
    draft = find_draft(session, actor, assignment, part)
    if draft is not None:
        if was_stopped(draft):
            _agree(session, actor, draft)
        return draft
    asks = bool(assignment.fields_for(actor.person_id, part))
    opening = find_opening(session, actor, assignment, part) if asks else None
    if opening is None:
        raise NotScheduledError
    require_ready(session, actor, assignment, part)
    draft = _begin(session, actor, assignment, part, opening.key)
    if is_asked_first(assignment, part):
        _agree(session, actor, draft)
    ladder = assignment.definition.ladder
    if ladder is None or draft.up_to is None:
        return draft
    return _beginning_with(draft, Typed({ladder.field: str(draft.up_to)}))


def _agree(session: Session, actor: Identity, draft: Draft) -> None:
    """
    Keep the level that both agreed to go to today, as it was when the actor began.

    Nothing above it can be handed in. It stays what it was, unless it was stopped: answers
    for the next time are nothing that this draft may tell.
    """
    agreed = agreed_level(session, actor, draft.assignment)
    if agreed is not None and (draft.agreed_at is None or was_stopped(draft)):
        draft.up_to, draft.agreed_at = agreed, clock.now()


def try_again(session: Session, actor: Identity, submission_id: str) -> Draft:
    """
    Open a draft for another attempt at what the counselor gave back.

    It begins with the words of the last attempt, whatever else is being written.
    """
    permissions.require(actor, Deed.WRITE)
    submission = get_submission(session, actor, submission_id)
    if submission.author_id != actor.person_id or submission.is_kept_off_by(actor):
        raise NotFoundError
    assignment, part = submission.assignment, submission.part
    draft = find_draft(session, actor, assignment, part, submission.occurrence)
    if draft is not None:
        return draft
    attempts = [
        attempt
        for attempt in list_same_occurrence(session, actor, submission)
        if attempt.author_id == actor.person_id
    ]
    if not attempts:  # Set aside since it was looked up.
        raise NotFoundError
    if attempts[-1].returned_at is None:
        raise NotScheduledError
    require_scheduled(session, actor, assignment)
    return _begin(session, actor, assignment, part, submission.occurrence)


def reopen(session: Session, actor: Identity, beginning: Draft) -> Draft | None:
    """
    What the actor writes at the time of something that was set aside, begun if need be.

    There is none where they have handed in for that time, and nothing was given back.
    """
    assignment = get_assignment(session, actor, beginning.assignment.public_id)
    part, occurrence = beginning.part, beginning.occurrence
    mine = list_own_attempts(session, actor.with_kept_off(), assignment, part, occurrence)
    if mine and mine[-1].returned_at is None:
        return None
    draft = find_draft(session, actor, assignment, part, occurrence)
    if draft is not None:
        return lock_draft(session, actor, draft.public_id)
    require_scheduled(session, actor, assignment)
    return _begin(session, actor, assignment, part, occurrence)


def lay_in(
    session: Session,
    author: Identity,
    assignment: Assignment,
    part: Part,
    occurrence: str,
    *,
    typed: Typed,
) -> Draft:
    """
    Put what was written in a talk into its author's own draft, begun now if there is none.

    It takes the place of what stood there under the same questions; everything else that
    they typed stays, and whoever else was in the talk reads none of it.
    """
    draft = find_draft(session, author, assignment, part, occurrence)
    if draft is None:
        draft = _made(session, author, assignment, part, occurrence)
    if draft is None:
        draft = _first_begun(session, author, assignment, part, occurrence)
    before = typed_in(draft)
    answers = {**before.answers, **{key: given for key, given in typed.answers.items() if given}}
    audiences = {**before.audiences, **typed.audiences}
    if (answers, audiences) != (before.answers, before.audiences):
        draft.typed = Typed(answers, audiences).to_json()
        draft.revision += 1
        draft.saved_at = clock.now()
    return draft


def start_from(
    session: Session, actor: Identity, assignment: Assignment, occurrence: str, typed: Typed
) -> Draft:
    """Open a draft of the actor's that begins with words that they could read elsewhere."""
    permissions.require(actor, Deed.WRITE)
    require_scheduled(session, actor, assignment)
    return _beginning_with(_begin(session, actor, assignment, Part.MAIN, occurrence), typed)


def _beginning_with(draft: Draft, typed: Typed) -> Draft:
    """What is new begins with these words; what was typed already stays."""
    if draft.revision == 0 and not typed_in(draft).answers:
        draft.typed = typed.to_json()
    return draft


def _begin(
    session: Session, actor: Identity, assignment: Assignment, part: Part, occurrence: str
) -> Draft:
    draft = _made(session, actor, assignment, part, occurrence)
    if draft is None:
        return _first_begun(session, actor, assignment, part, occurrence)
    history.record(session, actor, "draft:start", draft)
    return draft


def _made(
    session: Session, actor: Identity, assignment: Assignment, part: Part, occurrence: str
) -> Draft | None:
    """A new draft, or None where another tab began at the same moment: that one stands."""
    # Whoever sets the attempt before aside at this moment comes first, or after it is begun.
    session.execute(
        select(Submission.id)
        .where(attempts_at(assignment.id, actor.person_id, part, occurrence))
        .with_for_update()
    )
    earlier = own_earlier_attempt(session, actor, assignment, part, occurrence)
    mark_opened(session, assignment)
    draft = Draft(
        practice_id=assignment.practice_id,
        couple_id=assignment.couple_id,
        assignment_id=assignment.id,
        author_id=actor.person_id,
        part=part,
        occurrence=occurrence,
        saved_at=clock.now(),
        revision=0,
        typed=earlier.to_json(),
    )
    try:
        with session.begin_nested():
            session.add(draft)
    except IntegrityError:
        return None
    return draft


def _first_begun(
    session: Session, actor: Identity, assignment: Assignment, part: Part, occurrence: str
) -> Draft:
    draft = find_draft(session, actor, assignment, part, occurrence)
    if draft is None:
        raise NotFoundError
    return draft


def save(
    session: Session,
    actor: Identity,
    draft_id: str,
    *,
    typed: Typed,
    revision: int,
    own: OwnSaves = UNNUMBERED,
) -> Draft:
    """
    Keep what was typed, if it builds on what is kept: on `revision`, or on the page's `own` saves.

    Otherwise `DraftConflictError`, and nothing is overwritten, neither by another page nor
    by an older save of the same one that arrives late. Saving the same words again never
    conflicts.
    """
    permissions.require(actor, Deed.WRITE)
    draft = lock_draft(session, actor, draft_id)
    if draft is None:
        raise NotFoundError
    words = typed.to_json()
    after = own.after(draft.revision, seen=revision, changes=draft.typed != words)
    if after is None:
        raise DraftConflictError(draft)
    if draft.typed != words:
        draft.typed, draft.saved_at = words, clock.now()
    draft.revision = after
    return draft


def lock_draft(session: Session, actor: Identity, draft_id: str) -> Draft | None:
    """
    The actor's draft, held until the transaction ends, or None when it is gone.

    Of one that was set aside it says so: whoever writes in it has to know.
    """
    draft = session.scalar(
        select(Draft)
        .where(readable_drafts(actor), Draft.public_id == draft_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if draft is None:
        require_not_aside(session, actor, draft_id)
    return draft


def typed_in(draft: Draft) -> Typed:
    """What the draft keeps."""
    return Typed.from_json(draft.typed or Typed().to_json())


def mark_opened(session: Session, assignment: Assignment) -> None:
    """
    Note that somebody began, after which the counselor can no longer undo it.

    Where the counselor undid it in this very moment, there is nothing to begin.
    """
    begun = session.scalars(
        update(Assignment)
        .where(Assignment.id == assignment.id, Assignment.withdrawn_at.is_(None))
        .values(opened_at=assignment.opened_at or clock.now())
        .returning(Assignment.id)
    ).one_or_none()
    if begun is None:
        raise NotFoundError
