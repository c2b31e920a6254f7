"""Saying how something that the other partner did arrived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from couples import permissions
from couples.assignments.schedule import Occurrence
from couples.errors import NotFoundError
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.permissions import Deed
from couples.safety.opening import require_scheduled
from couples.submissions.handing_in import note
from couples.submissions.models import Submission
from couples.submissions.pressing import find_by_key
from couples.submissions.queries import get_submission
from couples.submissions.typed import Typed


def receive(
    session: Session,
    actor: Identity,
    submission_id: str,
    *,
    answers: Mapping[str, Any],
    key: str,
    audiences: Mapping[str, str] | None = None,
) -> Submission:
    """
    Say how something that the other partner did reached the actor.

    Only about a check-in that the actor can read; so this gives away nothing.
    """
    permissions.require(actor, Deed.WRITE)
    same = find_by_key(session, actor, key)
    if same is not None:
        return same
    theirs = get_submission(session, actor, submission_id)
    assignment = theirs.assignment
    asks = bool(assignment.fields_for(actor.person_id, Part.RECEIVED))
    if theirs.author_id == actor.person_id or theirs.part is not Part.LOG or not asks:
        raise NotFoundError
    require_scheduled(session, actor, assignment)
    same_time = Occurrence(theirs.occurrence, theirs.occurs_on, None)
    typed = Typed(answers, audiences or {})
    return note(
        session, actor, assignment, part=Part.RECEIVED, opening=same_time, typed=typed, key=key
    )
