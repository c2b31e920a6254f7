"""Giving a piece of homework in spite of the gates that hold it, with the reason in words."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import permissions
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.errors import DomainError
from couples.exercises.blank import is_blank
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.safety.holding import holding
from couples.safety.models import GateOverride
from couples.safety.queries import holds_of
from couples.wording import gettext as _


def override(
    session: Session, actor: Identity, assignment_id: str, *, reason: str
) -> GateOverride | None:
    """
    Let a couple do a piece of homework in spite of the gates that hold it now.

    It speaks about exactly these: one that closes later holds again. None where
    nothing holds it.
    """
    permissions.require(actor, Deed.PROTECT)
    assignment = get_assignment(session, actor, assignment_id)
    if is_blank(reason):
        raise DomainError(_("Write why you give it all the same."))
    return give_all_the_same(session, actor, assignment, reason)


def give_all_the_same(
    session: Session, actor: Identity, assignment: Assignment, reason: str
) -> GateOverride | None:
    """Keep the reason for what is given in spite of a gate; None where nothing holds it."""
    found = holding(assignment.definition, holds_of(session, actor, assignment.couple))
    if not found:
        return None
    covers = ",".join(name for hold in found for name in hold.names)
    latest = session.scalar(
        select(GateOverride)
        .where(GateOverride.assignment_id == assignment.id)
        .order_by(GateOverride.id.desc())
        .limit(1)
    )
    if latest is not None and (latest.covers, latest.reason) == (covers, reason.strip()):
        return latest  # The same words from a second press of the button are one reason.
    kept = GateOverride(
        practice_id=assignment.practice_id,
        couple_id=assignment.couple_id,
        assignment_id=assignment.id,
        author_id=actor.person_id,
        covers=covers,
        reason=reason.strip(),
    )
    session.add(kept)
    session.flush()
    history.record(session, actor, "gate:override", kept)
    return kept
