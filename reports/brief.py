"""
The brief: everything the paper needs, as frozen plain values for one reader.

After a `Brief` is made there is no database any more. It is gathered for one copy:
whoever fills it leaves out what the readers of that copy may not read, and `Brief`
refuses the mistakes it can recognise, because paper cannot be taken back.

Days are `date`s and are written out in the reader's language by the template; moments
with a clock time depend on a time zone and arrive already written out as text.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from reports.agreed import Agreement
from reports.findings import Shown
from reports.measured import Measure
from reports.overrides import Override
from reports.rituals import Ritual
from reports.states import Copy, PageSize, SeenBy, WorkState

MOST_OPENERS: Final = 3


@dataclass(frozen=True, slots=True)
class Opener:
    """One thing to open the session with, and why it stands there."""

    sentence: str
    reason: str


@dataclass(frozen=True, slots=True)
class PartnerStatus:
    """
    One line about one partner: handed in `handed_in` of `due`, noted `noted` of `noted_due`.

    `last_sign` is the last day on which they handed something in, and `waiting` names what
    waits for somebody. The couple's copy leaves both empty and counts nothing that is
    sealed.
    """

    name: str
    handed_in: int
    due: int
    last_sign: date | None = None
    waiting: tuple[str, ...] = ()
    noted: int = 0
    noted_due: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """One cell of the homework table. Work that recurs counts `handed_in` of `due`."""

    state: WorkState
    on: date | None = None
    handed_in: int = 0
    due: int = 1


@dataclass(frozen=True, slots=True)
class Homework:
    """
    One row of the homework table; `partners` in the order of `Brief.couple`.

    What `recurs` is due again and again, and on no one day.
    """

    title: str
    doer: str
    due_on: date | None
    partners: tuple[Progress, Progress]
    recurs: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """
    A field's label and the answer's lines, in the author's own words.

    `lines` and `is_cut` come from `reports.fitting.fit_answer`.
    """

    label: str
    lines: tuple[str, ...]
    seen_by: SeenBy
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class HandedIn:
    """
    One submission since last time, or the newest of several, with what this copy may hold.

    `more` counts what was left out so that the brief stays short: it is on the screen.
    What became the wording of an agreement stands there, and `is_agreed_on` says so here.
    `is_entered` is what the counselor typed in session for its author.
    """

    title: str
    who: str
    on: date
    excerpts: tuple[Excerpt, ...]
    attempt: int = 1
    more: int = 0
    is_agreed_on: bool = False
    is_entered: bool = False

    @property
    def usual(self) -> SeenBy | None:
        """Whom the answers are for, so that only the others need to say it."""
        kinds = Counter(excerpt.seen_by for excerpt in self.excerpts)
        if SeenBy.COUPLE in kinds:
            return SeenBy.COUPLE
        return kinds.most_common(1)[0][0] if kinds else None


@dataclass(frozen=True, slots=True)
class Missing:
    """
    Work that was due and is not there: `handed_in` of `due`.

    A ritual `is_noted` rather than handed in, and like whatever `recurs` due on no one day.
    """

    title: str
    who: str
    handed_in: int
    due: int
    due_on: date | None = None
    recurs: bool = False
    is_noted: bool = False


@dataclass(frozen=True, slots=True)
class SealedWork:
    """
    Work that waits for the other partner, without a word of it.

    Only the counselor's copy may say that it exists. `times` counts work that comes round.
    """

    title: str
    handed_in_by: str
    waits_for: str
    on: date | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Reply:
    """
    What the counselor answered to a submission.

    A reply belongs to whoever it answers; only one that `is_for_both` may stand in the
    couple's copy.
    """

    title: str
    to: str
    on: date
    lines: tuple[str, ...]
    is_for_both: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """
    Two to four pages for one appointment, or for one period when there is none.

    `moment` is the appointment as the reader says it (“Tuesday, November 24, 2:30 PM”)
    and empty for a period; `day` is the day it sorts by. `policy` is the couple's
    confidentiality policy in words, `prepared_at` the moment this was gathered. `came_in`
    counts everything that was handed in or noted, also what is not printed. `to_look_at`
    counts what waits on the couple's safety page, without a word of it.
    """

    copy: Copy
    locale: str
    practice: str
    counselor: str
    couple: tuple[str, str]
    day: date
    moment: str
    period_start: date
    period_end: date
    policy: str
    prepared_at: str
    openers: tuple[Opener, ...] = ()
    status: tuple[PartnerStatus, ...] = ()
    measures: tuple[Measure, ...] = ()
    homework: tuple[Homework, ...] = ()
    rituals: tuple[Ritual, ...] = ()
    shown: tuple[Shown, ...] = ()
    handed_in: tuple[HandedIn, ...] = ()
    missing: tuple[Missing, ...] = ()
    sealed: tuple[SealedWork, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    replies: tuple[Reply, ...] = ()
    overrides: tuple[Override, ...] = ()
    to_look_at: int = 0
    courses: tuple[str, ...] = ()
    time_outs: tuple[str, ...] = ()
    came_in: int = 0
    page_size: PageSize = PageSize.A4

    def __post_init__(self) -> None:
        """Refuse more than three openers, and a couple's copy that tells too much."""
        if len(self.openers) > MOST_OPENERS:
            raise ValueError("A brief opens with three things at most.")
        if self.copy is Copy.COUPLE:
            self._refuse_what_the_couple_may_not_read()

    def _refuse_what_the_couple_may_not_read(self) -> None:
        """Stop a couple's copy that holds something only the counselor may see."""
        answers = [excerpt for work in self.handed_in for excerpt in work.excerpts]
        if any(excerpt.seen_by is not SeenBy.COUPLE for excerpt in answers):
            raise ValueError("The couple's copy holds an answer that is not for both.")
        if not all(reply.is_for_both for reply in self.replies):
            raise ValueError("The couple's copy holds a reply that is not for both.")
        if self.overrides or self.to_look_at or self.courses:
            raise ValueError("The couple's copy holds nothing of their safety or their course.")
        if self.measures or self.time_outs:
            raise ValueError("The couple's copy holds no scores, and counts nobody's returns.")
        if self.sealed:
            raise ValueError("The couple's copy may not tell that sealed work waits.")
        if any(days.ratings for ritual in self.rituals for days in ritual.partners):
            raise ValueError("The couple's copy holds no averages of either partner.")
        if not all(each.is_for_both for each in self.shown):
            raise ValueError("The couple's copy holds a count that is not for both.")
        if any(status.last_sign or status.waiting for status in self.status):
            raise ValueError("The couple's copy may not tell when somebody was at work.")
        if any(_shows_one_side_of_sealed_work(row) for row in self.homework):
            raise ValueError("The couple's copy may not tell who has handed in sealed work.")

    @property
    def is_for_counselor(self) -> bool:
        """Whether this is the counselor's copy."""
        return self.copy is Copy.COUNSELOR

    @property
    def is_empty(self) -> bool:
        """Whether nothing was handed in and nothing was noted in these days: then it says so."""
        counted = any(status.handed_in or status.noted for status in self.status)
        return not (self.handed_in or self.sealed or counted or self.came_in)


def _shows_one_side_of_sealed_work(row: Homework) -> bool:
    states = {cell.state for cell in row.partners}
    quiet = states & {WorkState.SEALED, WorkState.NOT_SHOWN}
    is_told = quiet and states - quiet - {WorkState.NOT_ASKED}
    told_to_one = {WorkState.WAITING, WorkState.HELD, WorkState.GIVEN_BACK}
    return bool(is_told or states & told_to_one)
