"""
Putting right what was handed in under the wrong name.

On one couch with one phone, somebody answers in the other's account. What the counselor
quarantines, or a partner says is not theirs, is at once read and counted by neither
partner. From there on no text moves on the word of one person alone: the one in whose
name it lies says that it is not theirs, the counselor offers it to the other, and that
one says that it was theirs, without having seen a word of it. Only then it is theirs,
and only then a seal may open because of it.
"""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.agreements import withdrawing
from couples.errors import ConflictError, NotAllowedError, NotFoundError
from couples.exercises.definition import Doer, Kind, Part
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.preparations.letting_go import let_go_of_couple
from couples.set_aside import known_set_aside
from couples.submissions import beginnings
from couples.submissions.attempts import attempts_beside
from couples.submissions.models import Standing, Submission
from couples.submissions.moving import move
from couples.visibility import known_submissions
from couples.withholding import withholding
from couples.wording import gettext as _
from couples.wording import lazy_gettext

_ONLY_ONE = lazy_gettext(
    "Something else was handed in for this meanwhile. Only one of the two can count."
)


def quarantine(session: Session, actor: Identity, submission_id: str) -> Submission:
    """Set aside what may have been handed in under the wrong name; a second press is the first."""
    permissions.require(actor, Deed.SET_RIGHT)
    submission = _held(session, actor, submission_id)
    if submission.standing is Standing.STANDS:
        with withholding(session, actor, submission.assignment.couple):
            _set_aside(session, actor, submission)
        history.record(session, actor, "submission:quarantine", submission)
    return submission


def restore(session: Session, actor: Identity, submission_id: str) -> Submission:
    """
    Put back what nobody says is not theirs: everything is as it was before.

    Between the partners it comes at this moment, as if it were handed in now: what a
    time-out, a parting or a gate of fear keeps closed does not open by it.
    """
    permissions.require(actor, Deed.SET_RIGHT)
    submission = _held(session, actor, submission_id)
    if submission.standing is Standing.STANDS:
        return submission
    if submission.standing is not Standing.QUARANTINED or submission.disowned_at is not None:
        raise NotAllowedError(_("Whoever handed this in says that it was not theirs."))
    _require_room_among_attempts(session, submission)
    try:
        with session.begin_nested():
            submission.standing = Standing.STANDS
            submission.restored_at = clock.now()
            session.flush()
    except IntegrityError as error:  # Its author hands in something else at this very moment.
        raise ConflictError(str(_ONLY_ONE)) from error
    withdrawing.reinstate(session, submission)
    beginnings.bring_back(session, submission)
    history.record(session, actor, "submission:restore", submission)
    return submission


def reattribute(session: Session, actor: Identity, submission_id: str) -> Submission:
    """
    Offer it to the other partner, whose it is once they say so.

    Until then it stays sealed where it is, and nobody learns anything: the one in whose
    name it lies has said already that they did not write it.
    """
    permissions.require(actor, Deed.SET_RIGHT)
    submission = _held(session, actor, submission_id)
    if submission.standing is Standing.OFFERED:
        return submission
    refusal = why_not_offered(submission)
    if refusal is not None:
        raise NotAllowedError(refusal)
    _require_room(session, submission, other_of(submission))
    submission.standing = Standing.OFFERED
    submission.declined_at = None
    history.record(session, actor, "submission:reattribute", submission)
    return submission


def void(session: Session, actor: Identity, submission_id: str) -> Submission:
    """Keep it where nobody reads it and nothing counts it, for good."""
    permissions.require(actor, Deed.SET_RIGHT)
    submission = _held(session, actor, submission_id)
    if submission.standing is Standing.VOID:
        return submission
    if submission.standing is Standing.STANDS:
        raise ConflictError(_("This was put back, or has become the other’s, meanwhile."))
    submission.standing = Standing.VOID
    session.flush()
    withdrawing.propose_anew(session, submission)
    let_go_of_couple(session, actor, submission.assignment.couple)
    history.record(session, actor, "submission:void", submission)
    return submission


def say_not_mine(session: Session, actor: Identity, submission_id: str) -> Submission:
    """
    Say that one did not write it: about something in one's own name, or offered to one.

    It is set aside at once where it was not before, and the counselor sees that.
    """
    permissions.require(actor, Deed.SAY_WHOSE)
    submission = _held(session, actor, submission_id)
    if submission.author_id != actor.person_id:
        _require_asked(submission)
        submission.standing = Standing.QUARANTINED
        submission.declined_at = clock.now()
        history.record(session, actor, "submission:decline", submission)
    elif submission.disowned_at is None or submission.standing is Standing.STANDS:
        if submission.standing is Standing.STANDS:
            with withholding(session, actor, submission.assignment.couple):
                _set_aside(session, actor, submission)
        submission.disowned_at = clock.now()
        history.record(session, actor, "submission:disown", submission)
    return submission


