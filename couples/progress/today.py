"""What a counselor needs to see first: the next sessions, then every couple by need."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from couples import clock
from couples.appointments.models import Appointment
from couples.appointments.queries import list_appointments
from couples.caseload.models import Couple
from couples.identity import Identity
from couples.partings.models import Parting
from couples.partings.queries import list_couples_with_partings
from couples.progress.pieces import Pieces, count_check_ins, count_pieces
from couples.progress.status import is_overdue
from couples.progress.times import Period
from couples.progress.work import Work, load_work
from couples.safety.models import SafetyFlag
from couples.safety.queries import list_flags, list_shut
from couples.submissions.models import Submission
from couples.submissions.queries import by_time, list_for_review

SOON = timedelta(hours=48)
WINDOW = timedelta(days=90)
NOT_OPENED_AFTER = timedelta(days=3)


class Need(enum.IntEnum):
    """Why a couple stands where it stands, the most pressing first."""

    SESSION_SOON = 1
    OVERDUE = 2
    TO_REVIEW = 3
    NOT_JOINED = 4
    NEVER_OPENED = 5
    NOTHING_GIVEN = 6
    NO_SESSION = 7
    PARTED = 8


@dataclass(frozen=True, slots=True)
class Reason:
    """One need of a couple; `count` says of how much, `at` when, `who` whose name."""

    need: Need
    count: int = 0
    at: datetime | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class SessionLine:
    """An appointment that is being held or comes within 48 hours, and what there is for it."""

    appointment: Appointment
    couple: Couple
    pieces: tuple[Pieces, ...]
    check_ins: tuple[tuple[int, int], ...]
    new: tuple[Submission, ...]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class CaseloadLine:
    """A couple and every reason for its place, the strongest first."""

    couple: Couple
    reasons: tuple[Reason, ...]
    next_session: Appointment | None

    @property
    def rank(self) -> tuple[int, float, int]:
        """For sorting: by the strongest need, then the nearest session, then age."""
        nearest = self.next_session.starts_at.timestamp() if self.next_session else float("inf")
        strongest = self.reasons[0].need.value if self.reasons else len(Need) + 1
        return (strongest, nearest, self.couple.id)


@dataclass(frozen=True, slots=True)
class Today:
    """
    The counselor's first page. `to_look_at` is one open flag of each couple that has any.

    `undecided` are the couples in which somebody told of fear and homework goes on for now.
    `to_read` counts as the queue of what is to be read does: one for each time of each
    piece of homework, from one partner or from both.
    """

    to_look_at: tuple[SafetyFlag, ...]
    undecided: frozenset[int]
    sessions: tuple[SessionLine, ...]
    caseload: tuple[CaseloadLine, ...]
    to_read: int


def todays_page(session: Session, viewer: Identity) -> Today:
    """Everything on the counselor's first page, in a fixed number of statements."""
    now = clock.now()
    couples, parted = list_couples_with_partings(session, viewer)
    work = load_work(session, viewer, couples, since=now - WINDOW)
    appointments = _by_couple(list_appointments(session, viewer, since=now - WINDOW))
    unread = list_for_review(session, viewer)
    waiting = Counter(submission.couple_id for submission in unread)
    here = {couple.id for couple in couples}
    lines = [
        _once_parted(
            _caseload_line(couple, work, appointments.get(couple.id, []), waiting[couple.id], now),
            parted.get(couple.id),
        )
        for couple in couples
    ]
    sessions = [
        session_line(couple, work, appointments[couple.id], appointment, now)
        for couple in couples
        for appointment in appointments.get(couple.id, [])
        if now - timedelta(minutes=appointment.minutes) <= appointment.starts_at < now + SOON
    ]
    flags = [f for f in list_flags(session, viewer, open_only=True) if f.couple_id in here]
    return Today(
        to_look_at=_one_of_each(flags),
        undecided=_undecided(session, viewer, flags),
        sessions=tuple(sorted(sessions, key=lambda line: line.appointment.starts_at)),
        caseload=tuple(sorted(lines, key=lambda line: line.rank)),
        to_read=len(by_time(s for s in unread if s.couple_id in here)),
    )


def _undecided(session: Session, viewer: Identity, flags: Iterable[SafetyFlag]) -> frozenset[int]:
    quiet = [flag.couple for flag in flags if flag.is_quiet]
    shut = list_shut(session, viewer, quiet) if quiet else {}
    return frozenset(
        id_ for id_, found in shut.items() if any(hold.is_quiet for hold in found.values())
    )


