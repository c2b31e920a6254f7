"""How much of some steps was done, counted up to the evening before a week begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from couples.assignments.models import Assignment
from couples.programmes.facts import Facts
from couples.programmes.models import Enrolment
from couples.programmes.release import WHOLE, Release
from couples.programmes.vocabulary import By
from couples.progress.times import Period, count_times, is_asked
from couples.safety.holding import stopping

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Enough:
    """How much has to be done, and by how many of the two."""

    percent: int
    by: By | None


def share_is_enough(enrolment: Enrolment, release: Release, day: date, facts: Facts) -> bool:
    """Whether enough of another step was done before `day`."""
    rows = [row for row in enrolment.steps if row.step == release.step]
    given = [row.assignment for row in rows if row.assignment is not None]
    enough = Enough(release.percent or 0, release.by)
    return _is_enough(enrolment, given, day, facts, enough)


def has_gone_on(enrolment: Enrolment, week: int, day: date, facts: Facts) -> bool:
    """Whether enough was done in the week before and no gate is closed, or somebody said so."""
    definition = enrolment.definition
    rule = definition.go_on_after(week - 1) if week > definition.first_week else None
    if rule is None or (enrolment.went_on_to is not None and enrolment.went_on_to >= week):
        return True
    if any(gate in stopping(facts.shut.get(enrolment.couple_id, {})) for gate in rule.clear):
        return False
    given = [
        row.assignment
        for row in enrolment.steps
        if row.week == week - 1 and row.assignment is not None
    ]
    return _is_enough(enrolment, given, day, facts, Enough(rule.percent, rule.by))


def _is_enough(
    enrolment: Enrolment,
    given: Iterable[Assignment],
    day: date,
    facts: Facts,
    enough: Enough,
) -> bool:
    """Homework that was not due to anybody stands in nobody's way."""
    assert facts.work is not None  # noqa: S101 - for the types: it is loaded where a rule counts
    given = list(given)
    if not given:
        return True
    period = Period(min(a.starts_on for a in given), day - _DAY, day + _DAY)
    shares = []
    for person in enrolment.couple.partners:
        times = [
            count_times(facts.work, a, person.id, period) for a in given if is_asked(a, person.id)
        ]
        done, due = sum(each.done for each in times), sum(each.due for each in times)
        if due:
            shares.append(done * WHOLE >= enough.percent * due)
    if not shares:
        return True
    return any(shares) if enough.by is By.ONE else all(shares)
