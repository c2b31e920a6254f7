"""One summary to be counted: of which homework, over which days, and whose answers are whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from couples.assignments.models import Assignment
from couples.exercises.definition import Definition, Field, Part
from couples.exercises.rules import Summary
from couples.exercises.vocabulary import SummaryKind, SummedBy
from couples.progress.material import Material
from couples.progress.summaries.entries import Entry, beside, cells_of, entries_of
from couples.progress.times import Period


@dataclass(frozen=True, slots=True)
class Asked:
    """One summary of some assignments of one exercise, over some days."""

    material: Material
    given: tuple[Assignment, ...]
    definition: Definition
    summary: Summary
    days: Period

    @property
    def field(self) -> Field:
        """The field that is summed up."""
        return self.definition.field(self.summary.field or "")

    @property
    def people(self) -> list[int]:
        """The two partners, in the couple's order."""
        return [person.id for person in self.material.couple.partners]

    def entries(self) -> dict[int | None, list[Entry]]:
        """The answers by whose they are, oldest first; None is written once for both."""
        found: dict[int | None, list[Entry]] = {}
        if self.field.together:
            newest = {
                (e.submission.assignment_id, e.submission.occurrence): e
                for e in entries_of(self.material, self.given, self.field)
            }
            return {None: list(newest.values())} if newest else {}
        for entry in entries_of(self.material, self.given, self.field):
            found.setdefault(self._whose(entry.author_id), []).append(entry)
        return {person: found[person] for person in self.people if person in found}

    def _whose(self, author_id: int) -> int:
        is_turned = self.summary.by is SummedBy.CREDITED and self.field.part is Part.RECEIVED
        return self.material.couple.other_partner(author_id).id if is_turned else author_id

    def numbers(self, entry: Entry, column: str | None) -> list[float]:
        """The numbers of one answer: itself, its cells, or how much less stands beside it."""
        if column is not None:
            return [float(cell) for cell in cells_of(entry, column) if isinstance(cell, int)]
        against = None if self.summary.kind is SummaryKind.TOP else self.summary.against
        if against is None:
            return [entry.number]
        other = beside(self.material, entry, self.definition.field(against))
        return [entry.number - other] if isinstance(other, int) else []

    def dated(self, entries: Sequence[Entry]) -> list[tuple[date, float]]:
        """The numbers with their days."""
        return [(e.day, n) for e in entries for n in self.numbers(e, self.summary.column)]
