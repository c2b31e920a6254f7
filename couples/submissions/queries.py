"""Finding drafts, submissions, answers and replies, each as far as the viewer may."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session, joinedload

from couples.assignments.models import Assignment
from couples.errors import NotFoundError
from couples.exercises.definition import Part
from couples.exercises.models import ExerciseVersion
from couples.identity import Identity
from couples.own_pages import own_submissions
from couples.responses import readable_replies
from couples.submissions.models import Answer, Draft, Reply, Submission
from couples.visibility import (
    known_drafts,
    known_submissions,
    opened_to_follow,
    readable_answers,
    readable_drafts,
)


def get_draft(session: Session, viewer: Identity, draft_id: str) -> Draft:
    """One of the viewer's own drafts by its public id, or `NotFoundError`."""
    draft = session.scalar(
        select(Draft).where(readable_drafts(viewer), Draft.public_id == draft_id)
    )
    if draft is None:
        raise NotFoundError
    return draft


def find_draft(
    session: Session,
    viewer: Identity,
    assignment: Assignment,
    part: Part = Part.MAIN,
    occurrence: str | None = None,
) -> Draft | None:
    """The viewer's newest unfinished work on a part of an assignment, if there is any."""
    query = select(Draft).where(
        readable_drafts(viewer), Draft.assignment_id == assignment.id, Draft.part == part
    )
    if occurrence is not None:
        query = query.where(Draft.occurrence == occurrence)
    return session.scalar(query.order_by(Draft.created_at.desc(), Draft.id.desc()).limit(1))


def list_drafts(session: Session, viewer: Identity) -> list[Draft]:
    """Everything that the viewer has begun and not handed in, oldest first."""
    return list(
        session.scalars(
            select(Draft).where(readable_drafts(viewer)).order_by(Draft.created_at, Draft.id)
        )
    )


def list_started(
    session: Session, viewer: Identity, assignments: Sequence[Assignment]
) -> set[tuple[int, int]]:
    """Which (assignment, author) pairs have been started: that there is a draft, no more."""
    rows = session.execute(
        select(Draft.assignment_id, Draft.author_id).where(
            known_drafts(viewer), Draft.assignment_id.in_([a.id for a in assignments])
        )
    )
    return {(assignment_id, author_id) for assignment_id, author_id in rows}


def list_begun(
    session: Session, viewer: Identity, assignments: Sequence[Assignment]
) -> dict[tuple[int, Part], str]:
    """By assignment and part: the time for which the viewer has a draft. No word is loaded."""
    rows = session.execute(
        select(Draft.assignment_id, Draft.part, Draft.occurrence)
        .where(readable_drafts(viewer), Draft.assignment_id.in_([a.id for a in assignments]))
        .order_by(Draft.created_at, Draft.id)
    )
    return {(assignment_id, part): occurrence for assignment_id, part, occurrence in rows}


def _known(viewer: Identity) -> Select[Submission]:
    return (
        select(Submission)
        .where(known_submissions(viewer), Submission.part != Part.SESSION)
        .options(
            joinedload(Submission.assignment)
            .joinedload(Assignment.exercise_version)
            .joinedload(ExerciseVersion.exercise)
        )
    )


def get_submission(session: Session, viewer: Identity, submission_id: str) -> Submission:
    """One submission that the viewer may know of, or `NotFoundError`."""
    submission = session.scalar(_known(viewer).where(Submission.public_id == submission_id))
    if submission is None:
        raise NotFoundError
    return submission


def find_handed_in(session: Session, viewer: Identity, draft_id: str) -> Submission | None:
    """
    What one of the viewer's own drafts became: it keeps the public id of the draft.

    Of what they keep off their own pages not even that is told.
    """
    return session.scalar(
        _known(viewer).where(Submission.public_id == draft_id, own_submissions(viewer))
    )


def list_submissions(
    session: Session,
    viewer: Identity,
    *,
    couple_ids: Sequence[int] | None = None,
    assignments: Sequence[Assignment] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    parts: Iterable[Part] | None = None,
) -> list[Submission]:
    """What was handed in, oldest first, as far as the viewer may know of it."""
    query = _known(viewer)
    if couple_ids is not None:
        query = query.where(Submission.couple_id.in_(couple_ids))
    if assignments is not None:
        query = query.where(Submission.assignment_id.in_([a.id for a in assignments]))
    if since is not None:
        query = query.where(Submission.submitted_at >= since)
    if until is not None:
        query = query.where(Submission.submitted_at < until)
    if parts is not None:
        query = query.where(Submission.part.in_(list(parts)))
    return list(session.scalars(query.order_by(Submission.submitted_at, Submission.id)))


