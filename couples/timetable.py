"""
Who may know of more time, of changes, breaks and pauses: conditions beside `couples.visibility`.

They say of homework when it is asked for, so that whoever knows the homework knows them.
The exceptions are what one partner alone was given: more time, or a pause for themselves,
which the other is not told of.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from couples import visibility
from couples.admissions.models import Way
from couples.admissions.running import couples_let_into
from couples.assignments.models import Assignment, AssignmentChange, Extension, ExtensionBatch
from couples.breaks.models import Break
from couples.identity import Identity, Role
from couples.pauses.models import Pause, PauseLift


def _ids_of_known_assignments(viewer: Identity) -> Select[int]:
    return select(Assignment.id).where(visibility.known_assignments(viewer))


def known_extensions(viewer: Identity) -> ColumnElement[bool]:
    """The extensions that stand. More time for one partner is between them and the counselor."""
    of_known_homework = and_(
        Extension.undone_at.is_(None),
        Extension.assignment_id.in_(_ids_of_known_assignments(viewer)),
    )
    match viewer.role:
        case Role.COUNSELOR | Role.GUEST:
            return of_known_homework
        case Role.PARTNER:
            for_them = or_(Extension.person_id.is_(None), Extension.person_id == viewer.person_id)
            return and_(of_known_homework, for_them)
        case Role.COUPLE:
            return and_(of_known_homework, Extension.person_id.is_(None))


def known_extension_batches(viewer: Identity) -> ColumnElement[bool]:
    """What the viewer extended themselves, as a counselor."""
    match viewer.role:
        case Role.COUNSELOR:
            return and_(
                ExtensionBatch.practice_id == viewer.practice_id,
                ExtensionBatch.extended_by_id == viewer.person_id,
            )
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()


def known_changes(viewer: Identity) -> ColumnElement[bool]:
    """What homework said before it was changed, for whoever knows the homework."""
    return AssignmentChange.assignment_id.in_(_ids_of_known_assignments(viewer))


def known_breaks(viewer: Identity) -> ColumnElement[bool]:
    """
    The breaks of the viewer's couples, unless they were called off.

    A pause of homework that only the other partner was given tells nobody of it.
    """
    return and_(
        Break.couple_id.in_(visibility.couples_of(viewer)),
        Break.cancelled_at.is_(None),
        or_(
            Break.assignment_id.is_(None),
            Break.assignment_id.in_(_ids_of_known_assignments(viewer)),
        ),
    )


def known_pauses(viewer: Identity) -> ColumnElement[bool]:
    """
    The time-outs of the viewer's couples: that there was one, its times, and who is back.

    One that somebody took alone is between them and their counselor, and whoever stands in:
    it is taken alone where a gate holds back what the two do together.
    """
    of_their_couples = Pause.couple_id.in_(visibility.couples_of(viewer))
    match viewer.role:
        case Role.COUNSELOR:
            return of_their_couples
        case Role.GUEST:
            stands_in = Pause.couple_id.in_(couples_let_into(viewer, Way.TAKEN))
            return and_(of_their_couples, or_(Pause.is_alone.is_(False), stands_in))
        case Role.PARTNER:
            theirs = or_(Pause.is_alone.is_(False), Pause.called_by_id == viewer.person_id)
            return and_(of_their_couples, theirs)
        case Role.COUPLE:
            return and_(of_their_couples, Pause.is_alone.is_(False))


def readable_lifts(viewer: Identity) -> ColumnElement[bool]:
    """Why a counselor ended a time-out for both is theirs; the two know that it was ended."""
    return visibility.of_the_counselors_couples(viewer, PauseLift.couple_id)
