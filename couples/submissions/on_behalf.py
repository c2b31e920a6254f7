"""
Handed in on somebody's behalf: they say it in session, and the counselor types it.

It is marked so wherever it appears. Their own draft is neither read nor touched. What
would be for nobody else cannot be typed by somebody else, so that is not offered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from couples import permissions
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.assignments.schedule import Occurrence
from couples.audiences import Audience
from couples.errors import NotFoundError
from couples.exercises.definition import Doer, Field, Part
from couples.identity import Identity, Role
from couples.permissions import Deed
from couples.safety.opening import require_scheduled
from couples.submissions import handing_in
from couples.submissions.asked import asked_of
from couples.submissions.handing_in import AlreadySubmittedError
from couples.submissions.models import Submission
from couples.submissions.openings import find_opening
from couples.submissions.readiness import require_ready
from couples.submissions.typed import Asked, Typed
from couples.wording import gettext as _


def author_for(assignment: Assignment, person_id: str) -> Identity:
    """The partner of this assignment with this public id, whom it asks, or `NotFoundError`."""
    for person in assignment.couple.partners:
        is_asked = assignment.doer is not Doer.ONE or assignment.for_person_id == person.id
        if person.public_id == person_id and is_asked:
            return Identity(Role.PARTNER, assignment.practice_id, person.id, assignment.couple_id)
    raise NotFoundError


def parts_for(assignment: Assignment, person_id: int) -> tuple[Part, ...]:
    """What of this can be typed for somebody: whatever asks them more than for them alone."""
    return tuple(
        part
        for part in (Part.MAIN, Part.LOG)
        if without_only_me(assignment.fields_for(person_id, part))
    )


def opening_for(
    session: Session,
    author: Identity,
    assignment: Assignment,
    part: Part = Part.MAIN,
    occurrence: str | None = None,
) -> Occurrence:
    """
    The time that would be handed in now, or `AlreadySubmittedError` where there is none.

    It is worked out with the author's eyes, so that it is the one they would work on.
    """
    if part not in parts_for(assignment, author.person_id):
        raise NotFoundError
    require_scheduled(session, author, assignment)
    opening = find_opening(session, author, assignment, part)
    if opening is None or occurrence not in {None, opening.key}:
        raise AlreadySubmittedError(
            _("This was handed in meanwhile, or is not scheduled at the moment.")
        )
    require_ready(session, author, assignment, part)
    return opening


def asked_for(
    session: Session,
    author: Identity,
    assignment: Assignment,
    opening: Occurrence,
    part: Part = Part.MAIN,
) -> Asked:
    """What the author is asked, without what would be for them alone."""
    asked = asked_of(session, author, assignment, part, opening.key)
    return replace(asked, questions=without_only_me(asked.questions))


def without_only_me(questions: Sequence[Field]) -> tuple[Field, ...]:
    """
    The questions with every audience but their author alone.

    One that is for nobody else is left out. One whose author chooses is for the counselor
    unless they choose otherwise, or else for the first whom they may choose.
    """
    found = []
    for question in questions:
        audiences = [each for each in question.audiences if each is not Audience.ME]
        if not audiences:
            continue
        usual = question.audience
        if usual is Audience.ME:
            usual = Audience.COUNSELOR if Audience.COUNSELOR in audiences else audiences[0]
        choose = tuple(audiences) if len(audiences) > 1 else ()
        found.append(question.model_copy(update={"audience": usual, "choose": choose}))
    return tuple(found)


def hand_in_for(
    session: Session,
    actor: Identity,
    assignment_id: str,
    person_id: str,
    *,
    answers: Mapping[str, Any],
    audiences: Mapping[str, str],
    occurrence: str,
    key: str,
    part: Part = Part.MAIN,
) -> Submission:
    """
    Hand in what one partner said, as theirs; the same press again gives what it made.

    Where they have handed it in themselves meanwhile, nothing is handed in beside it.
    """
    permissions.require(actor, Deed.ENTER)
    assignment = get_assignment(session, actor, assignment_id)
    author = author_for(assignment, person_id)
    can_be = without_only_me(assignment.fields_for(author.person_id, part))
    made = handing_in.find_same(session, author, key, Typed(answers, audiences), can_be)
    if made is not None:
        return made
    opening = opening_for(session, author, assignment, part, occurrence)
    asked = asked_for(session, author, assignment, opening, part)
    allowed = {q.key: q.audiences for q in asked.questions}
    chosen = {
        each.key: audiences[each.key]
        if audiences.get(each.key) in allowed[each.key]
        else each.audience.value
        for each in asked.questions
    }
    typed = Typed({name: answers[name] for name in answers if name in allowed}, chosen)
    return handing_in.enter(
        session,
        actor,
        author,
        assignment,
        part,
        opening=opening,
        typed=typed,
        asked=asked,
        key=key,
    )
