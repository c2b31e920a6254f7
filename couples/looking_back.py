"""
Who may read the history: conditions beside those of `visibility`.

What a partner opens is told to nobody, the other partner least of all: whether and when
somebody read a page is as private as what they write. What a counselor opens is told to
whoever wrote it.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_, select

from couples import visibility
from couples.history.models import HistoryEntry
from couples.history.services import LOOK
from couples.identity import Identity, Role
from couples.people.models import Person

OF_COUNSELORS = frozenset(
    {
        *("appointment:schedule", "appointment:move", "appointment:cancel"),
        *("assignment:change", "assignment:extend", "assignment:give"),
        *("assignment:close", "assignment:raise", "assignment:upgrade", "enrolment:begin"),
        *("break:enter", "break:end", "break:cancel"),
        *("gate:hold", "gate:hold-quietly", "gate:open", "gate:override"),
        *("flag:raise", "flag:acknowledge"),
        *("submission:review", "submission:enter", "submission:note", "answer:release"),
        *("submission:quarantine", "submission:restore", "submission:void", "repair:open"),
        *("repair:end", "paper:confirm", "couple:add", "couple:move"),
        *("copy:hand-out", "copy:take-back", "pause:lift"),
        *("couple:hand-over", "admission:give", "admission:take", "admission:end"),
        "consent:ask",
    }
)
"""What a counselor did for a couple."""

OF_PARTNERS = frozenset(
    {
        *("submission:submit", "agreement:propose", "agreement:sign"),
        *("couple:leave", "couple:return"),
        *("pause:start", "pause:extend", "pause:return"),
    }
)
"""What a partner did and their counselor is told anyway, on other pages."""


def _of_counselors() -> ColumnElement[bool]:
    counselors = select(Person.id).where(Person.role == Role.COUNSELOR)
    return HistoryEntry.actor_id.in_(counselors)


def known_looks(viewer: Identity) -> ColumnElement[bool]:
    """What counselors opened of what somebody wrote: for that one, and for the counselor."""
    looks = and_(
        HistoryEntry.practice_id == viewer.practice_id,
        HistoryEntry.event == LOOK,
        _of_counselors(),
    )
    match viewer.role:
        case Role.PARTNER:
            return and_(looks, HistoryEntry.about_id == viewer.person_id)
        case Role.COUNSELOR:
            theirs = visibility.couples_of(viewer)
            return and_(looks, HistoryEntry.couple_id.in_(theirs))
        case Role.COUPLE | Role.GUEST:
            return false()


def known_deeds(viewer: Identity) -> ColumnElement[bool]:
    """
    What was done in the couples of a counselor, as far as their other pages tell it too.

    What partners keep from their counselor, such as that somebody needs time, is not in it.
    """
    match viewer.role:
        case Role.COUNSELOR:
            told = or_(
                HistoryEntry.event.in_(OF_PARTNERS),
                and_(HistoryEntry.event.in_(OF_COUNSELORS), _of_counselors()),
            )
            theirs = visibility.couples_of(viewer)
            return and_(
                HistoryEntry.practice_id == viewer.practice_id,
                HistoryEntry.couple_id.in_(theirs),
                told,
            )
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()
