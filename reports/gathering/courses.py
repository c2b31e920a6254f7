"""Where a couple is on their course, in one line for the counselor's copy alone."""

from __future__ import annotations

from couples.programmes.board import positions_of
from couples.programmes.queries import list_enrolments
from couples.programmes.telling import where, why_waiting
from couples.wording import gettext as _
from reports.gathering.scope import Scope
from reports.moments import day


def gather_courses(scope: Scope) -> tuple[str, ...]:
    """
    A line for each course: which, which week, and what comes next.

    A reader for both partners knows of none.
    """
    running = list_enrolments(
        scope.session, scope.reader, couple_ids=[scope.couple.id], running=True
    )
    return tuple(
        _(
            "On the course “%(title)s”: %(where)s. %(next)s",
            title=position.enrolment.definition.title,
            where=where(position),
            next=why_waiting(position.next, day) if position.next else "",
        ).rstrip()
        for position in positions_of(scope.session, scope.reader, running)
    )
