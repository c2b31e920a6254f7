"""What a counselor's brief says of time-outs: how many, and whether people came back."""

from __future__ import annotations

from couples.pauses.queries import list_pauses
from couples.pauses.tally import tally
from reports.gathering.scope import Scope
from reports.pausing import pause_lines


def gather_pauses(scope: Scope) -> tuple[str, ...]:
    """A sentence or two for the counselor; in the couple's copy nobody is counted."""
    if not scope.is_for_counselor:
        return ()
    names = {person.id: person.name or "" for person in scope.couple.partners}
    found = [
        pause
        for pause in list_pauses(scope.session, scope.reader, [scope.couple.id])
        if scope.period.first <= scope.day(pause.began_at) <= scope.period.last
    ]
    return pause_lines(tally(found, list(names)), names)
