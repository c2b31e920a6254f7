"""
What a brief is gathered from: one couple, some days, and one reader.

Whoever gathers a section asks for it as `reader`. For the couple's copy that is the
reader for both partners, so what is not for both is never loaded in the first place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy.orm import Session

from couples.appraisals.models import Appraisal
from couples.appraisals.queries import list_appraisals
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.identity import Identity
from couples.progress.known import Told, told_between_partners
from couples.progress.standings import Standings, load_standings
from couples.progress.times import Period
from couples.progress.work import Work, load_work
from couples.submissions.models import Submission
from couples.submissions.reading import latest_attempts, list_opened
from reports.states import Copy

STRIP_DAYS = 90


@dataclass(frozen=True)
class Scope:
    """One reader's view of a couple over a period, in the couple's own days."""

    session: Session
    reader: Identity
    copy: Copy
    couple: Couple
    period: Period
    work: Work
    standings: Standings
    opened: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def is_for_counselor(self) -> bool:
        """Whether the counselor alone will read it."""
        return self.copy is Copy.COUNSELOR

    @property
    def strip(self) -> Period:
        """The ninety days that end with the period, for rituals."""
        first = self.period.last - timedelta(days=STRIP_DAYS - 1)
        return Period(first, self.period.last, self.period.today)

    @property
    def told_at_once(self) -> Work:
        """
        The work that may be counted partner by partner.

        The counselor counts everything. A page for both counts only what each partner
        learns of as soon as the other hands it in.
        """
        if self.is_for_counselor:
            return self.work
        told = [a for a in self.work.assignments if told_between_partners(a) is Told.AT_ONCE]
        return replace(self.work, assignments=tuple(told))

    def name(self, person_id: int) -> str:
        """What a partner is called."""
        return next((p.name or "" for p in self.couple.partners if p.id == person_id), "")

    def day(self, moment: datetime) -> date:
        """The day that `moment` is for the couple."""
        return self.couple.day_of(moment)

    def came(self, submission: Submission) -> datetime:
        """
        When it came to whoever reads this copy.

        To both of them that is when it could be read: how long its author kept it first is
        the author's.
        """
        return self.opened.get(submission.id, submission.submitted_at)

    def appraised(self, assignment: Assignment, person_id: int) -> Appraisal | None:
        """What the counselor noted in these days of one partner's side of it."""
        found = self._appraisals.get((assignment.id, person_id))
        if found is None or not self.period.holds(found.noted_at, self.day(found.noted_at)):
            return None
        return found

    @cached_property
    def _appraisals(self) -> Mapping[tuple[int, int], Appraisal]:
        """All of them, for the counselor; there is none for both."""
        return list_appraisals(self.session, self.reader, self.couple.id)

    @cached_property
    def handed_in(self) -> Sequence[Submission]:
        """
        Everything that came in during these days, oldest first.

        Of an attempt that was given back and made again, the copy for both has only the newest.
        It is worked out once, since a paper asks for it section by section and for each piece
        of work that is over.
        """
        found = [s for each in self.work.submissions.values() for s in each]
        if not self.is_for_counselor:
            found = latest_attempts(found)
        return sorted(
            (s for s in found if self.period.holds(self.came(s), self.day(self.came(s)))),
            key=lambda s: (self.came(s), s.id),
        )


def open_scope(
    session: Session, viewer: Identity, couple: Couple, copy: Copy, period: Period
) -> Scope:
    """The scope with all of the couple's work that the readers of this copy may know of."""
    reader = viewer if copy is Copy.COUNSELOR else viewer.for_copy_of(couple.id)
    work = load_work(session, reader, [couple], since=couple.created_at)
    standings = load_standings(session, reader, work)
    opened = {} if copy is Copy.COUNSELOR else list_opened(session, reader, couple)
    return Scope(session, reader, copy, couple, period, work, standings, opened)
