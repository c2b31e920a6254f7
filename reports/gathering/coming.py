"""What comes: days to look at something again, what is parked until then, and hard days."""

from __future__ import annotations

from collections.abc import Iterator

from couples.partings.queries import list_leavings
from couples.progress.ahead import Awaits, DayAhead, coming, list_ahead
from couples.progress.material import Material
from couples.wording import gettext as _
from reports.brief import Ahead
from reports.fitting import fit_line
from reports.gathering.repairs import gather_repairs
from reports.gathering.scope import Scope
from reports.moments import full_day


def gather_ahead(scope: Scope, material: Material) -> tuple[Ahead, ...]:
    """
    Parked topics and the hard days of four weeks, soonest first.

    Read as the reader for both, as their own pages are, so that each copy tells the same.
    When an agreement is looked at again stands with the agreement.
    """
    both = scope.reader.for_copy_of(scope.couple.id)
    found = list_ahead(scope.session, both, scope.couple, material.agreements)
    soon = coming(found, scope.period.today)
    parked = [each for each in found if each.awaits is Awaits.PARKED and each not in soon]
    return tuple(_ahead(each) for each in (*soon, *parked) if each.awaits is not Awaits.REVIEW)


def _ahead(each: DayAhead) -> Ahead:
    kind = _("hard day") if each.awaits is Awaits.HARD_DAY else _("parked")
    if each.for_session:
        kind = _("parked for a session")
    return Ahead(each.on, fit_line(each.words), kind, fit_line(each.plan))


def gather_carried(scope: Scope) -> tuple[str, ...]:
    """Whether they parted, where a repair stands, and what was agreed on the session before."""
    return tuple(_carried(scope))


def _carried(scope: Scope) -> Iterator[str]:
    # Who left is the counselor's to know: in a copy for both nothing is found.
    leavings = list_leavings(scope.session, scope.reader, scope.couple)
    if leavings:
        left = [
            _(
                "%(name)s left on %(day)s",
                name=each.left_by.name,
                day=full_day(scope.day(each.created_at)),
            )
            for each in leavings
            # Whoever was erased need not have left.
            if each.left_by.erasing_at is None
        ]
        ended = _("Their work here as a couple has ended: %(left)s.", left=", ".join(left))
        yield ended if left else _("Their work here as a couple has ended.")
    for shown in gather_repairs(scope):
        for finding in shown.findings:
            yield _("%(what)s: %(where)s.", what=shown.title, where=finding.both.rstrip("."))
    agreed = [
        assignment.definition.title
        for assignment in scope.work.of_couple(scope.couple.id)
        if assignment.given_in_session and scope.day(assignment.created_at) >= scope.period.first
    ]
    if agreed:
        yield _("Agreed in the session before: %(titles)s.", titles=", ".join(agreed))
