"""
Giving the next homework before the hour ends, on a screen that both partners see.

It is only ever for both, and a refusal says no more than that it cannot be given from
there: why a gate is held is for the counselor's own page.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from couples.assignments.giving import as_planned, assign, find_pressed
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments, list_of_batch
from couples.assignments.rehearsal import Order, Rehearsal, rehearse
from couples.caseload.models import Couple
from couples.errors import ConflictError, DomainError, NotFoundError
from couples.exercises.definition import Definition, Doer
from couples.exercises.models import ExerciseVersion
from couples.exercises.queries import list_exercises
from couples.identity import Identity
from couples.wording import gettext as _

FOR_BOTH = (Doer.TOGETHER, Doer.EACH)


def list_offered(session: Session, actor: Identity, couple: Couple) -> list[ExerciseVersion]:
    """
    What can be given to both of them from a screen that they look at: see `for_the_room`.

    It is the same whether a gate is held or not, since one answer in private can hold one,
    and whatever only one of them was given.
    """
    both = actor.for_copy_of(couple.id)
    running = list_assignments(session, both, couple_ids=[couple.id], running=True)
    has = {each.exercise_version.exercise_id for each in running}
    return [
        version
        for version in list_exercises(session, actor)
        if version.exercise_id not in has and for_the_room(version.definition) is not None
    ]


def get_offered(session: Session, actor: Identity, exercise_id: str) -> ExerciseVersion:
    """What fits such a screen by the public id of its exercise, or `NotFoundError`."""
    for version in list_exercises(session, actor):
        if version.exercise.public_id == exercise_id and for_the_room(version.definition):
            return version
    raise NotFoundError


def for_the_room(definition: Definition) -> Definition | None:
    """
    The definition with the ways in which both do the same; None where there is none.

    What is for one of them, in two parts, or between each and the counselor alone, is not
    chosen in front of the other.
    """
    doers = tuple(doer for doer in FOR_BOTH if doer in definition.doers)
    if not doers or definition.is_confidential or definition.follows:
        return None
    return definition.model_copy(update={"doers": doers})


def give_in_session(session: Session, actor: Identity, order: Order, *, token: str) -> Assignment:
    """Give it to one couple, marked as agreed in session; the same press again gives the same."""
    if find_pressed(session, actor, token) is None:
        if order.doer not in FOR_BOTH:
            raise DomainError(_("What is for one of them is given from your own page."))
        for plan in rehearse(session, actor, order):
            _refuse_what_is_skipped(plan)
    batch = assign(session, actor, order, token=token)
    given = list_of_batch(session, actor, batch)
    if not given:
        raise ConflictError(_("This was taken back meanwhile."))
    given[0].given_in_session = True
    return given[0]


def _refuse_what_is_skipped(plan: Rehearsal) -> None:
    if plan.is_only_held:
        raise DomainError(_("This cannot be given from here."))
    if plan.skipped:
        raise DomainError(plan.skipped)


def planned(
    session: Session, actor: Identity, version: ExerciseVersion, order: Order
) -> list[Assignment]:
    """What would be given, for asking first whether it may be a lot."""
    plans = rehearse(session, actor, order)
    return [as_planned(version, order, plan) for plan in plans if plan.skipped is None]
