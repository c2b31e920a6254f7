"""Each summary of each exercise that a couple was given, counted for one reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from couples.assignments.models import Assignment
from couples.exercises.definition import Definition, Field
from couples.exercises.loading import builtin_definitions
from couples.exercises.rules import Summary
from couples.exercises.vocabulary import SummaryKind
from couples.progress.known import Told, told_between_partners
from couples.progress.material import LOOKS_BACK, Material
from couples.progress.summaries import figures, times
from couples.progress.summaries.asked import Asked
from couples.progress.summaries.entries import ONE_DAY
from couples.progress.summaries.figures import Figure
from couples.progress.times import Period

# What a page for both may hold: what happened and what was liked, and no mark of either.
FOR_BOTH = frozenset(
    {
        SummaryKind.ADHERENCE,
        SummaryKind.COUNT,
        SummaryKind.SUM,
        SummaryKind.SHARE_YES,
        SummaryKind.CHOICES,
        SummaryKind.TOP,
    }
)
HOW_OFTEN = frozenset({SummaryKind.ADHERENCE, SummaryKind.COUNT})


@dataclass(frozen=True, slots=True)
class Line:
    """
    One summary: what it is about, and the figure of each partner who has one.

    `figures` are by person; None stands for what is written or counted once for both.
    """

    summary: Summary
    field: Field | None
    figures: tuple[tuple[int | None, Figure], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What one exercise shows, however often it was given; `newest` is its last sign."""

    definition: Definition
    newest: date
    lines: tuple[Line, ...]


def summarise(material: Material) -> list[Shown]:
    """What each exercise shows over ninety days, the one with the newest sign first."""
    by_exercise: dict[str, list[Assignment]] = {}
    of_their_own = [a for a in material.work.begun if a.couple_id == material.couple.id]
    everything = [*material.work.of_couple(material.couple.id), *of_their_own]
    for assignment in sorted(everything, key=lambda each: (each.created_at, each.id)):
        by_exercise.setdefault(assignment.definition.id, []).append(assignment)
    shown = [found for given in by_exercise.values() for found in _shown(material, given)]
    return sorted(shown, key=lambda each: (each.newest, each.definition.code), reverse=True)


def window(material: Material) -> Period:
    """The ninety days that end with the material's own."""
    last = material.period.last
    return Period(last - LOOKS_BACK + ONE_DAY, last, material.period.today)


def _shown(material: Material, given: Sequence[Assignment]) -> Iterator[Shown]:
    definition = given[-1].definition
    days = window(material)
    signs = [
        submission.occurs_on
        for (assignment_id, _author), written in material.work.submissions.items()
        if any(assignment.id == assignment_id for assignment in given)
        for submission in written
        if days.first <= submission.occurs_on <= days.last
    ]
    lines = tuple(_lines(material, definition, given))
    if signs and lines:
        yield Shown(definition, max(signs), lines)


def _lines(
    material: Material, definition: Definition, given: Sequence[Assignment]
) -> Iterator[Line]:
    for summary in _summaries(definition):
        if not _may_be_shown(material, summary):
            continue
        pooled = _pooled(material, summary)
        asked = [
            each for each in (*given, *pooled) if _is_asked(each.definition, definition, summary)
        ]
        if not material.is_for_counselor and summary.kind in HOW_OFTEN:
            asked = [
                each
                for each in asked
                if told_between_partners(each, times.part_of(definition, summary)) is Told.AT_ONCE
            ]
        found = figures.of(Asked(material, tuple(asked), definition, summary, window(material)))
        if asked and found:
            field = definition.field(summary.field) if summary.field else None
            yield Line(summary, field, tuple(found.items()))


def _pooled(material: Material, summary: Summary) -> list[Assignment]:
    """The work on other exercises that counts with it."""
    everything = material.work.of_couple(material.couple.id) if summary.pooled else []
    return [each for each in everything if each.definition.id in summary.pooled]


def _may_be_shown(material: Material, summary: Summary) -> bool:
    return material.is_for_counselor or is_for_both(summary)


def is_for_both(summary: Summary) -> bool:
    """Whether a page for both may hold it, where each may read what it is counted from."""
    return not summary.counselor_only and summary.kind in FOR_BOTH


def _is_asked(older: Definition, newest: Definition, summary: Summary) -> bool:
    """Whether an edition asks what is summed up in the same way as the newest does."""
    names = [summary.field, None if summary.column else summary.against]
    asked = {field.key: (field.type, field.part, field.together) for field in older.fields}
    return all(
        asked.get(name) == (field.type, field.part, field.together)
        for name in names
        if name is not None
        for field in [newest.field(name)]
    )


def _summaries(definition: Definition) -> tuple[Summary, ...]:
    """Its own summaries; what was given before there were any goes by the shipped edition."""
    if definition.summaries:
        return definition.summaries
    shipped = next((d for d in builtin_definitions() if d.id == definition.id), None)
    keys = {field.key for field in definition.fields}
    return tuple(
        summary
        for summary in (shipped.summaries if shipped else ())
        if {summary.field, None if summary.column else summary.against} <= {None, *keys}
    )
