"""Scoring at the moment of handing in, within the same transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.exercises.answering import Value
from couples.exercises.definition import Definition, Kind, Part
from couples.exercises.vocabulary import FlagKind
from couples.identity import Identity
from couples.measures.definitions import asks, points_given
from couples.measures.instrument import Instrument
from couples.measures.keys import instrument_of
from couples.measures.models import MeasureScore, MeasureWording
from couples.measures.scoring import score
from couples.safety.services import raise_flag
from couples.submissions.models import Submission

FLAGS = {
    "self_harm_item": FlagKind.SELF_HARM,
    "ipv_physical_or_threat": FlagKind.NOT_SAFE,
    "ipv_positive": FlagKind.NOT_SAFE,
}
"""What the counselor is asked to look at, for each flag of a score."""


def scored_by(definition: Definition) -> Instrument | None:
    """The instrument that a definition asks whole, so that its answers can be scored."""
    if definition.kind is not Kind.MEASURE:
        return None
    instrument = instrument_of(definition.id)
    return instrument if instrument is not None and asks(definition, instrument) else None


def record_score(
    session: Session,
    actor: Identity,
    submission: Submission,
    assignment: Assignment,
    values: Mapping[str, Value],
) -> MeasureScore | None:
    """
    Keep what the answers of a measure come to; None where nothing was measured.

    Items may be left open: then there is no total, and what concerns somebody's safety
    is put before the counselor all the same, at once.
    """
    instrument = scored_by(assignment.definition)
    if instrument is None or submission.part is not Part.MAIN:
        return None
    mapping = _mapping(session, assignment) if instrument.custom else None
    found = score(instrument, points_given(instrument, values), mapping=mapping)
    kept = MeasureScore(
        practice_id=submission.practice_id,
        couple_id=submission.couple_id,
        submission_id=submission.id,
        measure=instrument.id,
        about=instrument.about,
        status=found.status,
        total=found.total,
        band=found.band,
        flags=" ".join(found.flags),
        subscales=json.dumps(dict(found.subscales)),
        missing=" ".join(str(number) for number in found.missing_items),
    )
    session.add(kept)
    session.flush()
    for kind in sorted({FLAGS[name] for name in found.flags}):
        raise_flag(session, actor, assignment.couple, kind, submission)
    return kept


def _mapping(session: Session, assignment: Assignment) -> dict[str, list[int]]:
    """The key that the practice gave with the wording of this version."""
    kept = session.scalar(
        select(MeasureWording.mapping).where(
            MeasureWording.practice_id == assignment.practice_id,
            MeasureWording.exercise_version_id == assignment.exercise_version_id,
        )
    )
    mapping: dict[str, list[int]] = json.loads(kept or "{}")
    return mapping
