"""
Handing in: the one way in which words leave a draft, or a check-in is made.

Everything happens in one transaction with the row locked. The same press of a
button, named by its key, never hands in twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.agreements import services as agreements
from couples.agreements.following import follow
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.assignments.schedule import Occurrence
from couples.errors import ConflictError, NotFoundError
from couples.exercises.answering import Value
from couples.exercises.definition import Field, Kind, Part
from couples.history import services as history
from couples.identity import Identity
from couples.measures.recording import record_score
from couples.permissions import Deed
from couples.programmes import releasing as courses
from couples.repairs import following as repairs
from couples.safety.opening import raise_what_it_says, require_scheduled
from couples.submissions.answers import answers_of
from couples.submissions.asked import asked_of
from couples.submissions.attempts import attempts_at
from couples.submissions.drafts import DraftConflictError, lock_draft, mark_opened, typed_in
from couples.submissions.keeping_off import NotKeptOffError, keep_off, may_keep_off
from couples.submissions.models import Standing, Submission
from couples.submissions.openings import find_cut_off, find_opening
from couples.submissions.pressing import find_by_key, says_the_same
from couples.submissions.queries import find_handed_in
from couples.submissions.readiness import require_ready
from couples.submissions.typed import Asked, Typed, cleaned
from couples.wording import gettext as _


class AlreadySubmittedError(ConflictError):
    """What is being handed in was handed in before; `standing` is that one, where it is known."""

    def __init__(self, message: str, standing: Submission | None = None) -> None:
        super().__init__(message)
        self.standing = standing


class CutOffError(ConflictError):
    """The cut-off is over. The draft stays, for when the counselor gives more time."""


@dataclass(frozen=True, slots=True)
class _Work:
    assignment: Assignment
    part: Part
    occurrence: str
    occurs_on: date
    values: Mapping[str, Value]
    typed: Typed
    draft_id: str | None = None


def submit(
    session: Session,
    actor: Identity,
    draft_id: str,
    *,
    revision: int,
    key: str,
    kept_off: bool = False,
) -> Submission:
    """
    Hand in a draft as it stands at `revision`, and let go of the draft.

    Answers for both stay sealed until the other partner hands in too, so that
    neither answers in reply to the other: see `couples.visibility`. What was
    handed in keeps the draft's public id, so that another tab finds it. What is `kept_off`
    its author's own pages is found there by no tab: see `couples.submissions.keeping_off`.
    """
    permissions.require(actor, Deed.WRITE)
    draft = lock_draft(session, actor, draft_id)
    if draft is None:
        return _handed_in_before(session, actor, draft_id, key)
    if draft.revision != revision:
        raise DraftConflictError(draft)

    assignment = get_assignment(session, actor, draft.assignment.public_id)
    require_scheduled(session, actor, assignment)
    if find_cut_off(session, actor, assignment, draft.part, draft.occurrence):
        raise CutOffError(
            _(
                "The time for this is over. Your words stay here, and you can hand them in"
                " once you are given more time."
            )
        )
    typed = typed_in(draft)
    asked = asked_of(session, actor, assignment, draft.part, draft.occurrence, up_to=draft.up_to)
    values = cleaned(typed, asked)
    audiences = [typed.audience_of(field) for field in asked.questions if field.key in values]
    if kept_off and not may_keep_off(session, assignment, draft.part, audiences):
        raise NotKeptOffError
    today = clock.today(assignment.couple.time_zone)
    work = _Work(assignment, draft.part, draft.occurrence, today, values, typed, draft.public_id)
    submission = _hand_in(session, actor, work, key)
    submission.begun_from = draft.begun_from
    session.delete(draft)
    session.flush()
    if kept_off:
        keep_off(session, actor, submission)
    return submission


def check_in(
    session: Session,
    actor: Identity,
    assignment_id: str,
    *,
    answers: Mapping[str, Any],
    key: str,
    audiences: Mapping[str, str] | None = None,
    occurrence: str | None = None,
) -> Submission:
    """
    Note at once that a ritual was done or not, with whatever else was entered.

    `occurrence` is the one that the person saw when they pressed the button. If
    that was noted meanwhile, from another tab, nothing else is noted in its place.
    """
    permissions.require(actor, Deed.WRITE)
    typed = Typed(answers, audiences or {})
    same = find_same(session, actor, key, typed)
    if same is not None:
        return same
    assignment = get_assignment(session, actor, assignment_id)
    opening = find_opening(session, actor, assignment, Part.LOG)
    if (
        opening is None
        or not assignment.definition.fields_of(Part.LOG)
        or occurrence not in {None, opening.key}
    ):
        raise AlreadySubmittedError(
            _("You have noted this already, or it is not scheduled at the moment.")
        )
    require_ready(session, actor, assignment, Part.LOG)
    return note(session, actor, assignment, part=Part.LOG, opening=opening, typed=typed, key=key)


def note(
    session: Session,
    actor: Identity,
    assignment: Assignment,
    *,
    part: Part,
    opening: Occurrence,
    typed: Typed,
    key: str,
) -> Submission:
    """Hand in `typed` for a time that is open, without a draft."""
    values = cleaned(typed, asked_of(session, actor, assignment, part, opening.key))
    mark_opened(session, assignment)
    occurs_on = _occurs_on(assignment, part, opening)
    work = _Work(assignment, part, opening.key, occurs_on, values, typed)
    return _hand_in(session, actor, work, key)


def _occurs_on(assignment: Assignment, part: Part, opening: Occurrence) -> date:
    """What is written is of the day it is handed in; all else is of the day that it is for."""
    today = clock.today(assignment.couple.time_zone)
    return today if part is Part.MAIN else min(opening.due_on or opening.opens_on, today)


def enter(
    session: Session,
    actor: Identity,
    author: Identity,
    assignment: Assignment,
    part: Part,
    *,
    opening: Occurrence,
    typed: Typed,
    asked: Asked,
    key: str,
) -> Submission:
    """
    Hand in for `author` what they said and `actor` typed: see `couples.submissions.on_behalf`.

    It is the author's in everything but a signature, which nobody gives for another. What
    an author answers without a draft of their own they enter themselves.
    """
    values = cleaned(typed, asked)
    mark_opened(session, assignment)
    occurs_on = _occurs_on(assignment, part, opening)
    work = _Work(assignment, part, opening.key, occurs_on, values, typed)
    return _hand_in(session, author, work, key, entered_by=None if actor == author else actor)


def _hand_in(
    session: Session,
    actor: Identity,
    work: _Work,
    key: str,
    *,
    entered_by: Identity | None = None,
) -> Submission:
    proposes = work.assignment.definition.kind is Kind.AGREEMENT and work.part is Part.MAIN
    if proposes:
        agreements.wait_for_turn(session, work.assignment)
    submission = Submission(
        public_id=work.draft_id,
        practice_id=work.assignment.practice_id,
        couple_id=work.assignment.couple_id,
        assignment_id=work.assignment.id,
        author_id=actor.person_id,
        part=work.part,
        occurrence=work.occurrence,
        occurs_on=work.occurs_on,
        attempt=_next_attempt(session, actor, work),
        submitted_at=clock.now(),
        idempotency_key=key,
        entered_by_id=entered_by.person_id if entered_by else None,
    )
    try:
        with session.begin_nested():
            session.add(submission)
            session.flush()  # The answers need the id of their submission.
            session.add_all(
                answers_of(submission, work.assignment.definition, work.values, work.typed)
            )
    except IntegrityError as error:  # The same moment, from another tab: the first one stands.
        raise AlreadySubmittedError(_("You have handed this in already.")) from error
    if work.assignment.definition.kind is Kind.AGREEMENT:
        follow(session, actor, submission, work.values, entered_by=entered_by)
    record_score(session, actor, submission, work.assignment, work.values)
    event = "submission:enter" if entered_by else "submission:submit"
    history.record(session, entered_by or actor, event, submission)
    raise_what_it_says(session, actor, submission, work.assignment, work.values)
    courses.follow(session, submission.couple_id)
    repairs.follow(session, submission.couple_id)
    return submission


def _next_attempt(session: Session, actor: Identity, work: _Work) -> int:
    """
    The number of the new attempt; a second one only after the first was given back.

    What was set aside keeps its number, and stands in nobody's way.
    """
    attempts = session.scalars(
        select(Submission)
        .where(attempts_at(work.assignment.id, actor.person_id, work.part, work.occurrence))
        .order_by(Submission.attempt)
    ).all()
    standing = [attempt for attempt in attempts if attempt.standing is Standing.STANDS]
    if standing and standing[-1].returned_at is None:
        told = None if standing[-1].is_kept_off_by(actor) else standing[-1]
        raise AlreadySubmittedError(_("You have handed this in already."), told)
    return attempts[-1].attempt + 1 if attempts else 1


def find_same(
    session: Session,
    author: Identity,
    key: str,
    typed: Typed,
    questions: Sequence[Field] | None = None,
) -> Submission | None:
    """
    What the same press made already; with other words it is told that something stands.

    `questions` are those of the page, where they are not simply what the author is asked.
    """
    made = find_by_key(session, author, key)
    if made is not None and not says_the_same(session, author, made, typed, questions):
        raise AlreadySubmittedError(_("You have handed this in already."), made)
    return made


def _handed_in_before(session: Session, actor: Identity, draft_id: str, key: str) -> Submission:
    """The same press again gives what it made; another press is told of what stands."""
    same = find_by_key(session, actor, key)
    if same is not None:
        return same
    standing = find_handed_in(session, actor, draft_id)
    if standing is None:
        raise NotFoundError
    raise AlreadySubmittedError(_("You have handed this in already."), standing)
