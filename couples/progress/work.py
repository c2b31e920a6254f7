"""
Everything the numbers are counted from, for any number of couples at once.

It is loaded in a fixed number of statements, whatever the caseload, and always
through what the viewer may know: the same counting serves the counselor's
dashboard and the copy that both partners may hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from couples.assignments.calendar import Calendar, load_calendar
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.caseload.models import Couple
from couples.exercises.definition import Cadence, FieldType, Part
from couples.identity import Identity
from couples.submissions.models import Answer, Submission
from couples.submissions.openings import counts_for
from couples.submissions.queries import list_led, list_started, list_submissions
from couples.visibility import readable_answers

DONE_FIELD = "done"
RECEIVED_FIELD = "received"


@dataclass(frozen=True)
class Work:
    """
    The homework of some couples and what was handed in for it.

    `submissions` are by (assignment, author), oldest first; `said_no` holds the ids of
    check-ins that said “not today”, or that it did not arrive, and `given_back` of what was
    given back for another attempt, which only its author and the counselor are told. `led`
    are the times, by assignment and occurrence, at which whoever follows can do their part.
    Of those who were `erased` nothing is there, and nothing comes any more.

    `begun` is what a partner began of their own accord, which is due on no day: what was
    handed in for it is there, and nobody is asked for it.
    """

    assignments: tuple[Assignment, ...]
    submissions: Mapping[tuple[int, int], Sequence[Submission]]
    started: frozenset[tuple[int, int]]
    said_no: frozenset[int]
    given_back: frozenset[int]
    calendar: Calendar
    led: frozenset[tuple[int, str]] = frozenset()
    begun: tuple[Assignment, ...] = ()
    erased: frozenset[int] = frozenset()

    def is_led(self, assignment: Assignment, person_id: int, occurrence: str | None = None) -> bool:
        """
        Whether it is this partner's turn: at once, or once they can read what they follow.

        It is never the turn of somebody who was erased.
        """
        if person_id in self.erased:
            return False
        if not assignment.is_follower(person_id):
            return True
        return any(
            assignment_id == assignment.id and occurrence in {None, key}
            for assignment_id, key in self.led
        )

    def of_couple(self, couple_id: int) -> list[Assignment]:
        """The couple's assignments, oldest first."""
        return list(self._by_couple.get(couple_id, ()))

    def handed_in(
        self, assignment: Assignment, person_id: int, part: Part | None = None
    ) -> list[Submission]:
        """What one partner handed in for an assignment, oldest first."""
        found = self.submissions.get((assignment.id, person_id), ())
        return [s for s in found if part is None or s.part is part]

    def counting_for(self, assignment: Assignment, person_id: int, part: Part) -> list[Submission]:
        """What one partner handed in, and what the other did where it is written once for both."""
        found = [
            submission
            for submission in self._by_assignment.get(assignment.id, ())
            if submission.part is part and counts_for(submission, person_id)
        ]
        return sorted(found, key=lambda submission: (submission.submitted_at, submission.id))

    # A page asks these of every couple in turn, so that looking through everything each
    # time would cost the square of a caseload.

    @cached_property
    def _by_couple(self) -> Mapping[int, list[Assignment]]:
        found: dict[int, list[Assignment]] = defaultdict(list)
        for assignment in self.assignments:
            found[assignment.couple_id].append(assignment)
        return found

    @cached_property
    def _by_assignment(self) -> Mapping[int, list[Submission]]:
        found: dict[int, list[Submission]] = defaultdict(list)
        for (assignment_id, _author_id), written in self.submissions.items():
            found[assignment_id] += written
        return found


def load_work(
    session: Session,
    viewer: Identity,
    couples: Sequence[Couple],
    *,
    since: datetime,
    begun: bool = False,
) -> Work:
    """
    The work of `couples`, with what was handed in from `since` on.

    What a partner began by themselves is among what was given only if asked so.
    """
    ids = [couple.id for couple in couples]
    everything = [
        assignment
        for assignment in list_assignments(session, viewer, couple_ids=ids, begun=True)
        if assignment.closed_at is None or assignment.closed_at >= since
    ]
    assignments = tuple(a for a in everything if begun or a.begun_by_id is None)
    submissions: dict[tuple[int, int], list[Submission]] = defaultdict(list)
    for submission in _handed_in(session, viewer, ids, everything, since):
        submissions[submission.assignment_id, submission.author_id].append(submission)
    return Work(
        assignments=assignments,
        submissions=submissions,
        started=frozenset(list_started(session, viewer, assignments)),
        said_no=_said_no(session, viewer, submissions, since),
        given_back=_given_back(viewer, submissions),
        calendar=load_calendar(session, viewer, couples),
        led=frozenset(list_led(session, viewer, assignments)),
        begun=tuple(a for a in everything if a.begun_by_id is not None),
        erased=frozenset(p.id for couple in couples for p in couple.partners if p.erased_at),
    )


def _handed_in(
    session: Session,
    viewer: Identity,
    couple_ids: Sequence[int],
    assignments: Sequence[Assignment],
    since: datetime,
) -> list[Submission]:
    """
    What was handed in since then, and before then for work that is done once.

    Without the second part, work that was handed in early would look undone.
    """
    once = [a for a in assignments if a.cadence is Cadence.ONCE]
    earlier = list_submissions(session, viewer, assignments=once, until=since)
    return earlier + list_submissions(session, viewer, couple_ids=couple_ids, since=since)


def asks_whether_done(assignment: Assignment) -> bool:
    """Whether a check-in says yes or no to having done it, rather than being the deed itself."""
    return any(
        field.key == DONE_FIELD and field.required and field.type is FieldType.YES_NO
        for field in assignment.definition.fields_of(Part.LOG)
    )


def _said_no(
    session: Session,
    viewer: Identity,
    submissions: Mapping[tuple[int, int], Sequence[Submission]],
    since: datetime,
) -> frozenset[int]:
    """
    The check-ins whose question whether it was done, or reached the other, was answered with no.

    A field of that name which may be left open is another question: thanks can be
    written before the small act that goes with them is done.
    """
    asked = {
        submission.id
        for written in submissions.values()
        for submission in written
        if submission.part is Part.RECEIVED
        or (submission.part is Part.LOG and asks_whether_done(submission.assignment))
    }
    # Going from the few submissions to their answers keeps a long history out of it.
    recent = select(Submission.id).where(
        Submission.couple_id.in_({s.couple_id for each in submissions.values() for s in each}),
        Submission.submitted_at >= since,
        Submission.part.in_([Part.LOG, Part.RECEIVED]),
    )
    said_no = session.scalars(
        select(Answer.submission_id).where(
            readable_answers(viewer),
            Answer.submission_id.in_(recent),
            Answer.field.in_([DONE_FIELD, RECEIVED_FIELD]),
            Answer.number == 0,
        )
    )
    return frozenset(said_no) & asked


def _given_back(
    viewer: Identity, submissions: Mapping[tuple[int, int], Sequence[Submission]]
) -> frozenset[int]:
    return frozenset(
        submission.id
        for written in submissions.values()
        for submission in written
        if submission.returned_at is not None
        and (viewer.reads_as_counselor or submission.author_id == viewer.person_id)
    )
