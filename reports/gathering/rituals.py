"""Rituals for a brief: ninety days of each partner, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator

from couples.assignments.models import Assignment
from couples.exercises.definition import Cadence, FieldType, Part
from couples.progress.comparing import lines_about
from couples.progress.known import Told, told_between_partners
from couples.progress.material import Material, average, is_text, said_number
from couples.progress.rituals import Day, PartnerDays, RitualStrip, list_rituals
from couples.progress.times import count_times
from couples.wording import gettext as _
from reports.gathering.homework import how_often
from reports.gathering.scope import Scope
from reports.rituals import Ritual, RitualDays
from reports.states import DayState

NAME_FIELD = "title"

DAYS = {
    Day.DONE: DayState.DONE,
    Day.NOT_TODAY: DayState.NOT_TODAY,
    Day.MISSED: DayState.MISSED,
    Day.NOT_DUE: DayState.NOT_DUE,
    Day.OPEN: DayState.NO_RECORD,
    Day.PAUSED: DayState.PAUSED,
}


def gather_rituals(scope: Scope, material: Material) -> tuple[Ritual, ...]:
    """
    Every ritual that ran in the ninety days, as a strip for each partner who was given it.

    What may be noted at any time has a strip once somebody noted it.
    """
    return tuple(
        Ritual(
            title=strip.assignment.definition.title,
            cadence=how_often(strip.assignment, scope),
            first_day=strip.first,
            partners=tuple(_days(scope, material, strip, days) for days in strip.partners),
            compared=_compared(scope, strip),
        )
        for strip in list_rituals(scope.work, scope.couple, scope.strip)
        if _belongs(scope, strip)
    )


def _compared(scope: Scope, strip: RitualStrip) -> tuple[str, ...]:
    if not scope.is_for_counselor:
        return ()
    return tuple(lines_about(scope.work, scope.couple, strip.assignment, scope.strip))


def _belongs(scope: Scope, strip: RitualStrip) -> bool:
    assignment = strip.assignment
    if not scope.is_for_counselor and told_between_partners(assignment) is not Told.AT_ONCE:
        return False
    has_begun = assignment.starts_on <= scope.period.last and strip.has_something
    is_recent = assignment.closed_at is None or scope.day(assignment.closed_at) >= strip.first
    return has_begun and is_recent


def _days(scope: Scope, material: Material, strip: RitualStrip, days: PartnerDays) -> RitualDays:
    return RitualDays(
        name=scope.name(days.person_id),
        days=tuple(DAYS[day] for day in days.days),
        done=days.status.done,
        due=days.status.due,
        note=_in_these_days(scope, strip.assignment, days.person_id),
        called=_called(scope, material, strip.assignment, days.person_id),
        ratings=tuple(_ratings(scope, material, strip.assignment, days.person_id)),
    )


def _in_these_days(scope: Scope, assignment: Assignment, person_id: int) -> str:
    times = count_times(scope.work, assignment, person_id, scope.period)
    if not times.due or assignment.cadence is Cadence.ANY_TIME:
        return ""
    return _("in these days %(done)s of %(due)s", done=times.done, due=times.due)


def _ratings(
    scope: Scope, material: Material, assignment: Assignment, person_id: int
) -> Iterator[str]:
    """How it felt to whoever did it and to whoever received it, on average."""
    if not scope.is_for_counselor:
        return
    other = scope.couple.other_partner(person_id)
    for field in assignment.definition.fields:
        if field.type is not FieldType.RATING or field.part is Part.MAIN:
            continue
        is_own = field.part is Part.LOG
        new, earlier = material.ratings(assignment, field, person_id if is_own else other.id)
        if (mean := average(new + earlier)) is not None:
            label = (
                field.label
                if is_own
                else _("%(label)s (%(name)s)", label=field.label, name=other.name)
            )
            yield _(
                "%(label)s: %(mean)s of 10 on average, n = %(n)s",
                label=label,
                mean=said_number(mean.mean),
                n=mean.n,
            )


def _called(scope: Scope, material: Material, assignment: Assignment, person_id: int) -> str:
    """The name that this partner gave to the ritual, where the reader may read it."""
    written = scope.work.handed_in(assignment, person_id, Part.MAIN)
    names = [
        told.answer.words or ""
        for told in material.told(written)
        if told.field.key == NAME_FIELD and is_text(told.field)
    ]
    return names[-1] if names else ""
