"""
What each partner will find on which day, worked out ahead for their counselor.

It is asked as each partner and made of the same openings as their own page, so that it
shows what they will see if nothing more is handed in. It tells which homework there is to
do, which the counselor gave, and nothing of what anybody wrote.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from couples import clock
from couples.assignments.calendar import Calendar, load_calendar
from couples.assignments.models import Assignment, Extension
from couples.assignments.queries import list_assignments
from couples.assignments.schedule import Occurrence, Plan
from couples.assignments.spans import days_between, joined, span_at
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.exercises.definition import Cadence, Part
from couples.identity import Identity, Role
from couples.people.models import Person
from couples.permissions import Deed, require
from couples.safety.queries import list_held
from couples.submissions.models import Submission
from couples.submissions.openings import is_of_interest, list_openings
from couples.submissions.queries import list_begun, list_submissions

MOST_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Find:
    """
    One piece of homework that a partner will find on a day.

    `is_new` on the first day on which this time of it can be begun, and `is_due` on the
    day for which it is asked. Without `opening` only a draft of theirs waits.
    """

    assignment: Assignment
    part: Part
    opening: Occurrence | None
    is_new: bool
    is_due: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """
    Something that would come but is not given yet, such as a step of a programme.

    `on` is the day on which it would open where that is known, `why` what it waits for, and
    `person_id` whom it is for if not both.
    """

    title: str
    on: date | None = None
    why: str = ""
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One day: whether they meet their counselor or rest, and what each partner will find."""

    on: date
    meets: bool
    rests: bool
    finds: tuple[tuple[Find, ...], ...]
    expected: tuple[tuple[Expected, ...], ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """Some days of a couple from today on. `undated` is what has no day yet."""

    couple: Couple
    days: tuple[Day, ...]
    undated: tuple[Expected, ...]


def look_ahead(
    session: Session,
    viewer: Identity,
    couple_id: str,
    *,
    weeks: int = 4,
    planned: Sequence[Assignment] = (),
    more_time: Sequence[Extension] = (),
    expected: Iterable[Expected] = (),
) -> Outlook:
    """
    The next weeks of one couple, in a number of statements that depends on nothing.

    `planned` is homework that was not given yet, or as it would be after a change;
    `more_time` extensions that were not given yet; `expected` whatever else would come.
    """
    require(viewer, Deed.ASSIGN)
    couple = get_couple(session, viewer, couple_id)
    today, coming = clock.today(couple.time_zone), tuple(expected)
    days = days_between(today, today + timedelta(days=7 * min(max(weeks, 1), MOST_WEEKS) - 1))
    pages = [_page(session, couple, person, planned, more_time) for person in couple.partners]
    calendar = pages[0].calendar
    everything = joined(
        each.span for each in calendar.breaks.get(couple.id, ()) if each.assignment_id is None
    )
    meets = {each.on for each in calendar.meetings.get(couple.id, ())}
    return Outlook(
        couple=couple,
        days=tuple(
            Day(
                on=day,
                meets=day in meets,
                rests=span_at(everything, day) is not None,
                finds=tuple(tuple(page.finds(day)) for page in pages),
                expected=tuple(
                    tuple(
                        e for e in coming if e.on == day and e.person_id in {None, page.person.id}
                    )
                    for page in pages
                ),
            )
            for day in days
        ),
        undated=tuple(each for each in coming if each.on is None),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """All that one partner's page is made of, loaded as that partner and nobody else."""

    person: Person
    given: Sequence[Assignment]
    submissions: Sequence[Submission]
    begun: Mapping[tuple[int, Part], str]
    calendar: Calendar
    plans: Mapping[int, Plan]
    held: Collection[int]
    today: date
    now: datetime

    def finds(self, day: date) -> Iterator[Find]:
        """What they will find on a day, in the order in which it was given."""
        then = self.now + (day - self.today)
        given = [each for each in self.given if is_of_interest(each, then)]
        openings = list_openings(
            given,
            self.person.id,
            self.submissions,
            day,
            plans=self.plans,
            held=self.held,
        )
        for assignment, part, opening in openings:
            if opening or (assignment.id, part) in self.begun:
                yield Find(
                    assignment=assignment,
                    part=part,
                    opening=opening,
                    is_new=opening is not None and _is_new(assignment, opening, day),
                    is_due=opening is not None and opening.due_on == day,
                )


def _is_new(assignment: Assignment, opening: Occurrence, day: date) -> bool:
    """What may be done at any time opens anew each day, and is news on the first one only."""
    if assignment.cadence is Cadence.ANY_TIME:
        return assignment.starts_on == day
    return opening.opens_on == day


def _page(
    session: Session,
    couple: Couple,
    person: Person,
    planned: Sequence[Assignment],
    more_time: Sequence[Extension],
) -> _Page:
    own = Identity(Role.PARTNER, couple.practice_id, person.id, couple.id)
    running = list_assignments(session, own, couple_ids=[couple.id])
    calendar = load_calendar(session, own, [couple])
    mine = [each for each in more_time if each.person_id in {None, person.id}]
    extensions = dict(calendar.extensions)
    for each in mine:
        extensions[each.assignment_id] = (*extensions.get(each.assignment_id, ()), each)
    calendar = replace(calendar, extensions=extensions)
    given = _with_planned(running, planned, couple, person)
    return _Page(
        person=person,
        given=given,
        submissions=list_submissions(session, own.with_kept_off(), assignments=running),
        begun=list_begun(session, own, running),
        calendar=calendar,
        plans={each.id: calendar.plan(each, person.id) for each in given},
        held=list_held(session, own, running),
        today=clock.today(couple.time_zone),
        now=clock.now(),
    )


def _with_planned(
    running: Sequence[Assignment], planned: Sequence[Assignment], couple: Couple, person: Person
) -> list[Assignment]:
    """What runs, with what would be changed in its place and what would be new at the end."""
    theirs = {
        each.id: each
        for each in planned
        if each.couple_id == couple.id and each.for_person_id in {None, person.id}
    }
    known = {each.id for each in running}
    as_changed = [theirs.get(each.id, each) for each in running]
    return as_changed + [each for id_, each in theirs.items() if id_ not in known]
