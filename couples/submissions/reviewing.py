"""What a counselor does with something that was handed in."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.assignments.models import Assignment
from couples.assignments.services import let_be_given_again
from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.errors import ConflictError, DomainError, NotAllowedError, NotFoundError
from couples.exercises.blank import is_blank
from couples.exercises.definition import Cadence, Doer, Part
from couples.history import services as history
from couples.identity import Identity
from couples.partings.queries import has_parted
from couples.pauses.queries import find_running
from couples.permissions import Deed
from couples.repairs import following as repairs
from couples.submissions.models import Answer, Reply, ReplyKind, Standing, Submission
from couples.submissions.queries import get_submission, list_answers, lock_answer, lock_submission
from couples.wording import gettext as _


def reply(session: Session, actor: Identity, submission_id: str, *, words: str) -> Reply:
    """Write back to the author. The other partner does not see it."""
    permissions.require(actor, Deed.REVIEW)
    submission = get_submission(session, actor, submission_id)
    if is_blank(words):
        raise DomainError(_("Write a reply before you send it."))
    lock_submission(session, submission)
    return _write(session, actor, submission, ReplyKind.REPLY, words)


def return_for_another_attempt(
    session: Session, actor: Identity, submission_id: str, *, words: str
) -> Reply:
    """
    Ask the author for another attempt, saying what would help.

    The attempt that was handed in stays and stays readable to whoever could read it.
    """
    permissions.require(actor, Deed.REVIEW)
    submission = get_submission(session, actor, submission_id)
    if is_blank(words):
        raise DomainError(_("Say what would help, so that they know where to begin."))
    lock_submission(session, submission)
    if submission.returned_at is not None:
        raise ConflictError(_("This was already given back for another attempt."))
    submission.returned_at = clock.now()
    submission.reviewed_at = None
    return _write(session, actor, submission, ReplyKind.RETURN, words)


def _write(
    session: Session, actor: Identity, submission: Submission, kind: ReplyKind, words: str
) -> Reply:
    latest = session.scalar(
        select(Reply)
        .where(Reply.submission_id == submission.id)
        .order_by(Reply.created_at.desc(), Reply.id.desc())
        .limit(1)
    )
    if latest is not None and latest.kind is kind and latest.words == words.strip():
        return latest  # The same words from a second press of the button are one letter.
    written = Reply(
        practice_id=submission.practice_id,
        couple_id=submission.couple_id,
        submission_id=submission.id,
        author_id=actor.person_id,
        kind=kind,
        words=words.strip(),
    )
    session.add(written)
    session.flush()
    history.record(session, actor, f"submission:{kind.value}", submission)
    return written


def mark_reviewed(session: Session, actor: Identity, submission_id: str) -> Submission:
    """
    Take it off the queue. Homework done once is over when all of it was reviewed.

    What is followed up runs on, since it is asked again later, and may be given once more.
    """
    permissions.require(actor, Deed.REVIEW)
    submission = get_submission(session, actor, submission_id)
    submission.reviewed_at = submission.reviewed_at or clock.now()
    session.flush()
    if _is_complete(session, submission.assignment):
        let_be_given_again(submission.assignment)
    history.record(session, actor, "submission:review", submission)
    return submission


def _is_complete(session: Session, assignment: Assignment) -> bool:
    is_over = assignment.cadence is Cadence.ONCE and not assignment.definition.fields_of(Part.LOG)
    if not is_over:
        return False
    reviewed = set(
        session.scalars(
            select(Submission.author_id).where(
                Submission.assignment_id == assignment.id,
                Submission.part == Part.MAIN,
                Submission.standing == Standing.STANDS,
                Submission.reviewed_at.is_not(None),
            )
        )
    )
    expected = 1 if assignment.doer is Doer.ONE else 2
    return len(reviewed) == expected


def release(session: Session, actor: Identity, answer_id: str) -> Answer:
    """Open an answer to the other partner, in session, if it was written for that."""
    permissions.require(actor, Deed.REVIEW)
    answer = lock_answer(session, actor, answer_id)
    if answer.audience is not Audience.SESSION:
        raise NotAllowedError(_("Only its author can show this answer to more people."))
    _refuse_where_nothing_opens(session, actor, answer.submission.assignment.couple)
    released = _release(session, actor, answer)
    repairs.follow(session, released.couple_id)
    return released


def release_all(
    session: Session, actor: Identity, couple: Couple, submission_id: str
) -> list[Answer]:
    """
    Open everything that somebody of this couple wrote in it for the session, with one press.

    What its author kept for fewer people stays with them; the same press again opens
    nothing more.
    """
    permissions.require(actor, Deed.REVIEW)
    submission = get_submission(session, actor, submission_id)
    if submission.couple_id != couple.id:
        raise NotFoundError
    found = list_answers(session, actor, [submission])[submission.id]
    written_for_it = [each for each in found if each.audience is Audience.SESSION]
    if not written_for_it:
        raise NotAllowedError(_("Only its author can show this to more people."))
    _refuse_where_nothing_opens(session, actor, couple)
    held = [lock_answer(session, actor, each.public_id) for each in written_for_it]
    released = [_release(session, actor, each) for each in held]
    repairs.follow(session, couple.id)
    return released


def _refuse_where_nothing_opens(session: Session, actor: Identity, couple: Couple) -> None:
    """Nothing opens to a couple that has parted, nor in a time-out of both before its end."""
    if has_parted(session, actor, couple):
        raise ConflictError(_("Their work here as a couple has ended, so nothing opens any more."))
    pause = find_running(session, actor, couple.id)
    if pause is not None and not pause.is_alone:
        raise ConflictError(_("They are in a time-out. Open it once they are back."))


def _release(session: Session, actor: Identity, answer: Answer) -> Answer:
    if answer.released_at is None:
        answer.released_at = clock.now()
        history.record(session, actor, "answer:release", answer)
        session.flush()
    return answer
