"""
Who may know and read what is said in front of both: conditions beside those of `visibility`.

A talk is had by two people at once, so both know of it from its first minute. Nobody else
does before it is over; and once it is over, what was written in it is its author's alone
until they hand it in.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from couples import visibility
from couples.identity import Identity, Role
from couples.talks.models import Talk, TalkWords


def known_talks(viewer: Identity) -> ColumnElement[bool]:
    """
    The talks of the viewer's couples; the counselor's, once their turns are over.

    One that was let go is gone for everybody.
    """
    of_their_couples = and_(
        Talk.couple_id.in_(visibility.couples_of(viewer)), Talk.dropped_at.is_(None)
    )
    match viewer.role:
        case Role.PARTNER:
            return of_their_couples
        case Role.COUNSELOR | Role.GUEST:
            return and_(of_their_couples, Talk.ended_at.is_not(None))
        case Role.COUPLE:
            return false()


def readable_talk_words(viewer: Identity) -> ColumnElement[bool]:
    """Both read what either writes while they talk; after that, its author alone."""
    match viewer.role:
        case Role.PARTNER:
            still_talking = exists(
                select(Talk.id).where(
                    Talk.id == TalkWords.talk_id, known_talks(viewer), Talk.ended_at.is_(None)
                )
            )
            own = TalkWords.author_id == viewer.person_id
            return and_(
                TalkWords.couple_id.in_(visibility.couples_of(viewer)), or_(own, still_talking)
            )
        case Role.COUNSELOR | Role.COUPLE | Role.GUEST:
            return false()
