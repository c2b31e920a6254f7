"""Giving, writing and handing in, in one line each, for tests about what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments import services as assigning
from couples.assignments.models import Assignment
from couples.assignments.services import Order
from couples.caseload.models import Practice
from couples.exercises.definition import Cadence, Doer, Part
from couples.exercises.models import Exercise
from couples.exercises.services import stock_library
from couples.submissions import drafts, handing_in
from couples.submissions.models import Draft, Submission
from couples.submissions.typed import Typed
from tests.cast import Member, Pair


def stock(session: Session, practice_id: int) -> None:
    """Fill the library of the practice."""
    stock_library(session, session.get_one(Practice, practice_id))


def give(
    session: Session,
    pair: Pair,
    key: str,
    *,
    doer: Doer | None = None,
    cadence: Cadence | None = None,
    to: Member | None = None,
    days: tuple[str, ...] = (),
    times_a_week: int | None = None,
    due_on: date | None = None,
    before_next_session: bool = False,
) -> Assignment:
    """Assign the exercise called `key` to one couple, in its usual way unless told otherwise."""
    exercise = session.scalars(
        select(Exercise).where(
            Exercise.practice_id == pair.counselor.identity.practice_id, Exercise.key == key
        )
    ).one()
    definition = exercise.versions[-1].definition
    cadence = cadence or definition.cadences[0]
    batch = assigning.assign(
        session,
        pair.counselor.identity,
        Order(
            exercise_id=exercise.public_id,
            couple_ids=(pair.public_id,),
            doer=doer or (Doer.ONE if to else definition.doers[0]),
            cadence=cadence,
            people={pair.public_id: to.public_id} if to else {},
            days=days,
            times_a_week=(times_a_week or definition.times_a_week)
            if cadence is Cadence.TIMES_A_WEEK
            else None,
            due_on=due_on,
            before_next_session=before_next_session,
        ),
        token=uuid4().hex,
    )
    return session.scalars(select(Assignment).where(Assignment.batch_id == batch.id)).one()


def write(
    session: Session,
    author: Member,
    assignment: Assignment,
    answers: Mapping[str, Any],
    *,
    audiences: Mapping[str, str] | None = None,
    part: Part = Part.MAIN,
) -> Submission:
    """Write and hand in, as the author would on their page."""
    draft = begin(session, author, assignment, answers, audiences=audiences, part=part)
    return handing_in.submit(
        session, author.identity, draft.public_id, revision=draft.revision, key=uuid4().hex
    )


def begin(
    session: Session,
    author: Member,
    assignment: Assignment,
    answers: Mapping[str, Any],
    *,
    audiences: Mapping[str, str] | None = None,
    part: Part = Part.MAIN,
) -> Draft:
    """Begin to write, and hand in nothing."""
    draft = drafts.start(session, author.identity, assignment.public_id, part)
    typed = Typed(answers, audiences or {})
    return drafts.save(
        session, author.identity, draft.public_id, typed=typed, revision=draft.revision
    )


def note(
    session: Session, author: Member, assignment: Assignment, answers: Mapping[str, Any]
) -> Submission:
    """Check in."""
    return handing_in.check_in(
        session, author.identity, assignment.public_id, answers=answers, key=uuid4().hex
    )


def receive(
    session: Session, author: Member, check_in: Submission, answers: Mapping[str, Any]
) -> Submission:
    """Say how what the other partner did reached the author."""
    return handing_in.receive(
        session, author.identity, check_in.public_id, answers=answers, key=uuid4().hex
    )
