"""
What every paper about a couple holds, as frozen plain values for one reader.

After a `Paper` is made there is no database any more. It is gathered for one copy: whoever
fills it leaves out what the readers of that copy may not read, and `Paper` refuses the
mistakes it can recognise, because paper cannot be taken back.

Days are `date`s and are written out in the reader's language by the template; moments
with a clock time depend on a time zone and arrive already written out as text.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from reports.agreed import Agreement
from reports.findings import Shown
from reports.letterhead import Logo
from reports.measured import Measure
from reports.overrides import Override
from reports.states import Copy, PageSize, SeenBy
from reports.work import Homework, PartnerStatus, SealedWork, shows_one_side_of_sealed_work
from reports.written import HandedIn, Opener

MOST_OPENERS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """
    One couple over some days.

    `policy` is the couple's confidentiality policy in words, `prepared_at` the moment this
    was gathered. `came_in` counts everything that was handed in or noted, also what is not
    printed. `to_look_at` counts what waits on the couple's safety page, without a word of
    it. `sections` are the keys of what is printed, in their order; `letterhead` and
    `logo` are what a practice prints above its papers, and `note` what is added below the
    names, both line by line.
    """

    copy: Copy
    locale: str
    practice: str
    counselor: str
    couple: tuple[str, str]
    period_start: date
    period_end: date
    policy: str
    prepared_at: str
    sections: tuple[str, ...]
    letterhead: tuple[str, ...] = ()
    logo: Logo | None = None
    note: tuple[str, ...] = ()
    page_size: PageSize = PageSize.A4
    openers: tuple[Opener, ...] = ()
    status: tuple[PartnerStatus, ...] = ()
    measures: tuple[Measure, ...] = ()
    homework: tuple[Homework, ...] = ()
    shown: tuple[Shown, ...] = ()
    handed_in: tuple[HandedIn, ...] = ()
    sealed: tuple[SealedWork, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    overrides: tuple[Override, ...] = ()
    to_look_at: int = 0
    courses: tuple[str, ...] = ()
    time_outs: tuple[str, ...] = ()
    came_in: int = 0

    def __post_init__(self) -> None:
        """Refuse more than three openers, and a couple's copy that tells too much."""
        if len(self.openers) > MOST_OPENERS:
            raise ValueError("A paper opens with three things at most.")
        if self.copy is Copy.COUPLE:
            refuse_what_the_couple_may_not_read(self)

    @property
    def is_for_counselor(self) -> bool:
        """Whether this is the counselor's copy."""
        return self.copy is Copy.COUNSELOR

    @property
    def holder(self) -> str:
        """Whose copy it is, where it is one partner's alone."""
        return ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was handed in and nothing was noted in these days: then it says so."""
        counted = any(status.handed_in or status.noted for status in self.status)
        return not (self.handed_in or self.sealed or counted or self.came_in)


def refuse_what_the_couple_may_not_read(paper: Paper) -> None:
    """Stop a couple's copy that holds something only the counselor may see."""
    answers = [excerpt for work in paper.handed_in for excerpt in work.excerpts]
    if any(excerpt.seen_by is not SeenBy.COUPLE for excerpt in answers):
        raise ValueError("The couple's copy holds an answer that is not for both.")
    if paper.overrides or paper.to_look_at or paper.courses:
        raise ValueError("The couple's copy holds nothing of their safety or their course.")
    if paper.measures or paper.time_outs:
        raise ValueError("The couple's copy holds no scores, and counts nobody's returns.")
    if paper.sealed:
        raise ValueError("The couple's copy may not tell that sealed work waits.")
    if not all(each.is_for_both for each in paper.shown):
        raise ValueError("The couple's copy holds a count that is not for both.")
    if any(status.last_sign or status.waiting or status.minutes for status in paper.status):
        raise ValueError("The couple's copy may not tell when somebody was at work.")
    if any(
        cell.how_well is not None or cell.in_the_way
        for row in paper.homework
        for cell in row.partners
    ):
        raise ValueError("The couple's copy holds nothing that a counselor noted for themselves.")
    if any(shows_one_side_of_sealed_work(row) for row in paper.homework):
        raise ValueError("The couple's copy may not tell who has handed in sealed work.")
