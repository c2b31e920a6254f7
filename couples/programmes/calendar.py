"""
On which day a step of one couple's course opens, as far as the calendar alone can say.

Pure arithmetic in the days of the couple's own time zone; no database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from couples.assignments.schedule import Meeting
from couples.programmes.definition import ProgrammeDefinition, Step
from couples.programmes.vocabulary import StepState, When

DAYS_OF_A_WEEK = 7
_DAY = timedelta(days=1)
BY_TIME = frozenset({When.WEEK, When.AT_ONCE, When.DATE, When.DAYS_AFTER})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a step stands in one couple's course, and what has become of it."""

    step: Step
    round: int = 1
    week: int = 0
    shifted_days: int = 0
    state: StepState = StepState.WAITING
    opened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A couple's course as a calendar: when it begins, what there is, and when they meet."""

    programme: ProgrammeDefinition
    starts_on: date
    places: Sequence[Place]
    meetings: Sequence[Meeting] = ()

    def first_day_of(self, week: int) -> date:
        """The day on which a week of the course begins, without any shift."""
        weeks = week - self.programme.first_week
        return self.starts_on + timedelta(days=weeks * DAYS_OF_A_WEEK)

    def week_on(self, day: date) -> int:
        """The week that a day falls into, as the steps are shifted by now."""
        begun = [p.week for p in self.places if day >= self.begins_on(p)]
        return max(begun, default=self.programme.first_week)

    def begins_on(self, place: Place) -> date:
        """The first day of the week in which a step stands, with its shift."""
        return self.first_day_of(place.week) + timedelta(days=place.shifted_days)

    def latest(self, key: str) -> Place | None:
        """A step's last round."""
        rounds = [place for place in self.places if place.step.key == key]
        return max(rounds, key=lambda place: place.round, default=None)

    def earliest(self, place: Place) -> date:
        """
        The day before which a step does not open.

        For what only the calendar decides it is the day on which it opens. A step of a
        week that is repeated comes with that week, whatever brought it the first time.
        """
        release, shift = place.step.release, timedelta(days=place.shifted_days)
        if place.round > 1:
            return self.begins_on(place)
        match release.when:
            case When.AT_ONCE:
                return self.starts_on + shift
            case When.DATE if release.date is not None:
                return max(release.date, self.starts_on)
            case When.DAYS_AFTER:
                after = self._opened(release.step) if release.step else self.starts_on
                return after + timedelta(days=release.days or 0) + shift
            case When.NEXT_SESSION:
                meeting = self.session_after(max(self.begins_on(place), self.starts_on + _DAY))
                return meeting + _DAY if meeting else self.begins_on(place)
            case _:
                return self.begins_on(place)

    def session_after(self, day: date) -> date | None:
        """The first session on or after `day`."""
        return min((m.on for m in self.meetings if m.on >= day), default=None)

    def _opened(self, key: str) -> date:
        """When another step opened, or will at the earliest."""
        place = self.latest(key)
        if place is None:
            return self.starts_on
        return place.opened_on or self.earliest(place)

    def is_certain(self, place: Place) -> bool:
        """Whether the calendar alone decides the day on which a step opens."""
        if place.step.waits_for_counselor:
            return False
        release = place.step.release
        if place.round > 1:
            return True
        if release.when not in BY_TIME:
            return False
        other = self.latest(release.step) if release.step else None
        return other is None or other.opened_on is not None or self.is_certain(other)


def last_day(step: Step, opens_on: date) -> date | None:
    """The day until which a step comes round, or by which it is meant to be done."""
    if step.lasts == 0:
        return None
    return opens_on + timedelta(days=step.lasts * DAYS_OF_A_WEEK - 1)
