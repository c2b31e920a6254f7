"""What the story of a demo couple is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random

from couples.caseload.confidentiality import NEWEST
from couples.caseload.models import ConfidentialityPolicy
from couples.demo.counseling import Reviewed, Scheduled
from couples.demo.habits import Habit
from couples.demo.partnering import Joined
from couples.demo.people import TIME_ZONE
from couples.demo.scenes import Scene

BEFORE_A_SESSION = timedelta(minutes=50)
SAME_HOUR_BUT_AFTER = timedelta(minutes=45)


@dataclass(frozen=True)
class Story:
    """
    Two people, their counselor, and everything that happens.

    They are taken in `begins` days before the end, and meet on the days
    `sessions` before it (below zero for days to come), always `at` the same
    hour. Where `came_from` is set, another counselor took them in and handed them over the same
    morning. They agree to the words that the policy had in that `version`. The counselor looks
    through what waits shortly before each session, and enters the next session at the end of one.
    """

    counselor: str
    names: tuple[str, str]
    addresses: tuple[str, str]
    policy: ConfidentialityPolicy
    begins: int
    joins: tuple[int | None, int | None]
    at: str
    sessions: tuple[int, ...]
    scenes: tuple[Scene, ...]
    habits: tuple[Habit, ...] = ()
    time_zone: str = TIME_ZONE
    came_from: str | None = None
    version: int = NEWEST

    def told(self, ends_on: date, chance: Random) -> Iterator[Scene]:
        """Every scene, in no order yet; what `chance` decides is the same each time."""
        for who, ago in enumerate(self.joins):
            if ago is not None:
                yield Joined(ago, "19:30", who, self.version)
        yield from self._sessions()
        yield from self.scenes
        for habit in self.habits:
            yield from habit.scenes(ends_on, chance)

    def _sessions(self) -> Iterator[Scene]:
        yield Scheduled(self.begins, "09:40", self.sessions[0], self.at)
        for this, following in pairwise(self.sessions):
            yield Scheduled(this, self._shifted(SAME_HOUR_BUT_AFTER), following, self.at)
        for ago in self.sessions:
            if ago >= 0:
                yield Reviewed(ago, self._shifted(-BEFORE_A_SESSION))

    def _shifted(self, by: timedelta) -> str:
        usual = datetime.combine(date(2000, 1, 1), time.fromisoformat(self.at))
        return (usual + by).time().isoformat("minutes")
