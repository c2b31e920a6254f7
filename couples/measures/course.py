"""
The course of one measure for one couple: each partner's scores over time, and the gap.

Pure: it is made from scores that somebody may read, and holds no database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

from couples import clock
from couples.caseload.models import Couple
from couples.measures.change import Changed, change, gap_half_width, half_width
from couples.measures.instrument import Change, Instrument
from couples.measures.keys import find_instrument
from couples.measures.models import MeasureScore
from couples.measures.scoring import Score, Status

TOGETHER = timedelta(days=14)
"""Two scores further apart than this are not compared with each other."""

SHORTEST_HOLE = 28
"""Days without a score that may be a gap in time; longer ones where scores are rarer anyway."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One time that somebody answered, on the couple's own calendar."""

    day: date
    score: Score


@dataclass(frozen=True, slots=True)
class Line:
    """One partner's scores, oldest first; what is incomplete stands among them without a total."""

    person_id: int
    name: str
    taken: tuple[Taken, ...]
    changed: Changed | None
    """From the first complete score to the newest; None while there are not two."""

    @property
    def complete(self) -> tuple[Taken, ...]:
        """The times that came to a score."""
        return tuple(each for each in self.taken if each.score.status is Status.COMPLETE)

    @property
    def latest(self) -> Taken | None:
        """The newest time that came to a score."""
        return self.complete[-1] if self.complete else None


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the first partner's total lies above the second's, answered at about one time."""

    day: date
    points: int


@dataclass(frozen=True, slots=True)
class Course:
    """Both partners' lines on one measure, and what a change is told by."""

    instrument: Instrument
    basis: Change
    is_own_basis: bool
    positions: tuple[int, ...]
    """Both partners by their ids, in the couple's own order."""
    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]

    @property
    def half_width(self) -> Decimal | None:
        """How far the 95 % band reaches to either side of a score."""
        return half_width(self.basis)

    @property
    def gap_half_width(self) -> Decimal | None:
        """How far the 95 % band reaches to either side of a gap."""
        return gap_half_width(self.basis)

    @property
    def is_gap_clear(self) -> bool | None:
        """Whether the newest gap is more than chance would make; None where nobody knows."""
        if not self.gaps or self.gap_half_width is None:
            return None
        return abs(self.gaps[-1].points) > self.gap_half_width


def courses_of(
    couple: Couple, scores: Sequence[MeasureScore], own_bases: Mapping[str, Change]
) -> list[Course]:
    """The course of every measure that this couple has answered, in the library's order."""
    found: dict[str, list[MeasureScore]] = {}
    for each in scores:
        if each.couple_id == couple.id:
            found.setdefault(each.measure, []).append(each)
    known = [(find_instrument(measure), of_it) for measure, of_it in found.items()]
    made = [
        _course(couple, instrument, of_it, own_bases.get(instrument.id))
        for instrument, of_it in known
        if instrument is not None
    ]
    return sorted(made, key=lambda course: course.instrument.code)


def longest_step(days: Sequence[date]) -> int:
    """How many days may pass between two scores before a line between them says too much."""
    steps = [(later - earlier).days for earlier, later in pairwise(days)]
    return max(SHORTEST_HOLE, round(2 * median(steps)) if steps else 0)


def _course(
    couple: Couple, instrument: Instrument, scores: Sequence[MeasureScore], own: Change | None
) -> Course:
    basis = own or instrument.change
    lines = []
    for person in couple.partners:
        taken = tuple(
            Taken(clock.local(s.submission.submitted_at, couple.time_zone).date(), s.score)
            for s in scores
            if s.submission.author_id == person.id
        )
        if taken:
            changed = _changed(instrument, taken, basis)
            lines.append(Line(person.id, person.name or "", taken, changed))
    gaps = tuple(_gaps(lines[0], lines[1])) if len(lines) > 1 else ()
    order = tuple(person.id for person in couple.partners)
    return Course(instrument, basis, own is not None, order, tuple(lines), gaps)


def _changed(instrument: Instrument, taken: Sequence[Taken], basis: Change) -> Changed | None:
    complete = [each.score for each in taken if each.score.total is not None]
    if len(complete) < 2 or complete[0].total is None:  # noqa: PLR2004 - from one to another
        return None
    return change(instrument, complete[0].total, complete[-1], basis)


def _gaps(one: Line, two: Line) -> list[Gap]:
    """Each score of the one beside the nearest of the other, where both are of about one time."""
    found: dict[date, Gap] = {}
    for mine in one.complete:
        near = [each for each in two.complete if abs(each.day - mine.day) <= TOGETHER]
        if not near or mine.score.total is None:
            continue
        theirs = min(near, key=lambda each: (abs(each.day - mine.day), each.day))
        if theirs.score.total is not None:
            day = max(mine.day, theirs.day)
            found[day] = Gap(day, mine.score.total - theirs.score.total)
    return [found[day] for day in sorted(found)]