def say_mine(session: Session, actor: Identity, submission_id: str) -> Submission:
    """
    Say that one wrote it after all, or that what is offered was one's own.

    What is in one's own name stays aside until the counselor puts it back. What was in
    the other's becomes one's own: it is sealed anew, shown to nobody that its true
    author did not choose, and counts from now on.
    """
    permissions.require(actor, Deed.SAY_WHOSE)
    submission = _held(session, actor, submission_id)
    if submission.author_id == actor.person_id:
        if submission.standing is Standing.QUARANTINED and submission.disowned_at is not None:
            submission.disowned_at = None
            history.record(session, actor, "submission:own", submission)
        return submission
    _require_asked(submission)
    _require_room(session, submission, actor.person_id)
    with withholding(session, actor, submission.assignment.couple):
        move(session, submission, actor.person_id)
    history.record(session, actor, "submission:claim", submission)
    return submission


def other_of(submission: Submission) -> int:
    """Who else could have written it."""
    return submission.assignment.couple.other_partner(submission.author_id).id


def why_not_offered(submission: Submission) -> str | None:
    """Why something that was set aside cannot be offered to the other partner, if it cannot."""
    if submission.standing is not Standing.QUARANTINED:
        return _("This is not set aside any more.")
    if (refusal := _why_not_the_others(submission)) is not None:
        return refusal
    if submission.disowned_at is None:
        return _("First the one in whose name it lies says that it was not theirs.")
    return None


def _why_not_the_others(submission: Submission) -> str | None:
    assignment = submission.assignment
    if not assignment.couple.has_both:
        return _("The other partner was erased.")
    if assignment.doer is Doer.ONE:
        return _("This homework was given to one of them, and the other does not know of it.")
    if assignment.definition.variants or submission.part not in {Part.MAIN, Part.LOG}:
        return _("The other partner is asked different questions here.")
    if assignment.definition.kind is Kind.AGREEMENT:
        return _("What both sign is better proposed anew, by the one whose words they are.")
    return None


def _held(session: Session, actor: Identity, submission_id: str) -> Submission:
    """The submission, held until the transaction ends, as far as the actor is concerned with it."""
    submission = session.scalar(
        select(Submission)
        .where(
            or_(known_submissions(actor), known_set_aside(actor)),
            Submission.public_id == submission_id,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if submission is None:
        raise NotFoundError
    return submission


def _require_asked(submission: Submission) -> None:
    """Refuse an answer about the other's work that nobody asked for."""
    if submission.standing is not Standing.OFFERED:
        raise NotFoundError


def _set_aside(session: Session, actor: Identity, submission: Submission) -> None:
    """Take it, and whatever was begun with its words, out of everything."""
    if submission.assignment.definition.kind is Kind.AGREEMENT:
        withdrawing.wait_for_turn(session, submission.assignment)
    # First the draft: whoever hands it in at this moment makes one more attempt of it.
    draft = beginnings.lock(session, submission)
    attempts = (submission, *_later_attempts(session, submission))
    for each in attempts:
        each.standing = Standing.QUARANTINED
        each.set_aside_at = clock.now()
        each.set_aside_by_id = actor.person_id
        each.disowned_at = each.declined_at = None
        session.flush()
        withdrawing.withdraw(session, each)
    if draft is not None and attempts[-1].returned_at is not None:
        draft.set_aside_with = attempts[-1]
        session.flush()


def _of_same_time(session: Session, submission: Submission, author_id: int) -> list[Submission]:
    """Every attempt of somebody at the same time of the same homework that stands."""
    return list(
        session.scalars(
            select(Submission)
            .where(
                attempts_beside(submission, author_id),
                Submission.standing == Standing.STANDS,
            )
            .order_by(Submission.attempt)
        )
    )


def _later_attempts(session: Session, submission: Submission) -> list[Submission]:
    """Another attempt begins with the words of the one before, so it goes where that goes."""
    attempts = _of_same_time(session, submission, submission.author_id)
    return [attempt for attempt in attempts if attempt.attempt > submission.attempt]


def _require_room(session: Session, submission: Submission, author_id: int) -> None:
    """Refuse to put it beside something that the same person has handed in meanwhile."""
    standing = _of_same_time(session, submission, author_id)
    if standing and standing[-1].returned_at is None:
        raise ConflictError(str(_ONLY_ONE))


def _require_room_among_attempts(session: Session, submission: Submission) -> None:
    """Refuse to put back what would leave two at once, neither of them given back."""
    others = _of_same_time(session, submission, submission.author_id)
    attempts = sorted([*others, submission], key=lambda each: each.attempt)
    if any(each.returned_at is None for each in attempts[:-1]):
        raise ConflictError(str(_ONLY_ONE))
