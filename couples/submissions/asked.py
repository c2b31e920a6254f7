"""What one partner is asked at one time, gathered as that partner may know it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.models import Assignment
from couples.audiences import Audience
from couples.exercises.answering import Value
from couples.exercises.definition import Definition, Part
from couples.identity import Identity
from couples.submissions.models import Answer
from couples.submissions.reading import answered_by_other, value_of
from couples.submissions.references import offered_to
from couples.submissions.typed import Asked

ANEW = "anew."
"""How the times are called at which a partner proposes other words for an agreement."""


def asked_of(
    session: Session,
    viewer: Identity,
    assignment: Assignment,
    part: Part,
    occurrence: str,
    *,
    up_to: int | None = None,
) -> Asked:
    """
    The questions of this part for the viewer, and what their answers are held to.

    Whoever proposes an agreement anew is asked only for what is to stand in it. `up_to` is
    how far both said that they would go when the viewer began.
    """
    definition = assignment.definition
    questions = assignment.fields_for(viewer.person_id, part)
    if occurrence.startswith(ANEW):
        questions = tuple(q for q in questions if q.audiences == (Audience.COUPLE,))
    theirs = answered_by_other(session, viewer, assignment, part, occurrence)
    return Asked(
        questions=questions,
        today=clock.today(assignment.couple.time_zone),
        theirs=_values(definition, theirs),
        offered=offered_to(session, viewer, assignment.couple, questions),
        highest=_highest(assignment, up_to),
    )


def _values(definition: Definition, answers: Mapping[str, Answer]) -> dict[str, Value]:
    return {key: value_of(definition.field(key), answer) for key, answer in answers.items()}


def _highest(assignment: Assignment, up_to: int | None) -> dict[str, int]:
    """How far up its ladder the counselor has let this couple, and both wished to go."""
    ladder = assignment.definition.ladder
    if ladder is None:
        return {}
    limits = (assignment.level, ladder.highest, *(() if up_to is None else (up_to,)))
    return {ladder.field: min(limits)}
