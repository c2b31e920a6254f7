"""
Signs that something may lie under the wrong name, for a quiet check and for nothing else.

A couple may well share a computer, so a sign proves nothing and changes nothing. Only the
counselor is told. That somebody begins on a phone and goes on at a desk is everybody's
habit and no sign; that they go on where the other partner writes may be one.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from couples.identity import Identity
from couples.submissions.models import Draft, Submission
from couples.submissions.queries import list_submissions

SOON_AFTER = timedelta(minutes=10)
AROUND = timedelta(days=7)


class Doubt(enum.StrEnum):
    """Why it may be worth a question."""

    SAME_BROWSER = "same-browser"
    BEGUN_ELSEWHERE = "begun-elsewhere"


def note_begun(draft: Draft, browser: str) -> None:
    """Note from which browser a draft was begun, the first time it is opened."""
    if draft.begun_from is None and draft.revision == 0:
        draft.begun_from = browser


def note_handed_in(submission: Submission, browser: str) -> None:
    """Note from which browser something was handed in; a second press notes nothing new."""
    submission.handed_in_from = submission.handed_in_from or browser


def doubts_in(submissions: Iterable[Submission]) -> Mapping[int, frozenset[Doubt]]:
    """The signs in one couple's submissions, by the id of the submission."""
    written = [
        each for each in submissions if each.handed_in_from is not None and not each.entered_by_id
    ]
    found: dict[int, frozenset[Doubt]] = {}
    for one in written:
        others = [each for each in written if each.author_id != one.author_id]
        signs = set()
        if any(_right_after(one, each) for each in others):
            signs.add(Doubt.SAME_BROWSER)
        if one.begun_from not in {None, one.handed_in_from} and any(
            one.handed_in_from in {each.handed_in_from, each.begun_from} for each in others
        ):
            signs.add(Doubt.BEGUN_ELSEWHERE)
        if signs:
            found[one.id] = frozenset(signs)
    return found


def list_doubts(
    session: Session, viewer: Identity, submissions: Sequence[Submission]
) -> Mapping[int, frozenset[Doubt]]:
    """The signs in one couple's `submissions`, seen beside what else came in around then."""
    found: dict[int, frozenset[Doubt]] = dict.fromkeys((s.id for s in submissions), frozenset())
    if not submissions:
        return found
    moments = [submission.submitted_at for submission in submissions]
    around = list_submissions(
        session,
        viewer,
        couple_ids=[submissions[0].couple_id],
        since=min(moments) - AROUND,
        until=max(moments) + AROUND,
    )
    signs = doubts_in(around)
    return {id_: signs.get(id_, frozenset()) for id_ in found}


def _right_after(one: Submission, other: Submission) -> bool:
    is_same = one.handed_in_from == other.handed_in_from
    return is_same and abs(one.submitted_at - other.submitted_at) <= SOON_AFTER
