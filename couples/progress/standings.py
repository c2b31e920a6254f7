"""
What is held, what is released and what rests: states that no submission keeps itself.

An answer for the session is held until the counselor opens it there. What was set aside
is held until it is known whose it is, and what a gate stops until its counselor opens the
gate. That a gate stops something is told to counselors alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.assignments.spans import Span, span_at
from couples.audiences import Audience
from couples.identity import Identity
from couples.progress.work import Work
from couples.set_aside import known_set_aside
from couples.submissions.models import Answer, Standing, Submission
from couples.visibility import readable_answers


@dataclass(frozen=True, slots=True)
class Standings:
    """
    Ids of submissions with an answer that waits for the session, and with only opened ones.

    `set_aside` are (assignment, author) pairs with something of which nobody knows yet
    whose it is. `gated` are ids of homework that a gate stops, and `resting` is the break
    in which a piece of homework is today.
    """

    held: frozenset[int] = field(default_factory=frozenset)
    released: frozenset[int] = field(default_factory=frozenset)
    set_aside: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    gated: frozenset[int] = field(default_factory=frozenset)
    resting: Mapping[int, Span] = field(default_factory=dict)


NOTHING_HELD = Standings()


def load_standings(session: Session, viewer: Identity, work: Work) -> Standings:
    """What is held and released of `work`, in two statements, as far as the viewer may know."""
    opened = _opened(session, viewer, work)
    return Standings(
        held=frozenset(id_ for id_, each in opened.items() if not all(each)),
        released=frozenset(id_ for id_, each in opened.items() if all(each)),
        set_aside=_set_aside(session, viewer, work),
        gated=_gated(viewer, work),
        resting=_resting(viewer, work),
    )


def _gated(viewer: Identity, work: Work) -> frozenset[int]:
    """What runs and is held by a gate that is not open again, from what was loaded already."""
    if not viewer.reads_as_counselor:
        return frozenset()
    return frozenset(
        each.id
        for each in work.assignments
        if each.closed_at is None
        and any(span.last is None for span in work.calendar.held.spans(each))
    )


def _resting(viewer: Identity, work: Work) -> dict[int, Span]:
    """The break in which something that runs is on its couple's own day of today."""
    if not viewer.reads_as_counselor:
        return {}
    found = {}
    for each in work.assignments:
        break_ = span_at(work.calendar.paused(each), clock.today(each.couple.time_zone))
        if each.closed_at is None and break_ is not None:
            found[each.id] = break_
    return found


def _opened(session: Session, viewer: Identity, work: Work) -> Mapping[int, list[bool]]:
    """Whether each answer for the session was opened, by its submission."""
    asked = [a.id for a in work.assignments if _may_hold(a)]
    rows = session.execute(
        select(Answer.submission_id, Answer.released_at)
        .join(Answer.submission)
        .where(
            readable_answers(viewer),
            Answer.audience == Audience.SESSION,
            Submission.assignment_id.in_(asked),
        )
    )
    found: dict[int, list[bool]] = defaultdict(list)
    for submission_id, released_at in rows:
        found[submission_id].append(released_at is not None)
    return found


def _may_hold(assignment: Assignment) -> bool:
    fields = assignment.definition.fields
    return any(Audience.SESSION in each.audiences for each in fields)


def _set_aside(session: Session, viewer: Identity, work: Work) -> frozenset[tuple[int, int]]:
    rows = session.execute(
        select(Submission.assignment_id, Submission.author_id).where(
            known_set_aside(viewer),
            Submission.standing != Standing.VOID,
            Submission.assignment_id.in_([a.id for a in work.assignments]),
        )
    )
    return frozenset((assignment_id, author_id) for assignment_id, author_id in rows)
