"""The plan of a repair that is in force: its steps, and until when they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.agreements.models import Agreement, AgreementVersion
from couples.agreements.queries import AgreementView
from couples.assignments.models import Assignment
from couples.exercises.definition import Definition, Part
from couples.identity import Identity
from couples.repairs.models import Repair, Stage
from couples.repairs.reading import find_agreement
from couples.submissions.models import Answer, Submission
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.reading import latest_attempts, value_of

STEPS, WINDOW = "steps", "window_days"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does. `key` names it within the wording that is in force."""

    key: str
    action: str
    doer_ids: frozenset[int]
    how_often: str
    times: int | None
    evidence: str
    matters: int | None
    willing: int | None


@dataclass(frozen=True, slots=True)
class RepairPlan:
    """What both said yes to."""

    agreement: AgreementView
    steps: tuple[Step, ...]
    until: date | None


def find_plan(session: Session, viewer: Identity, repair: Repair) -> RepairPlan | None:
    """The plan in force as the viewer may read it; None before both said yes to one."""
    for assignment in repair.assignments_of(Stage.PLAN):
        agreement = find_agreement(session, viewer, assignment)
        if agreement is not None and agreement.in_force_since is not None:
            return _read(session, viewer, repair, assignment, agreement)
    return None


def _read(
    session: Session,
    viewer: Identity,
    repair: Repair,
    assignment: Assignment,
    agreement: AgreementView,
) -> RepairPlan:
    written = _of_the_wording(session, viewer, assignment, agreement)
    answers = list_answers(session, viewer, written)
    values = [
        (submission, _values(assignment.definition, answers[submission.id]))
        for submission in written
    ]
    rows = [
        (submission.author_id, row)
        for submission, given in values
        for row in given.get(STEPS, ())
        if isinstance(row, dict)
    ]
    days = [given[WINDOW] for _s, given in values if isinstance(given.get(WINDOW), int)]
    since = agreement.in_force_since
    return RepairPlan(
        agreement=agreement,
        steps=tuple(
            _step(repair, author_id, row, f"{agreement.id}-{agreement.in_force_number}-{number}")
            for number, (author_id, row) in enumerate(rows, start=1)
        ),
        until=repair.couple.day_of(since) + timedelta(days=days[-1]) if since and days else None,
    )


def _of_the_wording(
    session: Session, viewer: Identity, assignment: Assignment, agreement: AgreementView
) -> list[Submission]:
    """What the wording in force was made of: each author's last, up to the one it came with."""
    made_of = set(
        session.scalars(
            select(AgreementVersion.submission_id)
            .join(Agreement, Agreement.id == AgreementVersion.agreement_id)
            .where(
                Agreement.public_id == agreement.id,
                AgreementVersion.number <= (agreement.in_force_number or 0),
                AgreementVersion.withdrawn_at.is_(None),
            )
        )
    )
    found = list_submissions(session, viewer, assignments=[assignment], parts=[Part.MAIN])
    return latest_attempts([each for each in found if each.id in made_of])


def _values(definition: Definition, answers: list[Answer]) -> dict[str, Any]:
    return {each.field: value_of(definition.field(each.field), each) for each in answers}


def _step(repair: Repair, author_id: int, row: Mapping[str, Any], key: str) -> Step:
    other_id = repair.couple.other_partner(author_id).id
    doers = {"author": {author_id}, "other": {other_id}}
    return Step(
        key=key,
        action=str(row.get("action", "")),
        doer_ids=frozenset(doers.get(str(row.get("doer", "")), {author_id, other_id})),
        how_often=str(row.get("frequency", "")),
        times=row.get("times"),
        evidence=str(row.get("evidence", "")),
        matters=row.get("matters"),
        willing=row.get("willing"),
    )
