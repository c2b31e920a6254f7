"""What there is to do now: every piece of homework, as far as it waits for this partner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.calendar import load_calendar
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.assignments.schedule import Occurrence, Plan
from couples.exercises import definition as exercise
from couples.exercises.definition import Definition, Doer, FieldType, Part, Variant
from couples.pauses.waiting import list_waiting
from couples.safety.queries import list_held
from couples.submissions.models import Answer, Draft, Submission
from couples.submissions.openings import (
    cut_off_of,
    is_of_interest,
    list_openings,
    repeated_part,
)
from couples.submissions.queries import list_answers, list_drafts, list_submissions
from couples.submissions.readiness import is_asked_first
from couples.talks.queries import is_guided
from portal.partner.us import Us

_NAME = "title"
"""The question of a ritual whose answer is what the couple calls it."""


@dataclass(frozen=True, slots=True)
class Work:
    """
    One part of one assignment that can be done now, or was begun.

    What `is_resting` was begun and is not scheduled now: its draft is kept.
    `closed_on` is the last day on which what was begun could have been handed in.
    """

    assignment: Assignment
    part: Part
    title: str
    opening: Occurrence | None
    draft: Draft | None
    given_back: Submission | None
    is_resting: bool = False
    variant: Variant | None = None
    closed_on: date | None = None

    @property
    def definition(self) -> Definition:
        """What is asked."""
        return self.assignment.definition

    @property
    def tap(self) -> exercise.Field | None:
        """The one question of a check-off, where a single tap answers all that is needed."""
        if self.part is not Part.LOG or is_asked_first(self.assignment, self.part):
            return None
        return tap_of(self.definition, Part.LOG, self.variant)

    @property
    def is_guided(self) -> bool:
        """Whether the two can be led through it turn by turn."""
        return self.part is Part.MAIN and is_guided(self.assignment)

    @property
    def asks_first(self) -> bool:
        """Whether something is asked of each before this can be begun."""
        return self.draft is None and is_asked_first(self.assignment, self.part)


def tap_of(
    definition: Definition, part: Part = Part.LOG, variant: Variant | None = None
) -> exercise.Field | None:
    """The yes-or-no question that a check-in comes down to, if it comes down to one."""
    required = [field for field in definition.fields_of(part, variant) if field.required]
    if len(required) == 1 and required[0].type is FieldType.YES_NO:
        return required[0]
    return None


def list_work(session: Session, us: Us, assignments: Sequence[Assignment]) -> list[Work]:
    """What waits for the viewer in these assignments, in their order."""
    known = list_submissions(session, us.viewer, assignments=assignments)
    drafts = {(draft.assignment_id, draft.part): draft for draft in list_drafts(session, us.viewer)}
    calendar = load_calendar(session, us.viewer, [us.couple])
    titles = titles_of(session, us, assignments, known)
    resting = list_held(session, us.viewer, assignments)
    resting |= list_waiting(session, us.viewer, assignments)
    found = []
    person_id = us.viewer.person_id
    plans = {each.id: calendar.plan(each, person_id) for each in assignments}
    openings = list_openings(assignments, person_id, known, us.today, plans=plans, held=resting)
    for assignment, part, scheduled in openings:
        here = [submission for submission in known if submission.assignment_id == assignment.id]
        mine = [s for s in here if s.part is part and s.author_id == person_id]
        is_resting = assignment.id in resting
        draft = drafts.get((assignment.id, part))
        if scheduled or draft:
            occurrence = draft.occurrence if draft else scheduled.key if scheduled else ""
            title = titles[assignment.id] if part is Part.LOG else assignment.definition.title
            back = None if is_resting else _given_back(mine, occurrence)
            closed_on = None if back else _closed_on(draft, plans[assignment.id], us)
            variant = assignment.variant_of(person_id)
            found.append(
                Work(
                    assignment, part, title, scheduled, draft, back, is_resting, variant, closed_on
                )
            )
    return found


def _closed_on(draft: Draft | None, plan: Plan, us: Us) -> date | None:
    """The last day on which a draft could have been handed in, where that day is over."""
    if draft is None or draft.part is not repeated_part(draft.assignment):
        return None
    day = cut_off_of(plan, draft.occurrence, us.today)
    return day if day is not None and day < us.today else None


def list_running(session: Session, us: Us) -> list[Assignment]:
    """The homework that runs, and what ended lately and may have come back."""
    now = clock.now()
    return [
        assignment
        for assignment in list_assignments(session, us.viewer, couple_ids=[us.couple.id])
        if is_of_interest(assignment, now)
    ]


def _given_back(mine: Sequence[Submission], occurrence: str) -> Submission | None:
    attempts = [submission for submission in mine if submission.occurrence == occurrence]
    return attempts[-1] if attempts and attempts[-1].returned_at else None


def titles_of(
    session: Session, us: Us, assignments: Sequence[Assignment], known: Sequence[Submission]
) -> dict[int, str]:
    """What each is called: a ritual by the name that it was given, if it was given one."""
    rituals = [s for s in known if s.part is Part.MAIN and s.assignment.definition.checks_in]
    names = names_given(rituals, list_answers(session, us.viewer, rituals))
    titles = {}
    for assignment in assignments:
        mine = names.get((assignment.id, us.viewer.person_id))
        theirs = names.get((assignment.id, us.other.person_id))
        is_ours = assignment.doer is Doer.TOGETHER
        titles[assignment.id] = mine or (is_ours and theirs) or assignment.definition.title
    return titles


def names_given(
    known: Sequence[Submission], answers: Mapping[int, Sequence[Answer]]
) -> dict[tuple[int, int], str]:
    """The name that an author gave a ritual when they set it up, by assignment and author."""
    return {
        (submission.assignment_id, submission.author_id): answer.words
        for submission in known
        if submission.part is Part.MAIN and submission.assignment.definition.checks_in
        for answer in answers[submission.id]
        if answer.field == _NAME and answer.words
    }