def _one_of_each(flags: Iterable[SafetyFlag]) -> tuple[SafetyFlag, ...]:
    """The oldest flag of each couple; the others come after it, one by one."""
    oldest: dict[int, SafetyFlag] = {}
    for flag in flags:
        oldest.setdefault(flag.couple_id, flag)
    return tuple(oldest.values())


def session_line(
    couple: Couple,
    work: Work,
    appointments: Sequence[Appointment],
    appointment: Appointment,
    now: datetime,
) -> SessionLine:
    """What has come in for one appointment since the one before it."""
    since = max(
        (
            a.starts_at
            for a in appointments
            if a.id != appointment.id and a.starts_at < min(appointment.starts_at, now)
        ),
        default=None,
    )
    # Of what is older than the window nothing is loaded, so none of it can count as missing.
    is_older = couple.created_at < now - WINDOW
    begun = now - WINDOW if since is None and is_older else since
    period = period_for(couple, begun, appointment.starts_at)
    rituals = [count_check_ins(work, couple, person.id, period) for person in couple.partners]
    new = [
        submission
        for submission in _all(work, couple)
        if (since or couple.created_at) < submission.submitted_at <= appointment.starts_at
    ]
    return SessionLine(
        appointment=appointment,
        couple=couple,
        pieces=tuple(count_pieces(work, couple, period)),
        check_ins=tuple(rituals),
        new=tuple(new),
        since=since,
    )


def period_for(couple: Couple, since: datetime | None, until: datetime) -> Period:
    """From the last session, or the couple's beginning, to `until`, in the couple's own days."""
    return Period(
        first=couple.day_of(since or couple.created_at),
        last=couple.day_of(until),
        today=clock.today(couple.time_zone),
        since=since,
        until=until,
    )


def _all(work: Work, couple: Couple) -> list[Submission]:
    return [
        submission
        for assignment in work.of_couple(couple.id)
        for person in couple.partners
        for submission in work.handed_in(assignment, person.id)
    ]


def _caseload_line(
    couple: Couple, work: Work, appointments: Sequence[Appointment], waiting: int, now: datetime
) -> CaseloadLine:
    coming = [a for a in appointments if a.starts_at >= now]
    following = coming[0] if coming else None
    reasons = _reasons(couple, work, following, now)
    if waiting:
        reasons.append(Reason(Need.TO_REVIEW, count=waiting))
    reasons.sort(key=lambda reason: reason.need)
    return CaseloadLine(couple, tuple(reasons), following)


def _once_parted(line: CaseloadLine, parting: Parting | None) -> CaseloadLine:
    """Nothing is asked of two who have parted, so that nothing can be missing."""
    if parting is None:
        return line
    still = [each for each in line.reasons if each.need in {Need.SESSION_SOON, Need.TO_REVIEW}]
    ended = Reason(Need.PARTED, at=parting.created_at)
    return CaseloadLine(line.couple, (*still, ended), line.next_session)


def _reasons(
    couple: Couple, work: Work, following: Appointment | None, now: datetime
) -> list[Reason]:
    found = []
    if following and following.starts_at < now + SOON:
        found.append(Reason(Need.SESSION_SOON, at=following.starts_at))
    if following is None:
        found.append(Reason(Need.NO_SESSION))
    running = [a for a in work.of_couple(couple.id) if a.closed_at is None]
    today = clock.today(couple.time_zone)
    period = Period(today - WINDOW, today, today)
    overdue = sum(
        is_overdue(work, assignment, person.id, period)
        for assignment in running
        for person in couple.partners
    )
    if overdue:
        found.append(Reason(Need.OVERDUE, count=overdue))
    found += [
        Reason(Need.NOT_JOINED, who=person.name or "")
        for person in couple.remaining
        if person.joined_at is None
    ]
    unopened = [
        assignment
        for assignment in running
        if assignment.opened_at is None
        and not assignment.definition.may_be_left
        and now - assignment.created_at > NOT_OPENED_AFTER
    ]
    if unopened:
        found.append(Reason(Need.NEVER_OPENED, count=len(unopened)))
    if not running:
        found.append(Reason(Need.NOTHING_GIVEN))
    return found


def _by_couple(appointments: Sequence[Appointment]) -> Mapping[int, list[Appointment]]:
    found: dict[int, list[Appointment]] = {}
    for appointment in appointments:
        found.setdefault(appointment.couple_id, []).append(appointment)
    return found
