"""Finding talks, and what was written in them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from couples.aloud import known_talks, readable_talk_words
from couples.assignments.models import Assignment
from couples.errors import NotFoundError
from couples.exercises.definition import Doer, Part
from couples.exercises.models import ExerciseVersion
from couples.identity import Identity
from couples.people.models import Person
from couples.submissions.models import Submission
from couples.submissions.typed import Typed
from couples.talks.models import Talk, TalkWords


def is_guided(assignment: Assignment) -> bool:
    """Whether the two can be led through it turn by turn."""
    return assignment.definition.guide is not None and assignment.doer is Doer.TOGETHER


def _known(viewer: Identity) -> Select[Talk]:
    return (
        select(Talk)
        .where(known_talks(viewer))
        .options(
            joinedload(Talk.assignment)
            .joinedload(Assignment.exercise_version)
            .joinedload(ExerciseVersion.exercise)
        )
    )


def get_talk(session: Session, viewer: Identity, talk_id: str) -> Talk:
    """One talk by its public id, or `NotFoundError`."""
    talk = session.scalar(_known(viewer).where(Talk.public_id == talk_id))
    if talk is None:
        raise NotFoundError
    return talk


def find_open(session: Session, viewer: Identity, assignment: Assignment) -> Talk | None:
    """The talk that the two are in, or put down, in this homework."""
    return session.scalar(
        _known(viewer).where(Talk.assignment_id == assignment.id, Talk.open_key.is_not(None))
    )


def find_under_way(session: Session, viewer: Identity, couple_id: int) -> Talk | None:
    """The talk that a couple went to last and has not finished, in whatever homework."""
    return session.scalar(
        _known(viewer)
        .where(Talk.couple_id == couple_id, Talk.open_key.is_not(None))
        .order_by(Talk.turn_began_at.desc())
        .limit(1)
    )


def find_talk_of(
    session: Session, viewer: Identity, assignment: Assignment, occurrence: str
) -> Talk | None:
    """The newest talk that was had for one time of this homework and is over."""
    return session.scalar(
        _known(viewer)
        .where(
            Talk.assignment_id == assignment.id,
            Talk.occurrence == occurrence,
            Talk.ended_at.is_not(None),
        )
        .order_by(Talk.id.desc())
        .limit(1)
    )


def list_had(session: Session, viewer: Identity, couple_id: int) -> list[Talk]:
    """The talks of a couple whose turns are over, oldest first."""
    return list(
        session.scalars(
            _known(viewer)
            .where(Talk.couple_id == couple_id, Talk.ended_at.is_not(None))
            .order_by(Talk.id)
        )
    )


def find_phone_of(session: Session, viewer: Identity, submission: Submission) -> Person | None:
    """On whose phone somebody answered this after a talk, if it was not on their own."""
    if submission.part is not Part.MAIN or not is_guided(submission.assignment):
        return None
    talk = find_talk_of(session, viewer, submission.assignment, submission.occurrence)
    if talk is None or talk.begun_by_id == submission.author_id:
        return None
    return talk.begun_by if is_from_the_one_phone(talk, submission) else None


def is_from_the_one_phone(talk: Talk, submission: Submission) -> bool:
    """
    Whether this was handed in in the very moment in which the phone was handed over.

    The phone is handed over as well where its author had handed in before, and they may hand
    in again later: neither came from there.
    """
    return talk.handed_over_at is not None and submission.submitted_at == talk.handed_over_at


def list_words(session: Session, viewer: Identity, talk: Talk) -> dict[int, TalkWords]:
    """What was written in a talk, by its author, as far as the viewer may read it."""
    rows = session.scalars(
        select(TalkWords).where(readable_talk_words(viewer), TalkWords.talk_id == talk.id)
    )
    return {row.author_id: row for row in rows}


def is_stranded(*of_talk: ColumnElement[bool]) -> ColumnElement[bool]:
    """
    Whether words of a talk that is over or let go lie in no draft: they stay to be copied.

    On one phone the other's words stay in any case; of those it is so where the other had
    handed in before the turns were over, or before the phone was handed over.
    """
    handed_in = select(Submission.id).where(
        Submission.assignment_id == Talk.assignment_id,
        Submission.author_id == TalkWords.author_id,
        Submission.part == Part.MAIN,
        Submission.occurrence == Talk.occurrence,
        Submission.submitted_at <= Talk.ended_at,
        or_(Submission.returned_at.is_(None), Submission.returned_at > Talk.ended_at),
    )
    lies_in_none = or_(
        Talk.dropped_at.is_not(None),
        Talk.handed_over_at.is_not(None),
        Talk.is_on_one_phone.is_(False),
        Talk.begun_by_id == TalkWords.author_id,
        exists(handed_in.correlate(Talk, TalkWords)),
    )
    is_over = or_(Talk.ended_at.is_not(None), Talk.dropped_at.is_not(None))
    talk = select(Talk.id).where(Talk.id == TalkWords.talk_id, is_over, lies_in_none, *of_talk)
    return exists(talk.correlate(TalkWords))


def find_stranded(session: Session, viewer: Identity, talk_id: str) -> TalkWords | None:
    """What the viewer wrote in a talk that is over or let go and that lies in no draft."""
    return session.scalar(
        select(TalkWords).where(
            readable_talk_words(viewer),
            TalkWords.author_id == viewer.person_id,
            is_stranded(Talk.public_id == talk_id),
        )
    )


def written(words: TalkWords | None) -> Typed:
    """What stands in there, as a form would send it."""
    return Typed.from_json((words.typed if words else None) or Typed().to_json())
