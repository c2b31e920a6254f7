"""
Who may know of what was set aside: conditions beside those of `visibility`.

`couples.visibility` takes what was set aside out of everything. These say who is asked
about it all the same, so that it can be put right.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select
from sqlalchemy.orm import aliased

from couples import visibility
from couples.audiences import Audience
from couples.history.models import HistoryEntry
from couples.identity import Identity, Role
from couples.own_pages import kept_off_own_pages, own_submissions
from couples.submissions.models import Answer, Draft, Standing, Submission


def known_set_aside(viewer: Identity) -> ColumnElement[bool]:
    """
    What was set aside, as far as the viewer is asked about it.

    A counselor knows of all of it. A partner is asked whether something in their own
    name is theirs, unless they keep it off their own pages; and about something in the
    other's name only once that one has said it is not theirs, so that nobody learns from it
    what the other handed in.
    """
    of_their_couples = Submission.couple_id.in_(visibility.couples_of(viewer))
    match viewer.role:
        case Role.COUNSELOR:
            return and_(of_their_couples, Submission.standing != Standing.STANDS)
        case Role.PARTNER:
            own = and_(own_submissions(viewer), Submission.standing == Standing.QUARANTINED)
            offered = and_(
                Submission.author_id != viewer.person_id,
                Submission.standing == Standing.OFFERED,
                Submission.disowned_at.is_not(None),
            )
            return and_(of_their_couples, or_(own, offered))
        case Role.COUPLE | Role.GUEST:
            return false()


def readable_set_aside(viewer: Identity) -> ColumnElement[bool]:
    """
    The answers of what was set aside that a counselor goes on reading.

    Neither partner reads any of them: nobody knows yet whose they are. What is void is
    read by nobody.
    """
    match viewer.role:
        case Role.COUNSELOR:
            whole = aliased(Submission)
            waits = exists(
                select(whole.id).where(
                    whole.id == Answer.submission_id,
                    whole.standing.in_([Standing.QUARANTINED, Standing.OFFERED]),
                )
            )
            of_their_couples = Answer.couple_id.in_(visibility.couples_of(viewer))
            return and_(of_their_couples, Answer.audience != Audience.ME, waits)
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()


def known_beginnings(viewer: Identity) -> ColumnElement[bool]:
    """
    The drafts of another attempt that went aside with the attempt before.

    Their author knows of them, and the counselor that there is one; nobody else.
    """
    is_aside = Draft.set_aside_with_id.is_not(None)
    match viewer.role:
        case Role.COUNSELOR:
            return and_(Draft.couple_id.in_(visibility.couples_of(viewer)), is_aside)
        case Role.PARTNER:
            return and_(Draft.author_id == viewer.person_id, is_aside, not_(_is_kept_off(viewer)))
        case Role.COUPLE | Role.GUEST:
            return false()


def _is_kept_off(viewer: Identity) -> ColumnElement[bool]:
    """It went aside with something that its author keeps off their own pages."""
    return Draft.set_aside_with_id.in_(select(Submission.id).where(kept_off_own_pages(viewer)))


def readable_beginnings(viewer: Identity) -> ColumnElement[bool]:
    """
    Those whose first words are known to be their author's, since the attempt was put back.

    Before that it is not clear whose they are, and afterwards they may be the other's.
    """
    match viewer.role:
        case Role.PARTNER:
            whole = aliased(Submission)
            is_theirs = exists(
                select(whole.id).where(
                    whole.id == Draft.set_aside_with_id,
                    whole.author_id == Draft.author_id,
                    whole.standing == Standing.STANDS,
                )
            )
            return and_(known_beginnings(viewer), is_theirs)
        case Role.COUNSELOR | Role.COUPLE | Role.GUEST:
            return false()


def known_history(viewer: Identity) -> ColumnElement[bool]:
    """What was done to something that was handed in, for the counselor of its authors."""
    match viewer.role:
        case Role.COUNSELOR:
            handed_in = select(Submission.public_id).where(
                Submission.couple_id.in_(visibility.couples_of(viewer))
            )
            return and_(
                HistoryEntry.practice_id == viewer.practice_id,
                HistoryEntry.subject_id.in_(handed_in),
            )
        case Role.PARTNER | Role.COUPLE | Role.GUEST:
            return false()
