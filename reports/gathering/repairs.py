"""Where a couple's repair stands, in one line; what its acts came to is counted with the rest."""

from __future__ import annotations

from couples.repairs.queries import list_repairs
from couples.repairs.reading import standing_of
from couples.repairs.telling import where
from couples.wording import gettext as _
from reports.findings import Finding, Shown
from reports.gathering.scope import Scope


def gather_repairs(scope: Scope) -> tuple[Shown, ...]:
    """
    What is being mended, or was until these days.

    A reader for both partners finds one once both know of it, in words that both may read.
    """
    told = []
    for repair in list_repairs(scope.session, scope.reader, scope.couple.id):
        if repair.ended_at is None or scope.day(repair.ended_at) >= scope.period.first:
            stands = where(standing_of(scope.session, scope.reader, repair))
            finding = Finding(_("Where it stands"), both=stands, is_for_both=True)
            told.append(Shown(_("Repair"), (finding,)))
    return tuple(told)
