"""
A couple that does not exist, so that a design can be looked at before anybody's paper has it.

Every word is invented, and the days are long over. Nothing here ever meets the database.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from couples.wording import gettext as _
from reports.agreed import Agreement, Line
from reports.brief import Ahead, Brief
from reports.design import Design
from reports.findings import Finding, Shown
from reports.measured import Measure, MeasuredPartner
from reports.progress import ProgressReport
from reports.rituals import Ritual, RitualDays
from reports.states import AgreementState, Copy, DayState, PageSize, SeenBy, WorkState
from reports.work import Homework, Missing, PartnerStatus, Progress
from reports.written import Excerpt, HandedIn, Opener, Reply

FIRST, LAST = date(2020, 3, 2), date(2020, 3, 23)
_ROW: Final = (DayState.DONE, DayState.DONE, DayState.MISSED, DayState.DONE, DayState.NOT_DUE)


def example_brief(design: Design, **about: Any) -> Brief:
    """A counselor's brief with something in every section, as `design` has it."""
    return Brief(
        **_shared(design, **about),
        sections=design.brief,
        day=LAST + timedelta(days=1),
        moment=_("Tuesday, March 24, 2:30 PM"),
        screens_due=(_("A questionnaire for Casey, due Monday, March 30."),),
        off_track=(_("Casey: 3 of 9 times that something was due, less than 40 %."),),
        went=(Finding(_("How it went"), ("7 of 10 (n = 4)", "6 of 10 (n = 3)")),),
        mattered=(_mattered(),),
        talks=(Finding(_("How heard they felt"), ("6 of 10 (n = 3)", "5 of 10 (n = 3)")),),
        ahead=(Ahead(LAST + timedelta(days=12), _("An anniversary"), _("hard day")),),
        apart=(_("“How heard you felt”: Jamie 6 of 10 on average, Casey 5."),),
        carried=(_("Bring the list of small things back."),),
        handed_in=(_handed_in(),),
    )


def example_report(design: Design, **about: Any) -> ProgressReport:
    """The same for a progress report."""
    days = _ROW * 18
    return ProgressReport(
        **_shared(design, **about),
        sections=design.progress,
        missing=(Missing(_("Three things I noticed"), "Casey", 1, 3, recurs=True),),
        rituals=(
            Ritual(
                _("Ten minutes in the evening"),
                _("every day"),
                LAST - timedelta(days=len(days) - 1),
                (RitualDays("Jamie", days, 54, 72), RitualDays("Casey", days, 54, 72)),
            ),
        ),
        shown=(Shown(_("A step to mend it"), (_mattered(),)),),
        handed_in=(_handed_in(),),
        replies=(Reply(_("What I wished for"), "Jamie", LAST, (_("Let us begin there."),)),),
    )


def _shared(
    design: Design, *, practice: str, counselor: str, locale: str, size: PageSize
) -> dict[str, Any]:
    """What every paper holds."""
    return {
        "copy": Copy.COUNSELOR,
        "locale": locale,
        "practice": practice,
        "counselor": counselor,
        "couple": ("Jamie", "Casey"),
        "period_start": FIRST,
        "period_end": LAST,
        "policy": _("Two people who do not exist: this page only shows how papers look."),
        "prepared_at": _("March 24, 2:30 AM"),
        "letterhead": design.letterhead,
        "logo": design.logo,
        "note": design.note,
        "page_size": size,
        "to_look_at": 1,
        "measures": (_measure(),),
        "came_in": 6,
        "status": (PartnerStatus("Jamie", 6, 7, LAST), PartnerStatus("Casey", 3, 9, LAST)),
        "homework": (
            _homework(_("What I wished for"), WorkState.REVIEWED, WorkState.HANDED_IN),
            _homework(_("Three things I noticed"), WorkState.HANDED_IN, WorkState.OVERDUE),
            _homework(_("A question for a walk"), WorkState.STARTED, WorkState.NOT_OPENED),
        ),
        "agreements": (
            Agreement(
                _("Phones sleep in the hall"),
                AgreementState.IN_FORCE,
                1,
                (Line(_("From ten in the evening on.")),),
                since=FIRST,
                signed_by=("Jamie", "Casey"),
                review_on=LAST + timedelta(days=8),
            ),
        ),
        "openers": (
            Opener(
                _("Jamie wrote about what they had wished for. Casey has read it."),
                _("It is the first time that both wrote about the same evening."),
            ),
        ),
    }


def _homework(title: str, first: WorkState, second: WorkState) -> Homework:
    return Homework(title, _("each"), LAST, (Progress(first, LAST), Progress(second, LAST)))


def _mattered() -> Finding:
    told = _("“Called when it got late” 8 of 10 (n = 4)")
    return Finding(_("The acts that mattered most"), (told, "–"), is_for_both=True)


def _measure() -> Measure:
    scores = ((1, "Jamie", "54 of 81"), (2, "Casey", "49 of 81"))
    partners = tuple(
        MeasuredPartner(
            name=name,
            position=position,
            score=score,
            band=_("about 5 either way"),
            level="",
            verdict=_("improved"),
            sentence=_("8 points up from the first time."),
            on=LAST,
            count=3,
            scores=score,
            moved=_("8 points up from the first time."),
        )
        for position, name, score in scores
    )
    short = _("clinical below 51.5; 7 points are reliable")
    return Measure("example", _("Satisfaction"), _("below 51.5"), short, partners, in_short=short)


def _handed_in() -> HandedIn:
    told = Excerpt(
        _("What I wished for"),
        (_("That we sit down before the day is over, and nobody has to ask."),),
        SeenBy.COUPLE,
        is_told=True,
    )
    return HandedIn(_("What I wished for"), "Jamie", LAST, (told,))
