"""Saying from one's own side whether the other partner's ritual arrived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from couples import permissions
from couples.assignments.queries import get_assignment
from couples.exercises.definition import Part
from couples.identity import Identity
from couples.permissions import Deed
from couples.rituals.queries import find_arrival
from couples.submissions.handing_in import AlreadySubmittedError, note
from couples.submissions.models import Submission
from couples.submissions.pressing import find_by_key
from couples.submissions.typed import Typed
from couples.wording import gettext as _


def note_arrival(
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
    Note whether the other partner's ritual reached the actor, for the time they saw.

    It needs no word of the other's and tells none: whether they did it, and whether they
    noted it, stays between them and the counselor.
    """
    permissions.require(actor, Deed.WRITE)
    same = find_by_key(session, actor, key)
    if same is not None:
        return same
    assignment = get_assignment(session, actor, assignment_id)
    opening = find_arrival(session, actor, assignment)
    if opening is None or occurrence not in {None, opening.key}:
        raise AlreadySubmittedError(
            _("You have noted this already, or it is not scheduled at the moment.")
        )
    typed = Typed(answers, audiences or {})
    return note(
        session, actor, assignment, part=Part.RECEIVED, opening=opening, typed=typed, key=key
    )
