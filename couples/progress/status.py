"""
Where a partner stands with each piece of homework, in one vocabulary of states.

Pure functions over `Work`. How often something was done of how often it came due is
counted in `couples.progress.times`.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from couples.assignments.models import Assignment
from couples.assignments.spans import Span
from couples.audiences import Audience
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence, Doer, Part
from couples.progress.due import DueDays, due_days_of, due_on_of, once_of
from couples.progress.standings import NOTHING_HELD, Standings
from couples.progress.times import Period, count_times, is_asked, rests_now
from couples.progress.work import Work, asks_whether_done
from couples.submissions.models import Submission
from couples.submissions.openings import repeated_part

__all__ = [
    "AssignmentStatus",
    "PartnerStatus",
    "Period",
    "State",
    "counts_days",
    "due_on_of",
    "is_asked",
    "is_check_in",
    "is_overdue",
    "list_statuses",
    "partner_status",
    "state_of_both",
]


class State(enum.StrEnum):
    """
    The one vocabulary for where homework stands: on the screen, on paper, in the glossary.

    `HELD` is what waits to be opened in session, was set aside, or is stopped by a gate;
    `RELEASED` is what was opened in session. What is both held and read is still held:
    there is something to do. `RESTING` is what cannot be done in a break, `ERASED` the part
    of somebody who was erased.
    """

    NOT_OPENED = "not-opened"
    STARTED = "started"
    HANDED_IN = "handed-in"
    WAITING = "waiting"
    HELD = "held"
    RESTING = "resting"
    RELEASED = "released"
    REVIEWED = "reviewed"
    GIVEN_BACK = "given-back"
    NOT_ASKED = "not-asked"
    ERASED = "erased"


_THERE = (State.HANDED_IN, State.RELEASED, State.REVIEWED)
"""What leaves nothing to do for its author, least far first."""


@dataclass(frozen=True, slots=True)
class PartnerStatus:
    """
    How far one partner is: `done` of `due` in the period, and the state of the latest time.

    What is done once is 1 of 1 from the day it was handed in, and 0 of 1 before. What may
    be done at any time is never due. `is_overdue` is about work whose date, and whatever
    grace there was, has passed. `last_on` is the day they last handed something in for it,
    and `is_entered` says that the counselor typed that in session. `is_gated` says that
    it is a gate that holds it.
    """

    person_id: int
    state: State
    done: int
    due: int
    is_overdue: bool
    last_on: date | None
    is_entered: bool = False
    is_gated: bool = False


@dataclass(frozen=True, slots=True)
class AssignmentStatus:
    """
    One row of the matrix: a piece of homework, where each partner stands, and both as one.

    `due_on` is the day that holds for both by now, `days` all there is to say of days, and
    `rests` the break that runs.
    """

    assignment: Assignment
    due_on: date | None
    days: DueDays
    rests: Span | None
    partners: tuple[PartnerStatus, ...]

    @property
    def together(self) -> State:
        """How far the two are as one."""
        return state_of_both(self.assignment, [each.state for each in self.partners])


def list_statuses(
    work: Work, couple: Couple, period: Period, standings: Standings = NOTHING_HELD
) -> list[AssignmentStatus]:
    """Every piece of homework of a couple, oldest first."""
    return [
        AssignmentStatus(
            assignment,
            due_on_of(work, assignment),
            due_days_of(work, assignment),
            standings.resting.get(assignment.id),
            tuple(
                partner_status(work, assignment, person.id, period, standings)
                for person in couple.partners
            ),
        )
        for assignment in work.of_couple(couple.id)
    ]


def state_of_both(assignment: Assignment, states: Sequence[State]) -> State:
    """
    How far two are as one: as far as the one who has the longer way.

    Where only one of them has handed in, the two of them wait for the other, whether or
    not anything is sealed. Homework for one is not asked of both, and neither is what each
    may leave. Where one of them was erased, it is the other alone.
    """
    states = [state for state in states if state is not State.ERASED]
    if assignment.doer is Doer.ONE or assignment.definition.may_be_left:
        return State.NOT_ASKED
    if len(set(states)) == 1:
        return states[0]
    for state in (State.GIVEN_BACK, State.HELD, State.RESTING):
        if state in states:
            return state
    there = [state for state in states if state in _THERE]
    if len(there) == len(states):
        return min(there, key=_THERE.index)
    return State.WAITING if there or State.WAITING in states else State.STARTED


def partner_status(
    work: Work,
    assignment: Assignment,
    person_id: int,
    period: Period,
    standings: Standings = NOTHING_HELD,
) -> PartnerStatus:
    """Where one partner stands with one piece of homework."""
    if not is_asked(assignment, person_id) or not work.is_led(assignment, person_id):
        was_theirs = person_id in work.erased and is_asked(assignment, person_id)
        nothing = State.ERASED if was_theirs else State.NOT_ASKED
        return PartnerStatus(person_id, nothing, 0, 0, is_overdue=False, last_on=None)
    mine = work.counting_for(assignment, person_id, repeated_part(assignment))
    done, due = _done_of_due(work, assignment, person_id, period, mine)
    state = (
        _begun(work, assignment, person_id, standings)
        if not mine
        else _handed_in(work, assignment, mine[-1], standings, is_all_done=done >= due)
    )
    stopped = _stopped(assignment, state, standings)
    return PartnerStatus(
        person_id=person_id,
        state=stopped or state,
        done=done,
        due=due,
        is_overdue=is_overdue(work, assignment, person_id, period),
        last_on=mine[-1].occurs_on if mine else None,
        is_entered=bool(mine) and mine[-1].entered_by_id is not None,
        is_gated=stopped is State.HELD,
    )


def _stopped(assignment: Assignment, state: State, standings: Standings) -> State | None:
    """What is said in place of `state` where nobody can do now what is still to come."""
    is_there = assignment.cadence is Cadence.ONCE and state in (*_THERE, State.WAITING)
    if is_there or state is State.HELD:
        return None
    if assignment.id in standings.gated:
        return State.HELD
    return State.RESTING if assignment.id in standings.resting else None


def _done_of_due(
    work: Work, assignment: Assignment, person_id: int, period: Period, mine: list[Submission]
) -> tuple[int, int]:
    match assignment.cadence:
        case Cadence.ONCE:
            is_done = any(s.id not in work.given_back for s in mine)
            is_asked_for = assignment.starts_on <= period.last
            is_due = is_asked_for and not assignment.definition.may_be_left
            return int(is_done), int(is_done or is_due)
        case Cadence.ANY_TIME:
            return count_times(work, assignment, person_id, period).done, 0
        case _:
            times = count_times(work, assignment, person_id, period)
            return times.done, times.due


def is_overdue(work: Work, assignment: Assignment, person_id: int, period: Period) -> bool:
    """
    Whether one partner is late with what is done once: past its date and whatever grace there was.

    For a whole caseload this is asked alone, since counting what comes round takes far longer.
    """
    if not is_asked(assignment, person_id) or not work.is_led(assignment, person_id):
        return False
    if assignment.closed_at is not None or assignment.definition.may_be_left:
        return False
    once = once_of(work, assignment, person_id)
    if once is None or once.on_time_until is None or once.on_time_until >= period.today:
        return False
    if rests_now(work.calendar.rests(assignment), period):
        return False
    mine = work.counting_for(assignment, person_id, repeated_part(assignment))
    return all(submission.id in work.given_back for submission in mine)


def _begun(work: Work, assignment: Assignment, person_id: int, standings: Standings) -> State:
    if (assignment.id, person_id) in standings.set_aside:
        return State.HELD
    if (assignment.id, person_id) in work.started:
        return State.STARTED
    return State.NOT_ASKED if assignment.definition.may_be_left else State.NOT_OPENED


def _handed_in(
    work: Work,
    assignment: Assignment,
    latest: Submission,
    standings: Standings,
    *,
    is_all_done: bool,
) -> State:
    if latest.id in work.given_back:
        return State.GIVEN_BACK
    if not is_all_done and assignment.cadence is not Cadence.ONCE:
        return State.STARTED
    if is_check_in(assignment):
        return State.HANDED_IN
    return _read(work, assignment, latest, standings)


def _read(work: Work, assignment: Assignment, latest: Submission, standings: Standings) -> State:
    if _waits_for_other(work, assignment, latest):
        return State.WAITING
    if latest.id in standings.held:
        return State.HELD
    if latest.reviewed_at is not None:
        return State.REVIEWED
    return State.RELEASED if latest.id in standings.released else State.HANDED_IN


def _waits_for_other(work: Work, assignment: Assignment, latest: Submission) -> bool:
    fields = assignment.definition.fields_of(latest.part)
    if not any(Audience.SEALED in field.audiences for field in fields):
        return False
    if not assignment.couple.has_both:
        return False
    return not any(
        other.author_id != latest.author_id
        and other.part is latest.part
        and other.occurrence == latest.occurrence
        for (assignment_id, _), theirs in work.submissions.items()
        if assignment_id == assignment.id
        for other in theirs
    )


def is_check_in(assignment: Assignment) -> bool:
    """Whether it is kept up by noting it, as a ritual is, rather than written."""
    return repeated_part(assignment) is Part.LOG


def counts_days(assignment: Assignment) -> bool:
    """Whether a strip of days says something about it."""
    return is_check_in(assignment) and asks_whether_done(assignment)
