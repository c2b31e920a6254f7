"""
What is one's own to find on one's own pages: conditions that `visibility` is made of.

Somebody may look through a phone that is signed in. So whoever hands something in can keep
it off their own pages: there they find of it what the other partner can read, and nothing
else. Everybody else reads it as ever. An identity that `opens_kept_off` finds it again.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import ColumnElement, and_, exists, false, not_, select
from sqlalchemy.orm import aliased

from couples.identity import Identity, Role
from couples.submissions.models import Answer, Submission


def kept_off_own_pages(viewer: Identity) -> ColumnElement[bool]:
    """What the viewer handed in themselves and keeps off the pages that they look at."""
    if viewer.role is not Role.PARTNER or viewer.opens_kept_off:
        return false()
    return and_(Submission.author_id == viewer.person_id, Submission.kept_off_at.is_not(None))


def own_submissions(viewer: Identity) -> ColumnElement[bool]:
    """
    What a partner handed in, without what they keep off the pages that they look at.

    Whatever is theirs because they handed it in asks this, so that no page can forget it.
    """
    if viewer.role is not Role.PARTNER:
        return false()
    return and_(Submission.author_id == viewer.person_id, not_(kept_off_own_pages(viewer)))


def own_answers(viewer: Identity) -> ColumnElement[bool]:
    """What a partner wrote, without what they keep off the pages that they look at."""
    if viewer.role is not Role.PARTNER:
        return false()
    own = Answer.author_id == viewer.person_id
    return own if viewer.opens_kept_off else and_(own, not_(_is_kept_off()))


@cache
def _is_kept_off() -> ColumnElement[bool]:
    """The answer belongs to something that its author keeps off their own pages."""
    whole = aliased(Submission)
    return exists(
        select(whole.id).where(whole.id == Answer.submission_id, whole.kept_off_at.is_not(None))
    )
