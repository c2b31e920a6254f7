"""
On which days homework rested because a gate held it, for whoever counts and plans.

These days are on neither side of a count: nobody can do what is not scheduled. What comes
of it are days and nothing else, so that a page for a partner may be counted with them too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from couples.assignments.models import Assignment
from couples.assignments.spans import DAY, Span, joined
from couples.discretion import standing_gates, standing_overrides
from couples.exercises.definition import Gate
from couples.identity import Identity
from couples.safety.holding import HELD_AT_FIRST, HOLDS_NOTHING, Hold, stopping
from couples.safety.models import GateOverride, GateSetting
from couples.safety.standing import hold_after


@dataclass(frozen=True, slots=True)
class Run:
    """One time that a gate was held, from one moment to another; without an end it still is."""

    hold: Hold
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Restings:
    """The runs of each couple, and since when an override lets a piece of homework go on."""

    runs: Mapping[int, Sequence[Run]] = field(default_factory=dict)
    let_go: Mapping[int, Mapping[str, datetime]] = field(default_factory=dict)

    def spans(self, assignment: Assignment) -> tuple[Span, ...]:
        """
        The days of the couple on which this rested.

        The day on which a gate opens is a day like any other, because it can be done then.
        """
        gates = set(assignment.definition.gates) - HOLDS_NOTHING
        let_go = self.let_go.get(assignment.id, {})
        found = [
            _span(assignment, run, let_go.get(run.hold.name))
            for run in self.runs.get(assignment.couple_id, ())
            if run.hold.gate in gates
        ]
        return joined(span for span in found if span.last is None or span.first <= span.last)


def _span(assignment: Assignment, run: Run, let_go_at: datetime | None) -> Span:
    couple = assignment.couple
    ends = [moment for moment in (run.until, let_go_at) if moment is not None]
    return Span(
        first=couple.day_of(run.hold.since) if run.hold.since else assignment.starts_on,
        last=couple.day_of(min(ends)) - DAY if ends else None,
    )


def load_restings(session: Session, viewer: Identity, couple_ids: Collection[int]) -> Restings:
    """When gates held the homework of some couples, in two statements for all of them."""
    settings: dict[int, list[GateSetting]] = {id_: [] for id_ in couple_ids}
    asked = (
        select(GateSetting)
        .where(standing_gates(viewer), GateSetting.couple_id.in_(settings))
        .options(joinedload(GateSetting.set_by))
        .order_by(GateSetting.id)
    )
    for setting in session.scalars(asked):
        settings[setting.couple_id].append(setting)
    let_go: dict[int, dict[str, datetime]] = defaultdict(dict)
    overrides = select(GateOverride).where(
        standing_overrides(viewer), GateOverride.couple_id.in_(settings)
    )
    for override in session.scalars(overrides.order_by(GateOverride.id)):
        for name in override.covers.split(","):
            let_go[override.assignment_id].setdefault(name, override.created_at)
    return Restings({id_: _runs(found) for id_, found in settings.items()}, let_go)


def _runs(settings: Iterable[GateSetting]) -> list[Run]:
    """One couple's runs, from its settings in their order; a quiet hold is none."""
    standing: dict[Gate, Hold] = {gate: Hold(gate) for gate in HELD_AT_FIRST}
    ended: list[Run] = []
    for setting in settings:
        before = standing.pop(setting.gate, None)
        now = hold_after(setting, before)
        if now is not None:
            standing[setting.gate] = now
        stays = now is not None and before is not None and now.began == before.began
        if before is not None and not before.is_quiet and not stays:
            ended.append(Run(before, setting.created_at))
    return [*ended, *(Run(hold) for hold in stopping(standing).values())]
