"""What waits while a couple is in a pause: what they do together, and what would arrive."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.errors import ConflictError
from couples.exercises.definition import Doer, Kind
from couples.identity import Identity
from couples.pauses.models import Pause
from couples.pauses.running import is_running
from couples.timetable import known_pauses
from couples.wording import gettext as _


class PausedError(ConflictError):
    """The couple is in a pause, which both know, so that the sentence may say so."""

    def __init__(self) -> None:
        super().__init__(
            _("You are in a time-out. This waits until it is over, and nothing of it is lost.")
        )


def list_waiting(session: Session, viewer: Identity, assignments: Iterable[Assignment]) -> set[int]:
    """
    The ids of the assignments that wait because their couple is in a pause.

    It is what the two do together. What each does apart goes on, and reaches the other
    when the pause is over.
    """
    joint = [assignment for assignment in assignments if is_joint(assignment)]
    if not joint:
        return set()
    paused = set(
        session.scalars(
            select(Pause.couple_id).where(
                known_pauses(viewer),
                is_running(),
                Pause.is_alone.is_(False),
                Pause.couple_id.in_({assignment.couple_id for assignment in joint}),
            )
        )
    )
    return {assignment.id for assignment in joint if assignment.couple_id in paused}


def is_joint(assignment: Assignment) -> bool:
    """Whether it is done by the two together, or binds both."""
    return assignment.doer is Doer.TOGETHER or assignment.definition.kind is Kind.AGREEMENT


def require_no_pause(session: Session, actor: Identity, couple_id: int) -> None:
    """Refuse what would reach the other partner at once while the two are in a pause."""
    running = select(Pause.id).where(
        known_pauses(actor), is_running(), Pause.is_alone.is_(False), Pause.couple_id == couple_id
    )
    if session.scalar(running.limit(1)) is not None:
        raise PausedError
