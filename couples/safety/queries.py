"""What holds a couple's homework back, and what their counselor has to look at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.discretion import (
    known_flags,
    known_gates,
    known_overrides,
    known_signals,
    standing_gates,
    standing_overrides,
)
from couples.errors import NotFoundError
from couples.exercises.vocabulary import FlagKind, Gate
from couples.identity import Identity
from couples.safety.holding import HELD_AT_FIRST, Hold, Holds, holding, stopping
from couples.safety.models import GateOverride, GateSetting, SafetyFlag
from couples.safety.standing import hold_after
from couples.submissions.models import Submission


def list_shut(
    session: Session, viewer: Identity, couples: Sequence[Couple]
) -> dict[int, dict[Gate, Hold]]:
    """
    The gates of each couple, by its id, that are not open: held, or quietly for the seals alone.

    It is one statement for all of them.
    """
    return _shut(session, known_gates(viewer), {couple.id for couple in couples})


def list_holds(
    session: Session, viewer: Identity, couples: Sequence[Couple]
) -> dict[int, dict[Gate, Hold]]:
    """The gates for which homework of each couple rests, as `list_shut` gives them."""
    shut = list_shut(session, viewer, couples)
    return {couple_id: stopping(found) for couple_id, found in shut.items()}


def _shut(
    session: Session, condition: ColumnElement[bool], couple_ids: Collection[int]
) -> dict[int, dict[Gate, Hold]]:
    settings = session.scalars(
        select(GateSetting)
        .where(condition, GateSetting.couple_id.in_(couple_ids))
        .options(joinedload(GateSetting.set_by))
        .order_by(GateSetting.id)
    )
    found = {
        couple_id: {gate: Hold(gate) for gate in HELD_AT_FIRST} for couple_id in set(couple_ids)
    }
    for setting in settings:
        holds = found[setting.couple_id]
        now = hold_after(setting, holds.pop(setting.gate, None))
        if now is not None:
            holds[setting.gate] = now
    return found


def list_settings(session: Session, viewer: Identity, couple: Couple) -> list[GateSetting]:
    """Every time that a gate of the couple was set, newest first."""
    return list(
        session.scalars(
            select(GateSetting)
            .where(known_gates(viewer), GateSetting.couple_id == couple.id)
            .options(joinedload(GateSetting.set_by))
            .order_by(GateSetting.id.desc())
        )
    )


def list_held(session: Session, viewer: Identity, assignments: Iterable[Assignment]) -> set[int]:
    """
    The ids of the assignments that nobody may open now.

    Whoever may open homework may ask this, and learns nothing of the reason: it is the
    rule by which the page of either partner says no more than that it is not scheduled.
    """
    gated = [assignment for assignment in assignments if assignment.definition.gates]
    if not gated:
        return set()
    shut = _shut(session, standing_gates(viewer), {each.couple_id for each in gated})
    stopped = {a.id: holding(a.definition, stopping(shut[a.couple_id])) for a in gated}
    held = {id_: found for id_, found in stopped.items() if found}
    if not held:
        return set()
    overrides = session.scalars(
        select(GateOverride).where(standing_overrides(viewer), GateOverride.assignment_id.in_(held))
    )
    covered: dict[int, set[str]] = {}
    for override in overrides:
        covered.setdefault(override.assignment_id, set()).update(override.covers.split(","))
    return {
        id_
        for id_, found in held.items()
        if any(hold.name not in covered.get(id_, ()) for hold in found)
    }


def is_held(session: Session, viewer: Identity, assignment: Assignment) -> bool:
    """Whether nobody may open this now."""
    return bool(list_held(session, viewer, [assignment]))


def is_gate_held(session: Session, viewer: Identity, couple: Couple, gate: Gate) -> bool:
    """Whether homework of the viewer's couple rests for a gate, for a rule that tells no reason."""
    return gate in stopping(_shut(session, standing_gates(viewer), {couple.id})[couple.id])


def list_overrides(
    session: Session,
    viewer: Identity,
    couple: Couple,
    *,
    assignment: Assignment | None = None,
) -> list[GateOverride]:
    """What was given to a couple in spite of a gate, with the reasons, oldest first."""
    query = select(GateOverride).where(known_overrides(viewer), GateOverride.couple_id == couple.id)
    if assignment is not None:
        query = query.where(GateOverride.assignment_id == assignment.id)
    query = query.options(joinedload(GateOverride.author)).order_by(GateOverride.id)
    return list(session.scalars(query))


def list_flags(
    session: Session, viewer: Identity, *, couple: Couple | None = None, open_only: bool = False
) -> list[SafetyFlag]:
    """What there is to look at, oldest first; only what nobody has looked at if asked so."""
    query = select(SafetyFlag).where(known_flags(viewer))
    if couple is not None:
        query = query.where(SafetyFlag.couple_id == couple.id)
    if open_only:
        query = query.where(SafetyFlag.acknowledged_at.is_(None))
    return list(session.scalars(query.order_by(SafetyFlag.created_at, SafetyFlag.id)))


def get_flag(session: Session, viewer: Identity, flag_id: str) -> SafetyFlag:
    """One thing to look at by its public id, or `NotFoundError`."""
    flag = session.scalar(
        select(SafetyFlag).where(known_flags(viewer), SafetyFlag.public_id == flag_id)
    )
    if flag is None:
        raise NotFoundError
    return flag


def list_signals(session: Session, viewer: Identity, submission: Submission) -> list[FlagKind]:
    """
    What somebody's own answers said about their safety, for the page that they see next.

    It holds nothing that they did not write themselves on that page, and nothing that
    the counselor did with it.
    """
    return list(
        session.scalars(
            select(SafetyFlag.kind)
            .where(known_signals(viewer), SafetyFlag.submission_id == submission.id)
            .order_by(SafetyFlag.id)
        )
    )


def asks_before_paper(session: Session, viewer: Identity, couple: Couple) -> bool:
    """Whether what leaves about this couple needs a second word: a legal dispute."""
    return Gate.G6 in list_holds(session, viewer, [couple])[couple.id]


def holds_of(session: Session, viewer: Identity, couple: Couple) -> Holds:
    """The gates for which homework of one couple rests."""
    return list_holds(session, viewer, [couple])[couple.id]


def shut_of(session: Session, viewer: Identity, couple: Couple) -> Holds:
    """The gates of one couple that are not open, the quiet holds among them."""
    return list_shut(session, viewer, [couple])[couple.id]
