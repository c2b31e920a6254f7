"""What a counselor's brief says of safety: reasons in full, and how much there is to look at."""

from __future__ import annotations

from couples.safety.queries import list_flags, list_overrides
from reports.fitting import fit_answer
from reports.gathering.scope import Scope
from reports.overrides import Override


def gather_overrides(scope: Scope) -> tuple[Override, ...]:
    """
    What was given in spite of a gate and still runs, or was given in these days.

    A reader for both partners finds none.
    """
    found = list_overrides(scope.session, scope.reader, scope.couple)
    told = []
    for each in found:
        day = scope.day(each.created_at)
        if each.assignment.closed_at is None or day >= scope.period.first:
            fitted = fit_answer(each.reason or "")
            told.append(
                Override(each.assignment.definition.title, day, fitted.lines, fitted.is_cut)
            )
    return tuple(told)


def count_to_look_at(scope: Scope) -> int:
    """How much waits to be looked at; a reader for both partners finds nothing."""
    return len(list_flags(scope.session, scope.reader, couple=scope.couple, open_only=True))
