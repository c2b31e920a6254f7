"""What a measure came to for each partner, as plain values for paper and screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.trends import TrendChart


@dataclass(frozen=True, slots=True)
class MeasuredPartner:
    """
    One partner's newest score, and how far it is from their first.

    `band` is the 95 % band in words, `level` the range that the score lies in, `moved` how
    far it is from the first, and `scores` every time with its day, oldest first.
    """

    name: str
    position: int
    score: str
    band: str
    level: str
    verdict: str
    sentence: str
    on: date
    count: int
    scores: str
    incomplete: str = ""
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with the same in words: `title` is the result, `words` every number in it."""

    chart: TrendChart
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Measure:
    """
    One measure of a couple: each partner apart, and never an average of both.

    `in_short` is the cut-off and the basis of a change in a few words, for the brief.
    """

    id: str
    title: str
    cutoff: str
    basis: str
    partners: tuple[MeasuredPartner, ...]
    drawing: Drawing | None = None
    gap: str = ""
    gap_drawing: Drawing | None = None
    in_short: str = ""

    def partner_at(self, position: int) -> MeasuredPartner | None:
        """The first or the second partner of the couple, where they answered it."""
        return next((each for each in self.partners if each.position == position), None)