def list_led(
    session: Session, viewer: Identity, assignments: Sequence[Assignment]
) -> set[tuple[int, str]]:
    """The times, by assignment and occurrence, at which whoever follows can do their part."""
    following = [assignment.id for assignment in assignments if assignment.follows]
    if not following:
        return set()
    rows = session.execute(
        select(Submission.assignment_id, Submission.occurrence)
        .join(Submission.assignment)
        .where(
            known_submissions(viewer), opened_to_follow(), Submission.assignment_id.in_(following)
        )
    )
    return {(assignment_id, occurrence) for assignment_id, occurrence in rows}


def list_session_notes(
    session: Session, viewer: Identity, assignments: Sequence[Assignment]
) -> list[Submission]:
    """What the counselor noted in sessions, oldest first: no work of either partner."""
    return list(
        session.scalars(
            select(Submission)
            .where(
                known_submissions(viewer),
                Submission.part == Part.SESSION,
                Submission.assignment_id.in_([a.id for a in assignments]),
            )
            .order_by(Submission.submitted_at, Submission.id)
        )
    )


def list_for_review(session: Session, viewer: Identity) -> list[Submission]:
    """
    What waits for the counselor to look at it, longest waiting first.

    Check-ins of rituals are read as numbers on the couple's page and in the
    report, not one by one.
    """
    return list(
        session.scalars(
            _known(viewer)
            .where(
                Submission.part == Part.MAIN,
                Submission.reviewed_at.is_(None),
                Submission.returned_at.is_(None),
            )
            .order_by(Submission.submitted_at, Submission.id)
        )
    )


def by_time(submissions: Iterable[Submission]) -> list[list[Submission]]:
    """What was handed in for one time of one piece of homework together, in the order given."""
    found: dict[tuple[int, Part, str], list[Submission]] = {}
    for submission in submissions:
        time = (submission.assignment_id, submission.part, submission.occurrence)
        found.setdefault(time, []).append(submission)
    return list(found.values())


def list_same_occurrence(
    session: Session, viewer: Identity, submission: Submission
) -> list[Submission]:
    """Every attempt of both partners at the same time of the same homework, oldest first."""
    return list(
        session.scalars(
            _known(viewer)
            .where(
                Submission.assignment_id == submission.assignment_id,
                Submission.part == submission.part,
                Submission.occurrence == submission.occurrence,
            )
            .order_by(Submission.submitted_at, Submission.id)
        )
    )


def list_answers(
    session: Session,
    viewer: Identity,
    submissions: Sequence[Submission],
    *,
    also: Sequence[Identity] = (),
) -> dict[int, list[Answer]]:
    """
    The answers in these submissions that the viewer may read, by the submission's id.

    Those whom it goes to `also` may read every one of them too.
    """
    found: dict[int, list[Answer]] = {submission.id: [] for submission in submissions}
    if not found:
        return found
    may_read = (readable_answers(reader) for reader in (viewer, *also))
    answers = session.scalars(
        select(Answer).where(*may_read, Answer.submission_id.in_(found)).order_by(Answer.id)
    )
    for answer in answers:
        found[answer.submission_id].append(answer)
    return found


def get_answer(session: Session, viewer: Identity, answer_id: str) -> Answer:
    """One answer that the viewer may read, or `NotFoundError`."""
    answer = session.scalar(
        select(Answer).where(readable_answers(viewer), Answer.public_id == answer_id)
    )
    if answer is None:
        raise NotFoundError
    return answer


def lock_submission(session: Session, submission: Submission) -> None:
    """
    Let two presses of one moment come one after the other, and read it as the first left it.

    `NotFoundError` where its author took it back at this very moment.
    """
    try:
        session.refresh(submission, with_for_update={"of": Submission})
    except InvalidRequestError as error:
        raise NotFoundError from error


def lock_answer(session: Session, actor: Identity, answer_id: str) -> Answer:
    """
    One answer that the actor may read, held until the transaction ends, or `NotFoundError`.

    Its author and their counselor may open it at one moment: the second finds what the first did.
    """
    answer = session.scalar(
        select(Answer)
        .where(readable_answers(actor), Answer.public_id == answer_id)
        .with_for_update(of=Answer)
        .execution_options(populate_existing=True)
    )
    if answer is None:
        raise NotFoundError
    return answer


def list_replies(
    session: Session, viewer: Identity, submissions: Sequence[Submission]
) -> dict[int, list[Reply]]:
    """What the counselor wrote back to these submissions, by the submission's id."""
    found: dict[int, list[Reply]] = {submission.id: [] for submission in submissions}
    replies = session.scalars(
        select(Reply)
        .where(readable_replies(viewer), Reply.submission_id.in_(found))
        .order_by(Reply.created_at, Reply.id)
    )
    for reply in replies:
        found[reply.submission_id].append(reply)
    return found
