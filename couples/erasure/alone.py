"""What was the matter of one partner alone, so that all of it goes with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from couples.agreements.models import Agreement
from couples.assignments.models import Assignment
from couples.pauses.models import Pause
from couples.repairs.models import Repair, RepairStage
from couples.submissions.models import Draft, ReadyAnswer, Standing, Submission
from couples.talks.models import Talk


def ids_alone(session: Session, person_id: int, couple_id: int) -> dict[str, Sequence[int]]:
    """The ids of rows that other rows hang on and that go, by their tables."""
    homework = select(Assignment.id).where(
        Assignment.couple_id == couple_id,
        or_(Assignment.for_person_id == person_id, Assignment.begun_by_id == person_id),
        ~_is_of_both(person_id),
    )
    # A repair goes whole or not at all, so that what is left of it still says where it stands.
    part_of_more = select(RepairStage.repair_id).where(RepairStage.assignment_id.not_in(homework))
    kept_for_it = select(RepairStage.assignment_id).where(RepairStage.repair_id.in_(part_of_more))
    found = {
        "assignment": homework.where(Assignment.id.not_in(kept_for_it)),
        "submission": select(Submission.id).where(
            Submission.couple_id == couple_id,
            or_(Submission.author_id == person_id, Submission.standing == Standing.VOID),
        ),
        "pause": select(Pause.id).where(
            Pause.couple_id == couple_id, Pause.is_alone, Pause.called_by_id == person_id
        ),
        "repair": select(Repair.id).where(
            Repair.couple_id == couple_id, Repair.id.not_in(part_of_more)
        ),
    }
    return {name: session.scalars(ids).all() for name, ids in found.items()}


def _is_of_both(person_id: int) -> ColumnElement[bool]:
    """Whether the other did something in it too, or an agreement or a talk came of it."""
    of_the_other = (
        _in(Submission, Submission.author_id != person_id),
        _in(Draft, Draft.author_id != person_id),
        _in(ReadyAnswer, ReadyAnswer.author_id != person_id),
    )
    return or_(*of_the_other, _in(Agreement), _in(Talk))


def _in(model: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(
        select(model.id).where(and_(model.assignment_id == Assignment.id, *conditions))
    ).correlate(Assignment)
