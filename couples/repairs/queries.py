"""Finding repairs, and what was said about them, each as far as the viewer may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from couples.assignments.models import Assignment
from couples.errors import NotFoundError
from couples.exercises.models import ExerciseVersion
from couples.identity import Identity
from couples.mending import known_repairs, own_repair_words, weighed_repair_words
from couples.repairs.models import Repair, RepairStage, RepairWord, Stage, Word

Said = Mapping[Word, frozenset[int]]
"""Who has said what about one repair."""


def _known(viewer: Identity) -> Select[Repair]:
    return (
        select(Repair)
        .where(known_repairs(viewer))
        .options(
            joinedload(Repair.couple),
            joinedload(Repair.hurt),
            selectinload(Repair.stages)
            .joinedload(RepairStage.assignment)
            .joinedload(Assignment.exercise_version)
            .joinedload(ExerciseVersion.exercise),
        )
        .order_by(Repair.created_at.desc(), Repair.id.desc())
    )


def list_repairs(session: Session, viewer: Identity, couple_id: int) -> list[Repair]:
    """The repairs of a couple that the viewer may know of, the newest first."""
    return list(session.scalars(_known(viewer).where(Repair.couple_id == couple_id)))


def find_open(session: Session, viewer: Identity) -> Repair | None:
    """The repair of a partner's couple that is under way, of which there is one at a time."""
    return session.scalar(_known(viewer).where(Repair.ended_at.is_(None)).limit(1))


def get_repair(session: Session, viewer: Identity, repair_id: str) -> Repair:
    """One repair by its public id, or `NotFoundError`."""
    repair = session.scalar(_known(viewer).where(Repair.public_id == repair_id))
    if repair is None:
        raise NotFoundError
    return repair


def lock_repair(session: Session, viewer: Identity, repair_id: str) -> Repair:
    """
    One repair, held until the transaction ends, or `NotFoundError`.

    Its homework is held first, as whoever hands in holds it, so that nobody waits for
    somebody who waits for them.
    """
    known = get_repair(session, viewer, repair_id)
    homework = select(RepairStage.assignment_id).where(RepairStage.repair_id == known.id)
    session.execute(
        select(Assignment.id)
        .where(Assignment.id.in_(homework))
        .order_by(Assignment.id)
        .with_for_update(key_share=True)
    )
    return session.scalars(
        _known(viewer)
        .where(Repair.id == known.id)
        .with_for_update(key_share=True, of=Repair)
        .execution_options(populate_existing=True)
    ).one()


def find_repair_of_acts(
    session: Session, viewer: Identity, assignment: Assignment
) -> Repair | None:
    """The repair whose acts are noted in a piece of homework, if the viewer may know of one."""
    part = select(RepairStage.repair_id).where(
        RepairStage.assignment_id == assignment.id, RepairStage.stage == Stage.ACTS
    )
    return session.scalar(_known(viewer).where(Repair.id.in_(part)))


def list_own_words(session: Session, viewer: Identity, repair: Repair) -> set[Word]:
    """What the viewer has said about a repair themselves."""
    return set(
        session.scalars(
            select(RepairWord.word).where(
                own_repair_words(viewer), RepairWord.repair_id == repair.id
            )
        )
    )


def weigh(session: Session, viewer: Identity, repairs: Sequence[Repair]) -> dict[int, Said]:
    """Who has said what, by the repair's id: for weighing, and never to be shown."""
    found: dict[int, dict[Word, set[int]]] = {each.id: defaultdict(set) for each in repairs}
    for word in session.scalars(
        select(RepairWord).where(weighed_repair_words(viewer), RepairWord.repair_id.in_(found))
    ):
        found[word.repair_id][word.word].add(word.person_id)
    return {
        id_: {word: frozenset(people) for word, people in said.items()}
        for id_, said in found.items()
    }
