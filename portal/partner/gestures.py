"""What the other partner did for the two of them, and saying in one tap how it arrived."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from couples.exercises.definition import Field, Part
from couples.repairs.acts import was_tried
from couples.submissions.models import Answer, Submission
from couples.submissions.reading import ToldAnswer, tell, value_of
from couples.submissions.typed import Typed
from portal.forms.answers import Prompt, build_form
from portal.partner.presses import new_press
from portal.partner.settled import names_given
from portal.partner.taps import told_with_it
from portal.partner.us import Us
from portal.promises import Promise, before, readers

_LATELY = timedelta(days=7)
_MOST = 3
_WHOSE = {"me", "partner"}
"""The two answers of a question that asks whose doing something was."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """One check-in of the other partner, and the form to answer it with."""

    submission: Submission
    title: str
    told: tuple[ToldAnswer, ...]
    tap: Prompt | None
    more: tuple[tuple[Prompt, list[Promise]], ...]
    promise: Promise
    key: str
    may_tell: bool = False


def gestures_in(
    us: Us,
    known: Sequence[Submission],
    answers: Mapping[int, Sequence[Answer]],
    referred: Mapping[str, str],
    held: Collection[int],
) -> tuple[Gesture, ...]:
    """
    The other's check-ins of the last days that the viewer has not answered, newest first.

    About what is not scheduled at the moment, nothing is asked.
    """
    answered = {
        (submission.assignment_id, submission.occurrence)
        for submission in known
        if submission.part is Part.RECEIVED and submission.author_id == us.viewer.person_id
    }
    waiting = [
        submission
        for submission in reversed(known)
        if submission.part is Part.LOG
        and submission.assignment_id not in held
        and submission.author_id != us.viewer.person_id
        and submission.occurs_on >= us.today - _LATELY
        and (submission.assignment_id, submission.occurrence) not in answered
        and submission.assignment.fields_for(us.viewer.person_id, Part.RECEIVED)
        and _was_done(submission, answers[submission.id])
        and not _was_mine(submission, answers[submission.id])
    ]
    names = names_given(known, answers)
    return tuple(_gesture(us, s, answers[s.id], names, referred) for s in waiting[:_MOST])


def receive_prefix(submission: Submission) -> str:
    """Several of these forms stand on one page, each with fields of its own."""
    return f"{submission.public_id}-"


def _was_done(submission: Submission, answers: Sequence[Answer]) -> bool:
    """“Not today” asks for no answer, and is nobody's business to be told."""
    definition = submission.assignment.definition
    tap = definition.tap(Part.LOG)
    if tap is None:
        return was_tried(definition, answers)
    return any(a.field == tap.key and a.number for a in answers)


def _was_mine(submission: Submission, answers: Sequence[Answer]) -> bool:
    """What the other noted of the viewer's own doing is nothing for the viewer to receive."""
    definition = submission.assignment.definition
    return any(
        {option.value for option in question.options} == _WHOSE
        and value_of(question, answer) == "partner"
        for answer in answers
        if (question := definition.field(answer.field)).required
    )


def _tap(us: Us, submission: Submission) -> Field | None:
    """The question that the viewer answers about it in one tap."""
    assignment = submission.assignment
    variant = assignment.variant_of(us.viewer.person_id)
    return assignment.definition.tap(Part.RECEIVED, variant)


def _gesture(
    us: Us,
    submission: Submission,
    answers: Sequence[Answer],
    names: Mapping[tuple[int, int], str],
    referred: Mapping[str, str],
) -> Gesture:
    definition = submission.assignment.definition
    done = definition.tap(Part.LOG)
    tap = _tap(us, submission)
    form: Any = build_form(
        definition,
        Part.RECEIVED,
        Typed(),
        people=us.people(us.viewer.person_id),
        readers=readers(us.names),
        variant=submission.assignment.variant_of(us.viewer.person_id),
        prefix=receive_prefix(submission),
    )
    asked = submission.assignment.fields_for(us.viewer.person_id, Part.RECEIVED)
    told = tell(definition, answers, us.people(submission.author_id), referred)
    return Gesture(
        submission=submission,
        title=names.get((submission.assignment_id, submission.author_id), definition.title),
        told=tuple(answer for answer in told if done is None or answer.field != done.key),
        tap=next((prompt for prompt in form.prompts if prompt.question == tap), None),
        more=tuple(told_with_it(each, us) for each in form.prompts if each.question != tap),
        promise=before(asked[0].audience, us.names),
        may_tell=all(question.choose for question in asked),
        key=new_press(),
    )
