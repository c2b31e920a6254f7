"""How far up its ladder a couple may go, and letting them go one further."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session

from couples import permissions
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.errors import DomainError, NotFoundError
from couples.exercises.definition import Ladder
from couples.history import services as history
from couples.identity import Identity
from couples.permissions import Deed
from couples.submissions.models import Answer
from couples.submissions.queries import list_answers, list_submissions
from couples.submissions.readiness import allowing
from couples.submissions.reading import latest_attempts
from couples.wording import gettext as _

BOTH = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a couple stands on a ladder: at which level, with how many good sessions there."""

    level: int
    highest: int
    good: int
    needed: int

    @property
    def is_at_the_top(self) -> bool:
        """Whether there is no further level."""
        return self.level >= self.highest

    @property
    def may_rise(self) -> bool:
        """Whether the counselor may let them go one further."""
        return not self.is_at_the_top and self.good >= self.needed


def standing_of(session: Session, viewer: Identity, assignment: Assignment) -> Standing | None:
    """
    Where they stand, counted through what the viewer may read; None where nothing is climbed.

    A session is good when both were at ease in it, at the level that they are at now.
    """
    ladder = assignment.definition.ladder
    if ladder is None:
        return None
    part = assignment.definition.repeated_part
    found = list_submissions(session, viewer, assignments=[assignment], parts=[part])
    work = latest_attempts(found)
    answers = list_answers(session, viewer, work)
    times: dict[str, list[Sequence[Answer]]] = {}
    for submission in work:
        times.setdefault(submission.occurrence, []).append(answers[submission.id])
    good = sum(_was_good(each, ladder, assignment.level) for each in times.values())
    return Standing(assignment.level, ladder.highest, good, ladder.sessions)


def _was_good(found: Sequence[Sequence[Answer]], ladder: Ladder, level: int) -> bool:
    """Both were there, both at ease, and what either wrote of the level was this one."""
    numbers = [{answer.field: answer.number for answer in each} for each in found]
    levels = {each[ladder.field] for each in numbers if ladder.field in each}
    comforts = [each.get(ladder.comfort) or 0 for each in numbers]
    is_at_ease = len(comforts) == BOTH and min(comforts) >= ladder.at_least
    return is_at_ease and levels == {level}


def agreed_level(session: Session, viewer: Identity, assignment: Assignment) -> int | None:
    """
    How far both said today that they would go: the lower choice counts.

    The first answer that lets it begin is a whole yes, up to the level that is open; after
    any other it is one level less. So whoever said a whole yes can see that the other
    wished for less, which both are told before they answer. None where nothing is climbed,
    or not both said yes.
    """
    ladder, rule = assignment.definition.ladder, assignment.definition.ready
    if ladder is None or rule is None:
        return None
    said = allowing(session, viewer, assignment)
    if len(said) < BOTH:
        return None
    is_less = any(value != rule.among[0] for value in said) if rule.among else False
    return max(0, min(assignment.level, ladder.highest) - is_less)


def raise_level(session: Session, actor: Identity, assignment_id: str, *, seen: int) -> Assignment:
    """
    Let a couple go one level further, once enough sessions at this one were good for both.

    `seen` is the level that the counselor saw when they pressed the button, so that a
    second press raises nothing.
    """
    permissions.require(actor, Deed.RAISE)
    assignment = get_assignment(session, actor, assignment_id)
    standing = standing_of(session, actor, assignment)
    if standing is None:
        raise NotFoundError
    if 0 <= seen < standing.level:
        return assignment
    if seen != standing.level or not standing.may_rise:
        raise DomainError(
            _("The next level opens after enough sessions at this one in which both were at ease.")
        )
    risen = session.scalar(
        update(Assignment)
        .where(Assignment.id == assignment.id, Assignment.level == seen)
        .values(level=seen + 1)
        .returning(Assignment.id)
    )
    session.refresh(assignment)
    if risen is not None:
        history.record(session, actor, "assignment:raise", assignment)
    return assignment
