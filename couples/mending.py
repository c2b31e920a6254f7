"""
Who may know of a repair: conditions beside those of `visibility`.

The one who was hurt and the counselor know of it from the start, the other partner once
there is something of it that they can read. What either said about it in one press, that
they need time or that it is done for them, is theirs; it is weighed, and never told.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from couples import visibility
from couples.identity import Identity, Role
from couples.repairs.models import Repair, RepairStage, RepairWord
from couples.submissions.models import Submission


def known_repairs(viewer: Identity) -> ColumnElement[bool]:
    """The repairs that the viewer may know of, and in them which homework is theirs."""
    of_their_couples = Repair.couple_id.in_(visibility.couples_of(viewer))
    match viewer.role:
        case Role.COUNSELOR | Role.GUEST:
            return of_their_couples
        case Role.PARTNER:
            is_theirs = Repair.hurt_id == viewer.person_id
            return and_(of_their_couples, or_(is_theirs, _was_told(viewer)))
        case Role.COUPLE:
            return and_(of_their_couples, _was_told(viewer))


def _was_told(viewer: Identity) -> ColumnElement[bool]:
    """The viewer can read something that the one who was hurt wrote in it."""
    return exists(
        select(Submission.id)
        .join(RepairStage, RepairStage.assignment_id == Submission.assignment_id)
        .where(
            RepairStage.repair_id == Repair.id,
            Submission.author_id == Repair.hurt_id,
            visibility.known_submissions(viewer),
        )
    )


def own_repair_words(viewer: Identity) -> ColumnElement[bool]:
    """What the viewer said about repairs themselves; nobody is told what the other said."""
    match viewer.role:
        case Role.PARTNER:
            return RepairWord.person_id == viewer.person_id
        case Role.COUNSELOR | Role.COUPLE | Role.GUEST:
            return false()


def weighed_repair_words(viewer: Identity) -> ColumnElement[bool]:
    """
    What is weighed to say whether a repair rests or is over, for whoever knows of it.

    Only `couples.repairs` asks for it, and gives a yes or a no that is the same for all.
    """
    return RepairWord.repair_id.in_(select(Repair.id).where(known_repairs(viewer)))
