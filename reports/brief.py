"""The brief: two pages for one appointment, as frozen plain values for one reader."""

from dataclasses import dataclass
from datetime import date

from reports.findings import Finding
from reports.paper import Paper
from reports.sections import BRIEF, keys_of
from reports.states import Copy


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day that comes, and what it is: to look at again, parked until then, or hard."""

    on: date | None
    words: str
    kind: str
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """How many of a section's lines were left out, so that two pages stay two pages."""

    field: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(Paper):
    """
    Two pages for one appointment; what does not fit is on the screen and says so.

    `moment` is the appointment as the reader says it (“Tuesday, November 24, 2:30 PM”) and
    `day` the day it sorts by. `off_track` is what stated rules find. `went` is how the
    homework went, `mattered` and `talks` what it came to, `topics` how parked arguments
    stand, `apart` where the two differ, and `carried` what comes over from last time.
    `before` counts the homework that was over before these days, and `left` what there was
    no room for.
    """

    day: date
    moment: str
    sections: tuple[str, ...] = keys_of(BRIEF)
    screens_due: tuple[str, ...] = ()
    off_track: tuple[str, ...] = ()
    went: tuple[Finding, ...] = ()
    mattered: tuple[Finding, ...] = ()
    talks: tuple[Finding, ...] = ()
    talk_lines: tuple[str, ...] = ()
    topics: tuple[Finding, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    apart: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    before: int = 0
    left: tuple[Left, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no paper may hold, and what only this one could tell."""
        Paper.__post_init__(self)
        if self.copy is not Copy.COUPLE:
            return
        if self.screens_due or self.off_track or self.apart:
            raise ValueError("The couple's copy says nothing of safety, of scores or of gaps.")
        counted = (*self.went, *self.mattered, *self.talks, *self.topics)
        if not all(finding.is_for_both for finding in counted):
            raise ValueError("The couple's copy holds a count that is not for both.")

    def left_out(self, field: str) -> int:
        """How many lines of one kind there was no room for."""
        return sum(each.count for each in self.left if each.field == field)
