"""At the door of a piece of homework: whether it is scheduled, and what its answers raise."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from couples.assignments.models import Assignment
from couples.errors import ConflictError
from couples.exercises.answering import Value
from couples.exercises.definition import Definition
from couples.exercises.vocabulary import FlagKind
from couples.identity import Identity
from couples.pauses.waiting import PausedError, list_waiting
from couples.safety.queries import is_held
from couples.safety.services import raise_flag
from couples.submissions.models import Submission
from couples.wording import gettext as _


class NotScheduledError(ConflictError):
    """It cannot be done now; the sentence is the same whatever the reason is."""

    def __init__(self) -> None:
        super().__init__(not_scheduled())


def not_scheduled() -> str:
    """What a partner is told of homework that is not for now, whatever the reason."""
    return _("Not scheduled at the moment.")


def require_scheduled(session: Session, actor: Identity, assignment: Assignment) -> None:
    """Refuse what a gate holds, without saying that one does, and what waits for a pause."""
    if is_held(session, actor, assignment):
        raise NotScheduledError
    if list_waiting(session, actor, [assignment]):
        raise PausedError


def is_resting(session: Session, viewer: Identity, assignment: Assignment) -> bool:
    """Whether this cannot be done just now: a gate holds it, or it waits for a pause."""
    return is_held(session, viewer, assignment) or bool(list_waiting(session, viewer, [assignment]))


def raise_what_it_says(
    session: Session,
    actor: Identity,
    submission: Submission,
    assignment: Assignment,
    values: Mapping[str, Value],
) -> None:
    """Let the counselor look at every answer whose option asks for it."""
    for kind in signals_in(assignment.definition, values):
        raise_flag(session, actor, assignment.couple, kind, submission)


def signals_in(definition: Definition, values: Mapping[str, Value]) -> list[FlagKind]:
    """What these answers ask the counselor to look at, each once."""
    found: list[FlagKind] = []
    for question in definition.fields:
        value = values.get(question.key)
        chosen = value if isinstance(value, list) else [value]
        found += [
            option.raises
            for option in question.options
            if option.raises and option.raises not in found and option.value in chosen
        ]
    return found
