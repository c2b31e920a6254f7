"""What there is to do now: every piece of homework, as far as it waits for this partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.calendar import load_calendar
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.assignments.schedule import Occurrence, Plan
from couples.exercises import definition as exercise
from couples.exercises.definition import Cadence, Definition, Part, Variant
from couples.pauses.waiting import list_waiting
from couples.rituals.apart import asks_for_arrival
from couples.rituals.plans import RitualPlan
from couples.safety.queries import list_held
from couples.submissions.amends import list_put_right
from couples.submissions.models import Draft, Submission
from couples.submissions.openings import (
    choose_opening,
    cut_off_of,
    is_of_interest,
    list_openings,
    repeated_part,
)
from couples.submissions.queries import list_drafts, list_submissions
from couples.submissions.readiness import is_asked_first
from couples.talks.queries import is_guided
from portal.partner.settled import Settled, plan_for, plans_of, titled
from portal.partner.us import Us

_GAP, _GAP_OF_WEEKS = timedelta(days=7), timedelta(days=14)
"""After so long without a note, a ritual is begun again and not merely gone on with."""


_SHORT = 5
"""Minutes that a line takes at most."""


@dataclass(frozen=True, slots=True)
class Work:
    """
    One part of one assignment that can be done now, or was begun.

    What `is_resting` was begun and is not scheduled now: its draft is kept.
    `closed_on` is the last day on which what was begun could have been handed in. `plan` is
    how a ritual was settled. The part *received* is one's own side of the other's ritual.
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
    plan: RitualPlan | None = None
    begins_again: bool = False

    @property
    def key(self) -> str:
        """A name of this part of this assignment on one page."""
        return f"{self.assignment.public_id}-{self.part}"

    @property
    def definition(self) -> Definition:
        """What is asked."""
        return self.assignment.definition

    @property
    def tap(self) -> exercise.Field | None:
        """The one question of a check-off, where a single tap answers all that is needed."""
        if self.part is Part.MAIN or is_asked_first(self.assignment, self.part):
            return None
        return self.definition.tap(self.part, self.variant)

    @property
    def is_guided(self) -> bool:
        """Whether the two can be led through it turn by turn."""
        return self.part is Part.MAIN and is_guided(self.assignment)

    @property
    def is_entry(self) -> bool:
        """Whether it is a line to write down when there is one, which takes a minute or two."""
        is_waiting = self.draft or self.given_back or self.is_resting or self.closed_on
        return (
            self.tap is None
            and is_short_entry(self.definition, self.part)
            and not (is_waiting or self.asks_first)
        )

    @property
    def asks_first(self) -> bool:
        """Whether something is asked of each before this can be begun."""
        return self.draft is None and is_asked_first(self.assignment, self.part)


def is_short_entry(definition: Definition, part: Part) -> bool:
    """Whether this part of it is noted in a minute or two, whenever there is something to note."""
    is_short = definition.minutes[1] <= _SHORT or bool(definition.fields_of(Part.MAIN))
    return part is Part.LOG and is_short and definition.checks_in


def list_work(session: Session, us: Us, assignments: Sequence[Assignment]) -> list[Work]:
    """What waits for the viewer in these assignments, in their order."""
    known = list_submissions(session, us.viewer.with_kept_off(), assignments=assignments)
    return work_in(session, us, assignments, known, plans_of(session, us, known))


def work_in(
    session: Session,
    us: Us,
    assignments: Sequence[Assignment],
    known: Sequence[Submission],
    settled: Settled,
) -> list[Work]:
    """
    The same, of what is `known` of these assignments and of how rituals were `settled`.

    What the viewer keeps off their own pages is to be among it, so that nothing asks for it
    again; nothing here tells of it.
    """
    drafts = {(draft.assignment_id, draft.part): draft for draft in list_drafts(session, us.viewer)}
    calendar = load_calendar(session, us.viewer, [us.couple])
    titles = titled(us, assignments, settled)
    resting = list_held(session, us.viewer, assignments)
    resting |= list_waiting(session, us.viewer, assignments)
    found = []
    person_id = us.viewer.person_id
    plans = {each.id: calendar.plan(each, person_id) for each in assignments}
    done = list_put_right(session, us.viewer, assignments)
    openings = list_openings(
        assignments, person_id, known, us.today, plans=plans, held=resting, put_right=done
    )
    for assignment, part, scheduled in openings:
        here = [submission for submission in known if submission.assignment_id == assignment.id]
        mine = [s for s in here if s.part is part and _is_shown_as_mine(s, us)]
        is_resting = assignment.id in resting
        draft = drafts.get((assignment.id, part))
        if scheduled or draft:
            occurrence = draft.occurrence if draft else scheduled.key if scheduled else ""
            title = titles[assignment.id] if part is Part.LOG else assignment.definition.title
            plan = plan_for(assignment, us, settled) if part is Part.LOG else None
            back = None if is_resting else _given_back(mine, occurrence)
            closed_on = None if back else _closed_on(draft, plans[assignment.id], us)
            variant = assignment.variant_of(person_id)
            work = Work(
                assignment, part, title, scheduled, draft, back, is_resting, variant, closed_on
            )
            again = part is Part.LOG and _begins_again(assignment, mine, us.today)
            found.append(replace(work, plan=plan, begins_again=again))
    for assignment in assignments:
        theirs = settled.get((assignment.id, us.other.person_id))
        if theirs and asks_for_arrival(assignment) and assignment.id not in resting:
            here = [submission for submission in known if submission.assignment_id == assignment.id]
            found += _arrival(theirs, us, here, plans[assignment.id])
    return found


def _is_shown_as_mine(submission: Submission, us: Us) -> bool:
    """Whether it is the viewer's own, and not kept off the pages that they look at."""
    is_mine = submission.author_id == us.viewer.person_id
    return is_mine and not submission.is_kept_off_by(us.viewer)


def _arrival(theirs: RitualPlan, us: Us, here: Sequence[Submission], plan: Plan) -> list[Work]:
    """Saying how the other's ritual arrived today; yesterday is not asked for again."""
    assignment, person_id = theirs.assignment, us.viewer.person_id
    opening = choose_opening(assignment, Part.RECEIVED, person_id, here, today=us.today, plan=plan)
    if opening is None or opening.due_on != us.today:
        return []
    title = theirs.name or assignment.definition.title
    variant = assignment.variant_of(person_id)
    return [Work(assignment, Part.RECEIVED, title, opening, None, None, variant=variant)]


def _begins_again(assignment: Assignment, mine: Sequence[Submission], today: date) -> bool:
    """Whether a ritual that was kept up for a while comes after a gap, however long."""
    gap = _GAP if assignment.cadence in {Cadence.DAILY, Cadence.DAYS} else _GAP_OF_WEEKS
    return bool(mine) and max(each.occurs_on for each in mine) < today - gap


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
        for assignment in list_assignments(
            session, us.viewer, couple_ids=[us.couple.id], begun=True
        )
        if is_of_interest(assignment, now)
    ]


def _given_back(mine: Sequence[Submission], occurrence: str) -> Submission | None:
    attempts = [submission for submission in mine if submission.occurrence == occurrence]
    return attempts[-1] if attempts and attempts[-1].returned_at else None
