"""
Opening the steps whose time has come: by the calendar, or by what has happened.

It looks at a whole course anew each time and changes nothing that is done already,
so it may be called as often as anybody likes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.identity import Identity
from couples.programmes.calendar import Course
from couples.programmes.facts import Facts, load_facts
from couples.programmes.judging import HOLDS, judge
from couples.programmes.models import Enrolment
from couples.programmes.opening import Due, open_one, open_together
from couples.programmes.queries import course_of, list_enrolments
from couples.programmes.shelf import load_shelf
from couples.programmes.vocabulary import StepState


def release_new(
    session: Session, actor: Identity, enrolments: Sequence[Enrolment], *, token: str
) -> None:
    """Open what opens on the first day of couples that were enrolled just now."""
    due: list[Due] = []
    nothing_yet = load_facts(session, actor, enrolments)
    for enrolment in enrolments:
        today = clock.today(enrolment.couple.time_zone)
        course = course_of(enrolment, nothing_yet.meetings[enrolment.couple_id])
        due += _due_of(enrolment, course, nothing_yet, today)
    if due:
        open_together(session, actor, due, load_shelf(session, actor), token=token)


def release_due(session: Session, enrolment_ids: Sequence[int]) -> None:
    """
    Open whatever is due in these courses.

    Two workers that come at the same moment take turns at the row of the course; the
    second finds nothing left to open.
    """
    locked = session.scalars(
        select(Enrolment)
        .where(Enrolment.id.in_(enrolment_ids), Enrolment.ended_on.is_(None))
        .order_by(Enrolment.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for found in locked:
        actor = found.couple.own_counselor
        [enrolment] = list_enrolments(session, actor, enrolment_ids=[found.id])
        _release(session, actor, enrolment)


def follow(session: Session, couple_id: int) -> None:
    """Look at a couple's courses because something has happened that a step may wait for."""
    running = session.scalars(
        select(Enrolment.id).where(
            Enrolment.couple_id == couple_id,
            Enrolment.ended_on.is_(None),
            Enrolment.paused_on.is_(None),
        )
    ).all()
    if running:
        release_due(session, running)


def _release(session: Session, actor: Identity, enrolment: Enrolment) -> None:
    today = clock.today(enrolment.couple.time_zone)
    enrolment.looked_on = today
    if enrolment.paused_on is not None:
        return
    enrolment.starts_on = enrolment.begins_on
    facts = load_facts(session, actor, [enrolment])
    meetings = facts.meetings[enrolment.couple_id]
    shelf = None
    # A step that opens may be what another one was waiting for.
    while due := _due_of(enrolment, course_of(enrolment, meetings), facts, today):
        shelf = shelf or load_shelf(session, actor)
        for each in due:
            open_one(session, actor, each, shelf)
    session.flush()


def _due_of(enrolment: Enrolment, course: Course, facts: Facts, today: date) -> list[Due]:
    """The steps that open now, each with the day from which it counts."""
    due: list[Due] = []
    for row in enrolment.steps:
        if row.state is not StepState.WAITING or row.held_on is not None:
            continue
        verdict = judge(row, course, facts, today)
        if verdict.reason is None:
            due.append((row, verdict.day))
        elif verdict.reason in HOLDS and verdict.day <= today:
            # From now on nobody can tell from the moment of its opening what was missing.
            row.held_on = today
    return due
