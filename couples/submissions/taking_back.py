"""Taking back, in the first moment after it was sent, what is noted in a minute."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.audiences import Audience
from couples.errors import ConflictError, NotFoundError
from couples.exercises.definition import Definition, Field, FieldType, Part
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.safety.models import SafetyFlag
from couples.submissions import drafts
from couples.submissions.models import Answer, Draft, Reply, Standing, Submission
from couples.submissions.queries import get_submission, lock_submission
from couples.submissions.reading import as_typed, value_of
from couples.submissions.typed import Typed
from couples.visibility import known_submissions
from couples.withholding import withholding
from couples.wording import gettext as _

WHILE = timedelta(minutes=1)
"""So long a slip of the thumb is nobody else's business; after it, what was read is read."""


def is_sent_at_once(definition: Definition, part: Part) -> bool:
    """
    Whether it needs no reading back: a note whose every answer is for the same people.

    What is sealed is read back, or somebody could look, take theirs back, and write in
    reply; and so is what is answered in words, which would go with it.
    """
    fields = definition.fields_of(part)
    audiences = {field.audience for field in fields}
    is_plain = len(audiences) == 1 and not any(field.choose for field in fields)
    is_open = Audience.SEALED not in audiences and not definition.is_confidential
    answered = definition.fields_of(Part.RECEIVED)
    return part is Part.LOG and is_plain and is_open and all(map(_is_a_tap, answered))


def _is_a_tap(field: Field) -> bool:
    """Whether it is answered without a word of one's own."""
    return field.type in {FieldType.YES_NO, FieldType.RATING, FieldType.CHOICE}


def may_take_back(viewer: Identity, submission: Submission) -> bool:
    """Whether its author can take it back still, as far as its time goes."""
    return (
        submission.author_id == viewer.person_id
        and submission.entered_by_id is None
        and submission.standing is Standing.STANDS
        and is_sent_at_once(submission.assignment.definition, submission.part)
        and clock.now() < submission.submitted_at + WHILE
    )


def take_back(session: Session, actor: Identity, submission_id: str) -> Draft:
    """
    Let it be as if it had not been sent, with its words in a draft again.

    Not once somebody answered it, or has to look at it: then it is no longer one's own. What
    the other answered for the counselor alone goes along with it: a press that stumbled over
    it would tell of it.
    """
    permissions.require(actor, Deed.WRITE)
    submission = get_submission(session, actor, submission_id)
    if submission.author_id != actor.person_id or submission.is_kept_off_by(actor):
        raise NotFoundError
    lock_submission(session, submission)
    if not may_take_back(actor, submission) or _was_answered(session, actor, submission):
        raise ConflictError(_("It has arrived by now, and stays as you sent it."))
    assignment, part = submission.assignment, submission.part
    answers = session.scalars(select(Answer).where(Answer.submission_id == submission.id)).all()
    fields = {field.key: field for field in assignment.definition.fields_of(part)}
    typed = Typed({a.field: as_typed(value_of(fields[a.field], a)) for a in answers})
    history.record(session, actor, "submission:take-back", submission)
    with withholding(session, actor, submission.assignment.couple):
        _forget(session, submission)
    # In its own place, since the author may have begun another one meanwhile.
    return drafts.lay_in(session, actor, assignment, part, submission.occurrence, typed=typed)


def _forget(session: Session, submission: Submission) -> None:
    """Let go of it, and of what the other was about to answer or answered to the counselor."""
    answered = _received(Submission, submission)
    gone = select(Submission.id).where(or_(Submission.id == submission.id, answered))
    session.execute(delete(Answer).where(Answer.submission_id.in_(gone)))
    session.execute(delete(Draft).where(_received(Draft, submission)))
    session.execute(delete(Submission).where(answered))
    session.delete(submission)
    session.flush()


def _received(noun: type[Draft | Submission], submission: Submission) -> ColumnElement[bool]:
    """The other partner's answers to it; under the same key the author answers the other's."""
    return and_(
        noun.assignment_id == submission.assignment_id,
        noun.occurrence == submission.occurrence,
        noun.part == Part.RECEIVED,
        noun.author_id != submission.author_id,
    )


def _was_answered(session: Session, actor: Identity, submission: Submission) -> bool:
    received = select(Submission.id).where(
        known_submissions(actor), _received(Submission, submission)
    )
    replies = select(Reply.id).where(Reply.submission_id == submission.id)
    flags = select(SafetyFlag.id).where(SafetyFlag.submission_id == submission.id)
    is_looked_at = submission.reviewed_at is not None or submission.returned_at is not None
    return is_looked_at or any(session.scalar(each.limit(1)) for each in (received, replies, flags))
