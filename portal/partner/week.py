"""Everything that “This week” shows, gathered once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from couples.appointments.queries import next_appointments
from couples.assignments.models import Assignment
from couples.breaks.queries import list_breaks
from couples.pauses.models import Pause
from couples.pauses.queries import find_asking
from couples.submissions.aside import list_set_aside
from couples.submissions.models import Submission
from couples.submissions.queries import list_submissions
from portal.partner.asking import Asking, asking_of
from portal.partner.cards import Card, card_of, cards_of
from portal.partner.handed_in import (
    HandedIn,
    is_check_off,
    is_noted_in_a_minute,
    lately,
    lines_of,
    own_in,
)
from portal.partner.mending import mending_of
from portal.partner.settled import plans_of, titled
from portal.partner.taps import Tap, tap_for
from portal.partner.us import Us
from portal.partner.work import list_running, work_in


@dataclass(frozen=True, slots=True)
class Resting:
    """Something that rests until a day, if that is known. Without a title it is everything."""

    title: str | None
    last_on: date | None


@dataclass(frozen=True, slots=True)
class Week:
    """
    The page: what matters most, the rest, what was noted today, what was handed in.

    `mending` are the repairs in which something can be noted, and `over` is a time-out whose
    time is up and from which the viewer has not said that they are back.
    """

    session_at: datetime | None
    first: tuple[Card, ...]
    later: tuple[Card, ...]
    entries: tuple[Card, ...]
    taps: dict[str, Tap]
    noted: tuple[HandedIn, ...]
    handed_in: tuple[HandedIn, ...]
    rests: tuple[Resting, ...] = ()
    set_aside: tuple[Submission, ...] = ()
    asking: Asking | None = None
    mending: tuple[str, ...] = ()
    over: Pause | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.first or self.later or self.entries or self.mending or self.asking)


def week_of(session: Session, us: Us) -> Week:
    """What there is for the viewer just now."""
    session_at, session_on = next_session(session, us)
    running = list_running(session, us)
    known = list_submissions(session, us.viewer.with_kept_off(), couple_ids=[us.couple.id])
    run = {assignment.id for assignment in running}
    here = [submission for submission in known if submission.assignment_id in run]
    settled = plans_of(session, us, here)
    works = work_in(session, us, running, here, settled)
    mine = own_in(known, us)
    mending = mending_of(session, us, [*running, *(s.assignment for s in mine)])
    quick = [work for work in works if work.is_entry]
    entries = [work for work in quick if work.assignment.id not in mending.acts]
    longer = [work for work in works if not work.is_entry]
    first, later = cards_of(longer, us.names, us.today, session_on)
    apart = [s for s in mine if s.assignment_id not in mending.acts]
    noted = [s for s in apart if _is_noted(s) and s.occurs_on == us.today]
    titles = titled(us, running, settled)
    taps = [tap for work in works if (tap := tap_for(work, us))]
    return Week(
        session_at=session_at,
        first=tuple(first),
        later=tuple(later),
        entries=tuple(card_of(work, us.names, us.today, session_on) for work in entries),
        taps={tap.work: tap for tap in taps},
        noted=tuple(HandedIn(s, titles.get(s.assignment_id, ""), s.submitted_at) for s in noted),
        handed_in=tuple(lately(lines_of(session, us, apart))),
        rests=resting_of(session, us, running, titles),
        set_aside=tuple(list_set_aside(session, us.viewer)),
        asking=asking_of(session, us),
        mending=mending.open_in(quick),
        over=_find_over(session, us),
    )


def _is_noted(submission: Submission) -> bool:
    return is_check_off(submission) or is_noted_in_a_minute(submission)


def _find_over(session: Session, us: Us) -> Pause | None:
    """A time-out that ended by itself while the viewer is still away."""
    found = find_asking(session, us.viewer, us.couple.id)
    if found is None or found.is_running or found.ended_at is not None:
        return None
    return None if found.is_back(us.viewer.person_id) else found


def resting_of(
    session: Session, us: Us, running: Sequence[Assignment], titles: Mapping[int, str]
) -> tuple[Resting, ...]:
    """What rests today: everything, or some of what runs, with the day until which it does."""
    found = [
        each
        for each in list_breaks(session, us.viewer, [us.couple.id])
        if each.span.holds(us.today)
    ]
    known = {each.id: titles[each.id] for each in running if each.closed_at is None}
    return tuple(
        Resting(known.get(each.assignment_id or 0), each.last_on)
        for each in found
        if each.assignment_id is None or each.assignment_id in known
    )


def next_session(session: Session, us: Us) -> tuple[datetime | None, date | None]:
    """The next session: its moment, and its day where the couple lives."""
    appointment = next_appointments(session, us.viewer).get(us.couple.id)
    if appointment is None:
        return None, None
    at = appointment.starts_at
    return at, us.couple.day_of(at)
