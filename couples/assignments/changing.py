"""Changing homework that runs."""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed


def close(session: Session, actor: Identity, assignment_id: str) -> Assignment:
    """End homework that runs. What was handed in stays, and what is being written can be sent."""
    permissions.require(actor, Deed.ASSIGN)
    assignment = get_assignment(session, actor, assignment_id)
    finish(assignment)
    history.record(session, actor, "assignment:close", assignment)
    return assignment


def finish(assignment: Assignment) -> None:
    """Let an assignment run no longer, so that it may be given again."""
    assignment.closed_at = assignment.closed_at or clock.now()
    assignment.open_key = None
