"""
Noting afterwards, each for oneself, how a pause was: the exercise D03 and nothing new.

A couple gets it with their first time-out, both at once, since that is something both know
of. Whether either ever writes it is then theirs alone. What a counselor gave before, or
ended, stays as it is.
"""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy.orm import Session

from couples.assignments.giving import assign, was_pressed
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.assignments.rehearsal import Order
from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.errors import DomainError
from couples.exercises.definition import Cadence, Doer, Part
from couples.exercises.queries import list_exercises
from couples.identity import Identity
from couples.pauses.models import Pause
from couples.submissions import drafts
from couples.submissions.models import Draft
from couples.submissions.typed import Typed

KEY = "pause-log"
_DAY = 24 * 60


def give_once(session: Session, couple: Couple) -> None:
    """Let both note how a pause was, from the first one on, in the name of their counselor."""
    counselor = couple.own_counselor
    token = f"pauses-of-{couple.public_id}"
    if was_pressed(session, counselor, token):
        return
    found = [each for each in list_exercises(session, counselor) if each.exercise.key == KEY]
    given = list_assignments(session, counselor, couple_ids=[couple.id])
    if not found or any(is_note(assignment) for assignment in given):
        return
    order = Order(
        exercise_id=found[0].exercise.public_id,
        couple_ids=(couple.public_id,),
        doer=Doer.EACH,
        cadence=Cadence.ANY_TIME,
    )
    with suppress(DomainError):  # A practice may offer it in another way, or not at all.
        assign(session, counselor, order, token=token)


def find_note(session: Session, viewer: Identity, couple_id: int) -> Assignment | None:
    """Where the viewer can note how a pause was, if it runs for them."""
    running = list_assignments(session, viewer, couple_ids=[couple_id], running=True)
    return next((assignment for assignment in running if is_note(assignment)), None)


def is_note(assignment: Assignment) -> bool:
    """Whether this is where somebody notes how a pause was."""
    return assignment.exercise_version.exercise.key == KEY


def begin(session: Session, actor: Identity, pause: Pause, assignment: Assignment) -> Draft:
    """
    Open the actor's note with what is known of the pause written in already.

    Those facts both know from the pause itself, so that a note need not tell them again:
    it is for the counselor, unless its author says otherwise.
    """
    draft = drafts.start(session, actor, assignment.public_id, Part.LOG)
    if draft.revision:
        return draft
    asked = {field.key for field in assignment.definition.fields_of(Part.LOG)}
    facts = {key: value for key, value in _facts(pause, actor).items() if key in asked}
    typed = Typed(facts, dict.fromkeys(facts, Audience.COUNSELOR))
    return drafts.save(session, actor, draft.public_id, typed=typed, revision=draft.revision)


def _facts(pause: Pause, actor: Identity) -> dict[str, str]:
    length = (pause.over_at - pause.began_at).total_seconds() / 60
    facts = {
        "called_by": "me" if pause.called_by_id == actor.person_id else "partner",
        "minutes": str(min(max(round(length), 1), _DAY)),
    }
    if pause.is_back(actor.person_id):
        facts["returned"] = "yes"
        facts["returned_on_time"] = "yes" if pause.was_in_time(actor.person_id) else "no"
    return facts
