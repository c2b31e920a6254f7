"""
The quiet check before something begins: what each answers apart, and whether both may begin.

Neither is shown what the other answered, nor whether they did: as long as not both allow it,
everything that either meets is the same, whatever the other said. Where a ladder is climbed,
the step that opens can tell that the other wished for less, and each is told so before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from couples import clock, permissions
from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.discretion import readable_ready_answers, weighed_ready_answers
from couples.errors import ConflictError, NotFoundError
from couples.exercises.answering import Value, from_number, from_words, to_number, to_words
from couples.exercises.definition import Field, Part, Ready
from couples.identity import Identity
from couples.permissions import Deed
from couples.submissions.models import Draft, ReadyAnswer
from couples.submissions.openings import find_opening, repeated_part
from couples.submissions.queries import list_submissions
from couples.submissions.typed import Asked, Typed, cleaned

BOTH = 2


class NotReadyError(ConflictError):
    """It cannot begin now; `sentence` is what the definition says then, to both alike."""


def is_asked_first(assignment: Assignment, part: Part) -> bool:
    """Whether something is asked of each before this part may begin."""
    return assignment.definition.ready is not None and part is repeated_part(assignment)


def answer_before(session: Session, actor: Identity, assignment_id: str, typed: Typed) -> None:
    """
    Keep what the actor answered before the rest, in the place of what they said earlier.

    It goes into no history, because even that it was asked is nobody else's business.
    """
    permissions.require(actor, Deed.WRITE)
    assignment = get_assignment(session, actor, assignment_id)
    questions = assignment.definition.fields_of(Part.READY)
    if not questions or not find_opening(session, actor, assignment, repeated_part(assignment)):
        raise NotFoundError
    values = cleaned(typed, Asked(questions, clock.today(assignment.couple.time_zone)))
    given = [_given(actor, assignment, field, values) for field in questions if field.key in values]
    with suppress(IntegrityError), session.begin_nested():  # Of two at one moment, one stands.
        session.execute(
            delete(ReadyAnswer).where(
                readable_ready_answers(actor), ReadyAnswer.assignment_id == assignment.id
            )
        )
        session.add_all(given)


def _given(
    actor: Identity, assignment: Assignment, question: Field, values: Mapping[str, Value]
) -> ReadyAnswer:
    return ReadyAnswer(
        practice_id=assignment.practice_id,
        couple_id=assignment.couple_id,
        assignment_id=assignment.id,
        author_id=actor.person_id,
        field=question.key,
        audience=question.audience,
        given_at=clock.now(),
        words=_kept(question, values[question.key]),
    )


def may_begin(session: Session, viewer: Identity, assignment: Assignment) -> bool:
    """
    Whether both partners, lately and apart, gave an answer with which it may begin.

    Both answers must be newer than what the viewer handed in last, because each time is
    asked for anew.
    """
    if assignment.definition.ready is None:
        return True
    return len(allowing(session, viewer, assignment)) == BOTH


def allowing(
    session: Session, viewer: Identity, assignment: Assignment, *, of_one_time: bool = False
) -> list[Value]:
    """
    What was answered lately with which it may begin, and not by whom.

    Asked `of_one_time`, nothing counts from before the other handed in either, as far as
    the viewer knows of that: between them lies the end of one time.
    """
    rule = assignment.definition.ready
    if rule is None:
        return []
    question = assignment.definition.field(rule.field)
    since = _since(session, viewer, assignment, rule, of_either=of_one_time)
    weighed = session.scalars(
        select(ReadyAnswer).where(
            weighed_ready_answers(viewer),
            ReadyAnswer.assignment_id == assignment.id,
            ReadyAnswer.field == rule.field,
            ReadyAnswer.given_at >= since,
        )
    )
    given = {answer.author_id: value_of_ready(question, answer) for answer in weighed}
    return [value for value in given.values() if rule.holds(value)]


def stop(session: Session, actor: Identity, assignment_id: str) -> None:
    """
    End at once what is going on, for both, without keeping who ended it.

    Neither yes counts any more, so that the next time begins with asking each again. The
    moment is kept, so that the other's phone stops as well, and not whose it was. Where
    nothing is going on, what the other answered is about another time and stays: only the
    actor's own goes.
    """
    permissions.require(actor, Deed.WRITE)
    assignment = get_assignment(session, actor, assignment_id)
    if assignment.definition.ladder is None:
        raise NotFoundError
    is_on = len(allowing(session, actor, assignment, of_one_time=True)) == BOTH
    if is_on:
        assignment.stopped_at = clock.now()
    ended = weighed_ready_answers(actor) if is_on else readable_ready_answers(actor)
    session.execute(delete(ReadyAnswer).where(ended, ReadyAnswer.assignment_id == assignment.id))


def was_stopped(draft: Draft) -> bool:
    """Whether either of the two has stopped what this draft was begun with."""
    stopped_at, agreed_at = draft.assignment.stopped_at, draft.agreed_at
    return stopped_at is not None and agreed_at is not None and stopped_at >= agreed_at


def _since(
    session: Session,
    viewer: Identity,
    assignment: Assignment,
    rule: Ready,
    *,
    of_either: bool = False,
) -> datetime:
    since = clock.now() - timedelta(minutes=rule.within_minutes)
    part = repeated_part(assignment)
    known = list_submissions(
        session, viewer.with_kept_off(), assignments=[assignment], parts=[part]
    )
    handed_in = [
        submission.submitted_at
        for submission in known
        if of_either or submission.author_id == viewer.person_id
    ]
    return max([since, *handed_in])


def has_answered(session: Session, viewer: Identity, assignment: Assignment) -> bool:
    """Whether the viewer gave an answer that still stands, whatever it was."""
    rule = assignment.definition.ready
    if rule is None:
        return False
    since = _since(session, viewer, assignment, rule)
    mine = list_ready_answers(session, viewer, [assignment])[assignment.id]
    return any(answer.field == rule.field and answer.given_at >= since for answer in mine)


def require_ready(session: Session, actor: Identity, assignment: Assignment, part: Part) -> None:
    """Refuse to begin before both are ready, in words that do not tell whose answer it was."""
    rule = assignment.definition.ready
    if rule is None or not is_asked_first(assignment, part):
        return
    if not may_begin(session, actor, assignment):
        raise NotReadyError(rule.say)


def list_ready_answers(
    session: Session, viewer: Identity, assignments: Sequence[Assignment]
) -> dict[int, list[ReadyAnswer]]:
    """The newest answers that the viewer may read, by assignment."""
    found: dict[int, list[ReadyAnswer]] = {assignment.id: [] for assignment in assignments}
    for answer in session.scalars(
        select(ReadyAnswer)
        .where(readable_ready_answers(viewer), ReadyAnswer.assignment_id.in_(found))
        .order_by(ReadyAnswer.id)
    ):
        found[answer.assignment_id].append(answer)
    return found


def value_of_ready(question: Field, answer: ReadyAnswer) -> Value:
    """What was answered, as a value of the field's own type."""
    words = answer.words or ""
    return from_words(question, words) if question.is_words else from_number(question, int(words))


def _kept(question: Field, value: Value) -> str:
    """Numbers too are kept as words here, so that they lie sealed."""
    return to_words(question, value) if question.is_words else str(to_number(question, value))
