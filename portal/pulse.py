"""
The pulse: one short text that changes when something changed that both partners may know.

A page asks for it every two seconds while it is in view (`static/js/pulse.js`): the phones
of the two, and the screen in the room, which reads as the reader for both. It keeps nobody
signed in, and costs one statement besides that of signing in. Whatever may change it is a
part: one function that gives one value, made only of what both may know. What somebody does
in private is in no part, so that nobody can count it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, and_, func, literal, select
from sqlalchemy.orm import Session

from couples.aloud import known_talks
from couples.assignments.models import Assignment
from couples.identity import Identity
from couples.pauses.models import Pause, PauseReturn
from couples.pauses.running import is_running
from couples.submissions.models import Answer
from couples.talks.models import Talk
from couples.timetable import known_pauses
from couples.visibility import known_assignments, readable_answers

_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Beat:
    """The pulse just now, and the time-out in which the viewer is, if they are in one."""

    text: str
    pause: Pause | None


def _who_is_back(viewer: Identity) -> ScalarSelect[Any]:
    """When one of the two was last back from a time-out of both."""
    return (
        select(func.max(PauseReturn.back_at))
        .join(PauseReturn.pause)
        .where(known_pauses(viewer), Pause.is_alone.is_(False))
        .scalar_subquery()
    )


def _opened_in_session(viewer: Identity) -> ScalarSelect[Any]:
    """When the counselor last opened something to the other partner, which both can read."""
    return (
        select(func.max(Answer.released_at))
        .where(Answer.released_at.is_not(None), readable_answers(viewer))
        .scalar_subquery()
    )


def _agreed_in_session(viewer: Identity) -> ScalarSelect[Any]:
    """When homework for both was last agreed on with the counselor, in session."""
    return (
        select(func.max(Assignment.created_at))
        .where(
            Assignment.given_in_session,
            Assignment.for_person_id.is_(None),
            known_assignments(viewer),
        )
        .scalar_subquery()
    )


def _turn_of_a_talk(viewer: Identity) -> ScalarSelect[Any]:
    """When a talk of the two last went to another turn, was put down, or taken up."""
    moved_at = func.coalesce(Talk.halted_at, Talk.turn_began_at)
    return select(func.max(moved_at)).where(known_talks(viewer)).scalar_subquery()


def _stopped(viewer: Identity) -> ScalarSelect[Any]:
    """When either of the two last stopped what they did together, which ended it for both."""
    return (
        select(func.max(Assignment.stopped_at))
        .where(Assignment.for_person_id.is_(None), known_assignments(viewer))
        .scalar_subquery()
    )


PARTS: tuple[Callable[[Identity], ScalarSelect[Any]], ...] = (
    _who_is_back,
    _opened_in_session,
    _agreed_in_session,
    _turn_of_a_talk,
    _stopped,
)
"""Everything besides a running time-out; each part gives one value, in the one statement."""


def beat_of(session: Session, viewer: Identity) -> Beat:
    """The pulse for whoever looks, and the time-out that runs for them, in one statement."""
    here = select(literal(1).label("here")).subquery()
    row = session.execute(
        select(Pause, *(part(viewer).label(f"part_{n}") for n, part in enumerate(PARTS)))
        .select_from(here)
        .outerjoin(Pause, and_(known_pauses(viewer), is_running()))
        .order_by(Pause.is_alone)
        .limit(1)
    ).one()
    pause, *values = row
    known = (pause.public_id, pause.return_at) if pause and not pause.is_alone else None
    told = repr((known, values)).encode()
    return Beat(hashlib.sha256(told).hexdigest()[:_LENGTH], pause)
