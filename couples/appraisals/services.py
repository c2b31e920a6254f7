"""Noting how somebody's homework went."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.appraisals.models import Appraisal
from couples.appraising import readable_appraisals
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.caseload.queries import wait_for_turn
from couples.errors import DomainError, NotFoundError
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.wording import gettext as _

HIGHEST = 10
LONGEST = 200
"""A line beside a row: whatever needs more belongs into the counselor's own notes."""


def appraise(
    session: Session,
    actor: Identity,
    assignment_id: str,
    person_id: int,
    *,
    how_well: int | None,
    in_the_way: str,
) -> None:
    """
    Keep how it went for one of the two, as their counselor sees it, and what got in its way.

    The newest takes the place of what was there; nothing said takes it away.
    """
    permissions.require(actor, Deed.REVIEW)
    assignment = get_assignment(session, actor, assignment_id)
    words = " ".join(in_the_way.split())
    _refuse(assignment, person_id, how_well, words)
    # Two presses at one moment go one after the other.
    wait_for_turn(session, assignment.couple)
    # They may have been handed over to a colleague meanwhile.
    assignment = get_assignment(session, actor, assignment_id)
    session.expire_all()
    _refuse(assignment, person_id, how_well, words)
    found = session.scalar(
        select(Appraisal)
        .where(
            readable_appraisals(actor),
            Appraisal.assignment_id == assignment.id,
            Appraisal.person_id == person_id,
        )
        .execution_options(populate_existing=True)
    )
    said = (found.how_well, found.in_the_way or "") if found else (None, "")
    if said == (how_well, words):
        return
    if found is not None and how_well is None and not words:
        session.delete(found)
    else:
        _keep(session, actor, assignment, person_id, found, how_well, words)
    session.flush()
    history.record(session, actor, "assignment:appraise", assignment)


def _refuse(assignment: Assignment, person_id: int, how_well: int | None, words: str) -> None:
    """Stop what is about nobody who was asked, and what no paper has room for."""
    here = [each for each in assignment.couple.partners if each.erasing_at is None]
    asked = [each.id for each in here if assignment.for_person_id in {None, each.id}]
    if person_id not in asked:
        raise NotFoundError
    if how_well is not None and not 0 <= how_well <= HIGHEST:
        raise DomainError(_("Choose a number from 0 to 10."))
    if len(words) > LONGEST:
        raise DomainError(_("Write at most %(letters)s characters.", letters=LONGEST))


def _keep(  # noqa: PLR0917 - Who says what of whose homework: they read in this order.
    session: Session,
    actor: Identity,
    assignment: Assignment,
    person_id: int,
    found: Appraisal | None,
    how_well: int | None,
    words: str,
) -> None:
    if found is None:
        found = Appraisal(
            practice_id=assignment.practice_id,
            couple_id=assignment.couple_id,
            assignment_id=assignment.id,
            person_id=person_id,
        )
        session.add(found)
    # The words are bound to whoever wrote them, who may be a new counselor by now.
    found.author_id = actor.person_id
    found.how_well, found.in_the_way = how_well, words or None
    found.noted_at = clock.now()
