"""
Letting the next homework of a repair come by itself, when the one before it allows that.

It looks at the whole repair anew each time and gives nothing twice, so it may be called
as often as anybody likes: whenever something was handed in, shown, signed or opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments.changing import finish
from couples.assignments.giving import give, open_batch
from couples.assignments.models import Assignment
from couples.assignments.rehearsal import Order, rehearse_one, running_keys
from couples.exercises.definition import Cadence, Doer
from couples.exercises.models import ExerciseVersion
from couples.history import services as history
from couples.identity import Identity
from couples.programmes.shelf import load_shelf
from couples.repairs.models import Repair, RepairStage, Stage
from couples.repairs.queries import find_open, get_repair
from couples.repairs.reading import find_agreement, standing_of
from couples.safety.holding import why_course_waits
from couples.safety.queries import holds_of
from couples.visibility import known_assignments

EXERCISES: Mapping[Stage, str] = {
    Stage.GRIEVANCE: "grievance",
    Stage.IMPACT: "impact-statement",
    Stage.PLAN: "repair-plan",
    Stage.ACTS: "repair-act",
}
"""The definition of the library that each stage gives."""

_WAYS: Mapping[Stage, tuple[Doer, Cadence]] = {
    Stage.GRIEVANCE: (Doer.ONE, Cadence.ONCE),
    Stage.IMPACT: (Doer.VARIANTS, Cadence.ONCE),
    Stage.PLAN: (Doer.TOGETHER, Cadence.ONCE),
    Stage.ACTS: (Doer.EACH, Cadence.ANY_TIME),
}


def follow(session: Session, couple_id: int) -> None:
    """
    Give what comes next in the repair of a couple, if there is one and its time has come.

    Two who do something at the same moment take turns at the row of the repair: the second
    then sees what the first one did, and neither of them is the one who was missed.
    """
    found = session.scalar(
        select(Repair)
        .where(Repair.couple_id == couple_id, Repair.ended_at.is_(None))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if found is None:
        return
    counselor = found.couple.own_counselor
    repair = get_repair(session, counselor, found.public_id)
    _let_go_of_the_plan(session, repair)
    # A stage that was taken up from before may be done already.
    while (stage := standing_of(session, counselor, repair).next_stage) is not None:
        if repair.assignment_of(stage) is not None or not begin(session, counselor, repair, stage):
            return


def find_behind(session: Session, viewer: Identity) -> int | None:
    """The viewer's couple, if the next homework of a repair has not come although its time has."""
    repair = find_open(session, viewer)
    if repair is None:
        return None
    stage = standing_of(session, viewer, repair).next_stage
    is_behind = stage is not None and repair.assignment_of(stage) is None
    return repair.couple_id if is_behind else None


def _let_go_of_the_plan(session: Session, repair: Repair) -> None:
    """Ask nobody for a plan any more to which both have said yes; another one may follow it."""
    written = repair.assignment_of(Stage.PLAN)
    agreement = find_agreement(session, repair.couple.reader_for_both, written)
    if written is not None and agreement is not None and agreement.is_in_force:
        finish(written)


def begin(session: Session, counselor: Identity, repair: Repair, stage: Stage) -> bool:
    """Give what a stage asks for, unless a gate holds it or the library lacks it."""
    version = load_shelf(session, counselor).get(EXERCISES[stage])
    if version is None or not fits(version, stage):
        return False
    if why_course_waits(version.definition, holds_of(session, counselor, repair.couple)):
        return False
    return take_up(session, counselor, repair, stage, version) is None


def fits(version: ExerciseVersion, stage: Stage) -> bool:
    """Whether the exercise, as it stands in the library, can be done as a repair wants."""
    doer, cadence = _WAYS[stage]
    return doer in version.definition.doers and cadence in version.definition.cadences


def take_up(
    session: Session,
    counselor: Identity,
    repair: Repair,
    stage: Stage,
    version: ExerciseVersion,
) -> str | None:
    """
    Make a piece of homework part of the repair; the reason where that cannot be.

    What the couple has of it already, from a course or by hand, is taken up as it is.
    """
    order, couple = order_of(repair, stage, version), repair.couple
    running = running_keys(session, [couple])
    plan = rehearse_one(order, version, couple, None, running, held=None)
    row = RepairStage(
        practice_id=repair.practice_id, couple_id=couple.id, repair_id=repair.id, stage=stage
    )
    if plan.open_key in running:
        standing = _standing(session, counselor, repair, plan.open_key)
        if standing is None or not _is_the_same(standing, repair, stage):
            return plan.skipped
        _keep(session, repair, row, standing)
        return None
    if plan.skipped:
        return plan.skipped
    batch = open_batch(session, counselor, f"stage-{row.public_id}")
    if batch is None:  # Never, since the name is made here; yet nothing is given twice.
        return plan.skipped
    [given] = give(session, batch, version, order, [plan])
    history.record(session, counselor, "assignment:assign", batch)
    _keep(session, repair, row, given)
    return None


def _keep(session: Session, repair: Repair, row: RepairStage, given: Assignment) -> None:
    row.assignment = given
    row.assignment_id = given.id
    repair.stages.append(row)
    session.flush()


def order_of(repair: Repair, stage: Stage, version: ExerciseVersion) -> Order:
    """A stage as something that a counselor could have asked for."""
    doer, cadence = _WAYS[stage]
    hurt = {repair.couple.public_id: repair.hurt.public_id}
    ways: Mapping[Doer, Mapping[str, Any]] = {
        Doer.ONE: {"people": hurt},
        Doer.VARIANTS: {"first": hurt},
    }
    return Order(
        exercise_id=version.exercise.public_id,
        couple_ids=(repair.couple.public_id,),
        doer=doer,
        cadence=cadence,
        **ways.get(doer, {}),
    )


def _standing(
    session: Session, counselor: Identity, repair: Repair, open_key: str
) -> Assignment | None:
    """What runs of it already and belongs to no other repair."""
    taken = select(RepairStage.assignment_id).where(RepairStage.couple_id == repair.couple_id)
    return session.scalar(
        select(Assignment).where(
            known_assignments(counselor),
            Assignment.practice_id == repair.practice_id,
            Assignment.open_key == open_key,
            Assignment.id.not_in(taken),
        )
    )


def _is_the_same(standing: Assignment, repair: Repair, stage: Stage) -> bool:
    """Whether what runs already is for the same people in the same parts."""
    doer, _cadence = _WAYS[stage]
    is_first = doer is not Doer.VARIANTS or standing.first_person_id == repair.hurt_id
    return is_first and standing.doer is doer
