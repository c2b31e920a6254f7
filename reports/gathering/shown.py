"""What the homework shows: the counted summaries, as far as this copy may hold them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from couples.audiences import Audience
from couples.exercises.definition import Definition, FieldType
from couples.exercises.vocabulary import SummaryKind
from couples.progress.material import ENOUGH, Material
from couples.progress.summaries import Line, is_for_both, said, summarise
from couples.progress.summaries import Shown as Counted
from reports.findings import Finding, Shown
from reports.gathering.scope import Scope

MOST_LINES: Final = 24
"""About a page; the rest is on the couple's page."""

ON_THE_STRIP: Final = frozenset({SummaryKind.ADHERENCE, SummaryKind.MEAN})
# What says most comes first, where there is not room for everything.
ORDER: Final = (
    SummaryKind.TOP,
    SummaryKind.TREND,
    SummaryKind.FIRST_AND_LATEST,
    SummaryKind.ADHERENCE,
    SummaryKind.SHARE_YES,
    SummaryKind.CHOICES,
    SummaryKind.GAP,
    SummaryKind.MEAN,
    SummaryKind.MEDIAN,
    SummaryKind.HOURS,
    SummaryKind.UNTRIED,
    SummaryKind.LATEST,
    SummaryKind.COUNT,
    SummaryKind.SUM,
)


def gather_shown(scope: Scope, material: Material) -> tuple[Shown, ...]:
    """What each exercise with something new shows, the newest first."""
    shown: list[Shown] = []
    left = MOST_LINES
    for counted in summarise(material):
        if counted.newest < scope.period.first or is_for_the_screen(counted.definition):
            continue
        lines = [line for line in counted.lines if not _stands_above(counted, line)][:left]
        if lines:
            findings = tuple(finding_of(scope, line) for line in ordered(lines))
            shown.append(Shown(counted.definition.title, findings))
            left -= len(lines)
    return tuple(shown)


def is_for_the_screen(definition: Definition) -> bool:
    """Whether all of it is between one partner and the counselor: paper lies on a table."""
    return all(field.audiences == (Audience.COUNSELOR,) for field in definition.fields)


def _stands_above(counted: Counted, line: Line) -> bool:
    """Whether the strip of a ritual has told it already; it knows no “in part”."""
    is_graded = line.field is not None and line.field.type is FieldType.CHOICE
    return counted.definition.checks_in and line.summary.kind in ON_THE_STRIP and not is_graded


def ordered(lines: Iterable[Line]) -> list[Line]:
    """The lines of an exercise, those that say most first."""
    return sorted(lines, key=lambda line: ORDER.index(line.summary.kind))


def finding_of(scope: Scope, line: Line, of: str = "") -> Finding:
    """One line in words, for the readers of this copy; no mean of fewer than three."""
    words = {
        person: said(line, figure, with_means=scope.is_for_counselor, fewest=ENOUGH)
        for person, figure in line.figures
    }
    first, second = (words.get(person.id, "") for person in scope.couple.partners)
    return Finding(
        label=line.summary.label,
        partners=(first, second),
        both=words.get(None, ""),
        is_for_both=is_for_both(line.summary),
        of=of,
    )
