"""Rituals for a brief: ninety days of each partner, and what they come to."""

from __future__ import annotations

from couples.progress.known import Told, told_between_partners
from couples.progress.rituals import Day, PartnerDays, list_rituals
from reports.brief import Ritual, RitualDays
from reports.gathering_homework import how_often
from reports.scope import Scope
from reports.states import DayState

DAYS = {
    Day.DONE: DayState.DONE,
    Day.NOT_TODAY: DayState.NOT_TODAY,
    Day.MISSED: DayState.MISSED,
    Day.NOT_DUE: DayState.NOT_DUE,
    Day.OPEN: DayState.NO_RECORD,
}


def gather_rituals(scope: Scope) -> tuple[Ritual, ...]:
    """Every ritual that ran in the ninety days, as a strip for each partner who was given it."""
    return tuple(
        Ritual(
            title=strip.assignment.definition.title,
            cadence=how_often(strip.assignment, scope),
            first_day=strip.first,
            partners=tuple(_days(scope, days) for days in strip.partners),
        )
        for strip in list_rituals(scope.work, scope.couple, scope.strip)
        if scope.is_for_counselor or told_between_partners(strip.assignment) is Told.AT_ONCE
    )


def _days(scope: Scope, days: PartnerDays) -> RitualDays:
    return RitualDays(
        name=scope.name(days.person_id),
        days=tuple(DAYS[day] for day in days.days),
        done=days.status.done,
        due=days.status.due,
    )
