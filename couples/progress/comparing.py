"""What both say of a ritual, compared in words that take no side."""

from __future__ import annotations

from collections.abc import Iterator

from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.progress.compared import Compared, Shift, compare, shift_of
from couples.progress.times import Period, is_asked
from couples.progress.work import Work
from couples.wording import gettext as _
from couples.wording import ngettext


def lines_about(
    work: Work, couple: Couple, assignment: Assignment, period: Period
) -> Iterator[str]:
    """How often both say the same, and for whom it has changed lately."""
    names = {person.id: person.name or "" for person in couple.partners}
    for owner_id, compared in compare(work, couple, assignment, period).items():
        yield _alike(compared, names.get(owner_id or 0))
    for person_id, name in names.items():
        shift = shift_of(work, assignment, person_id, period)
        if is_asked(assignment, person_id) and shift is not None:
            yield _shifted(shift, name)


def _alike(compared: Compared, owner: str | None) -> str:
    alike = {"alike": compared.alike}
    if owner is None:
        return ngettext(
            "Both said of %(num)s time whether it happened, %(alike)s times the same.",
            "Both said of %(num)s times whether it happened, %(alike)s times the same.",
            compared.both,
            **alike,
        )
    return ngettext(
        "%(name)s’s: both said of %(num)s time whether it happened, %(alike)s times the same.",
        "%(name)s’s: both said of %(num)s times whether it happened, %(alike)s times the same.",
        compared.both,
        name=owner,
        **alike,
    )


def _shifted(shift: Shift, name: str) -> str:
    counts = {
        "name": name,
        "now": shift.now.done,
        "now_due": shift.now.due,
        "before": shift.before.done,
        "before_due": shift.before.due,
    }
    if shift.is_less:
        return _(
            "%(name)s, less than before: lately %(now)s of %(now_due)s, in as many days before"
            " %(before)s of %(before_due)s.",
            **counts,
        )
    return _(
        "%(name)s, more than before: lately %(now)s of %(now_due)s, in as many days before"
        " %(before)s of %(before_due)s.",
        **counts,
    )
