"""What the homework came to, sorted into the parts of a brief; means of three and more only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from couples.exercises.definition import Definition
from couples.exercises.vocabulary import SummaryKind
from couples.progress.material import Material
from couples.progress.summaries import Line, summarise
from reports.findings import Finding
from reports.gathering.scope import Scope
from reports.gathering.shown import finding_of, is_for_the_screen, ordered

MATTERED_KINDS: Final = frozenset({SummaryKind.TOP, SummaryKind.UNTRIED, SummaryKind.HOURS})
MATTERED: Final = frozenset({"mattered", "noticed", "received", "amends_done", "landed"})
"""Questions whose answers say that something reached the other."""

HEARD: Final = frozenset(
    {"heard", "accuracy", "validated", "understood", "settled", "returned", "returned_on_time"}
)
"""Questions whose answers say how a talk or a time apart went."""

PARKED: Final = frozenset({"heat", "status", "reopened_early"})
HOW_IT_WENT: Final = frozenset(
    {
        SummaryKind.TREND,
        SummaryKind.MEAN,
        SummaryKind.MEDIAN,
        SummaryKind.FIRST_AND_LATEST,
        SummaryKind.SHARE_YES,
    }
)


class Place(Enum):
    """The part of a brief that a line belongs to."""

    WENT = "went"
    MATTERED = "mattered"
    TALKS = "talks"
    TOPICS = "topics"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Found:
    """The lines of each part, those of the exercise with the newest sign first."""

    lines: tuple[tuple[Place, Finding], ...]

    def at(self, place: Place) -> tuple[Finding, ...]:
        """The lines of one part."""
        return tuple(finding for where, finding in self.lines if where is place)


def gather_findings(scope: Scope, material: Material) -> Found:
    """What each exercise with something new came to."""
    return Found(tuple(_found(scope, material)))


def _found(scope: Scope, material: Material) -> Iterator[tuple[Place, Finding]]:
    for counted in summarise(material):
        definition = counted.definition
        if counted.newest < scope.period.first or is_for_the_screen(definition):
            continue
        for line in ordered(counted.lines):
            if (place := _place(definition, line)) is not None:
                yield place, finding_of(scope, line, definition.title)


def _place(definition: Definition, line: Line) -> Place | None:
    """Where a line stands; how often something was done stands in the table of homework."""
    summary = line.summary
    if summary.kind is SummaryKind.GAP:
        return Place.APART
    if summary.field in PARKED and {field.key for field in definition.fields} >= PARKED:
        return Place.TOPICS
    if summary.kind in MATTERED_KINDS or summary.field in MATTERED:
        return Place.MATTERED
    if summary.field in HEARD:
        return Place.TALKS
    return Place.WENT if summary.kind in HOW_IT_WENT else None
