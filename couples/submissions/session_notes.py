"""What the counselor notes in a session, for homework that asks for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from couples import clock, encryption, permissions
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.caseload.queries import wait_for_turn
from couples.errors import NotFoundError
from couples.exercises.definition import Part
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.submissions.answers import answers_of
from couples.submissions.models import Submission
from couples.submissions.pressing import find_by_key, says_the_same
from couples.submissions.references import offered_to
from couples.submissions.typed import Asked, Typed, cleaned

_LONGEST = 40
"""So many letters the name of a press has at most."""


def note_in_session(
    session: Session, actor: Identity, assignment_id: str, *, answers: Mapping[str, Any], key: str
) -> Submission:
    """
    Keep what the counselor noted, once for each press of the button.

    It is no work of either partner: it waits for no review and counts for nobody. Other words
    from a page that somebody went back to are one more note, as they are from a new page.
    """
    permissions.require(actor, Deed.NOTE)
    assignment = get_assignment(session, actor, assignment_id)
    questions = assignment.definition.fields_of(Part.SESSION)
    if not questions:
        raise NotFoundError
    wait_for_turn(session, assignment.couple)  # So that two of one moment have a number each.
    same = find_by_key(session, actor, key)
    typed = Typed(answers)
    if same is not None and not says_the_same(session, actor, same, typed, questions):
        key = _key_of_words(key, answers)
        same = find_by_key(session, actor, key)
    if same is not None:
        return same
    offered = offered_to(session, actor, assignment.couple, questions)
    today = clock.today(assignment.couple.time_zone)
    values = cleaned(typed, Asked(questions, today, offered=offered))
    noted = _note(session, actor, assignment, key)
    session.add(noted)
    session.flush()  # The answers need the id of their submission.
    session.add_all(answers_of(noted, assignment.definition, values, typed))
    history.record(session, actor, "submission:note", noted)
    return noted


def _key_of_words(key: str, answers: Mapping[str, Any]) -> str:
    """The name of a press that brings these words from a page that was pressed before."""
    whole = json.dumps([key, dict(answers)], sort_keys=True).encode()
    return encryption.current().fingerprint(whole)[:_LONGEST]


def _note(session: Session, actor: Identity, assignment: Assignment, key: str) -> Submission:
    today = clock.today(assignment.couple.time_zone)
    number = session.scalar(
        select(func.count(Submission.id)).where(
            Submission.assignment_id == assignment.id,
            Submission.part == Part.SESSION,
            Submission.occurs_on == today,
        )
    )
    return Submission(
        practice_id=assignment.practice_id,
        couple_id=assignment.couple_id,
        assignment_id=assignment.id,
        author_id=actor.person_id,
        part=Part.SESSION,
        occurrence=f"{today.isoformat()}.{(number or 0) + 1}",
        occurs_on=today,
        attempt=1,
        submitted_at=clock.now(),
        idempotency_key=key,
    )
