"""The strip of days of each ritual, drawn as on paper and said in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from couples import clock, wording
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.progress.comparing import lines_about
from couples.progress.rituals import Day, PartnerDays, RitualStrip, list_rituals
from couples.progress.status import Period, counts_days
from couples.progress.work import Work
from couples.wording import gettext as _
from couples.wording import ngettext
from reports.charts import StripChart, strip_chart
from reports.states import DayState

STRIP_DAYS = 90


@dataclass(frozen=True, slots=True)
class PartnerStrip:
    """One partner's days of a ritual; `words` says what they come to."""

    id: str
    name: str
    words: str
    chart: StripChart


@dataclass(frozen=True, slots=True)
class Strip:
    """A ritual with the days of everybody who keeps it; `lines` compare what both say."""

    assignment: Assignment
    partners: tuple[PartnerStrip, ...]
    lines: tuple[str, ...] = ()


def strips_of(work: Work, couple: Couple) -> list[Strip]:
    """Ninety days of every ritual that runs and has something to show, on the couple’s calendar."""
    today = clock.today(couple.time_zone)
    period = Period(today - timedelta(days=STRIP_DAYS - 1), today, today)
    names = {person.id: person.name or "" for person in couple.partners}
    return [
        Strip(
            found.assignment,
            tuple(_partner(found, days, names) for days in found.partners),
            tuple(lines_about(work, couple, found.assignment, period)),
        )
        for found in list_rituals(work, couple, period)
        if found.assignment.closed_at is None and found.has_something
    ]


def _partner(strip: RitualStrip, days: PartnerDays, names: dict[int, str]) -> PartnerStrip:
    assignment, name = strip.assignment, names[days.person_id]
    return PartnerStrip(
        id=f"{assignment.public_id}-{list(names).index(days.person_id) + 1}",
        name=name,
        words=_in_words(assignment, days, name),
        chart=strip_chart(
            strip.first,
            [_state(day) for day in days.days],
            locale=wording.current_locale(),
        ),
    )


def _in_words(assignment: Assignment, days: PartnerDays, name: str) -> str:
    status = days.status
    if status.due and counts_days(assignment):
        return _("%(name)s: %(done)s of %(due)s", name=name, done=status.done, due=status.due)
    times = ngettext("%(num)s time", "%(num)s times", status.done)
    return _("%(name)s: %(times)s", name=name, times=times)


def _state(day: Day) -> DayState:
    """Today is not over, so that nothing is missing from it yet."""
    return DayState.NO_RECORD if day is Day.OPEN else DayState(day.value)
