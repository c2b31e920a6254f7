"""One demo couple while its story is told: who they are, and what has happened so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from couples.appointments.models import Appointment
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.identity import Identity
from couples.safety.models import SafetyFlag
from couples.submissions.models import Submission

BOTH = None
"""Homework that is not one partner's alone."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day within somebody's answer: so many days after they wrote it."""

    later: int


@dataclass(slots=True)
class Life:
    """
    What the scenes of a story act on.

    `ends_on` is the couple's calendar day on which the story ends; scenes count
    their days back from it. Partners are numbered 0 and 1, as in the couple.
    """

    session: Session
    counselor: Identity
    couple: Couple
    partners: tuple[Identity, Identity]
    ends_on: date
    library: dict[str, str]
    invitations: tuple[str, str]
    meetings: dict[int, Appointment] = field(default_factory=dict)
    homework: dict[tuple[str, int | None], Assignment] = field(default_factory=dict)
    handed_in: dict[tuple[str, int], Submission] = field(default_factory=dict)
    noted: dict[tuple[str, int, int], Submission] = field(default_factory=dict)
    flags: dict[str, SafetyFlag] = field(default_factory=dict)
    presses: int = 0

    def day(self, ago: int) -> date:
        """The calendar day so many days before the end."""
        return self.ends_on - timedelta(days=ago)

    def moment(self, ago: int, at: str) -> datetime:
        """The moment at which the couple's own clocks show `at` on that day."""
        zone = ZoneInfo(self.couple.time_zone)
        return datetime.combine(self.day(ago), time.fromisoformat(at), tzinfo=zone)

    def given(self, exercise: str, who: int | None) -> Assignment:
        """The homework that was last given to this partner, or else to both."""
        return self.homework.get((exercise, who)) or self.homework[exercise, BOTH]

    def press(self) -> str:
        """A name for one press of a button, as a form would carry it."""
        self.presses += 1
        return f"demo-{self.couple.id}-{self.presses}"

    def typed(self, answers: Mapping[str, Any], ago: int) -> dict[str, Any]:
        """`answers` as a form would send them, with their days written out."""
        return {key: self._typed(value, ago) for key, value in answers.items()}

    def _typed(self, value: Any, ago: int) -> Any:
        match value:
            case Day(later):
                return self.day(ago - later).isoformat()
            case list():
                return [self._typed(item, ago) for item in value]
            case dict():
                return self.typed(value, ago)
            case _:
                return str(value)
