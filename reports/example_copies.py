"""The invented couple's papers in each copy, so that whoever designs one can look at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from couples.copies.models import Reader
from couples.wording import gettext as _
from reports.brief import Brief
from reports.design import Design
from reports.example import LAST, example_brief, example_report
from reports.own import Own, OwnScore
from reports.paper import Paper
from reports.progress import ProgressReport
from reports.room import fit_on_two_pages
from reports.states import Copy, SeenBy, WorkState
from reports.work import Homework
from reports.written import Excerpt, HandedIn, Reply


def example_brief_for(reader: Reader, design: Design, **about: Any) -> Brief:
    """A brief; there are two copies of one, the counselor's and the couple's."""
    brief = example_brief(design, **about)
    if reader is not Reader.COUNSELOR:
        brief = replace(
            brief,
            **_for_both(brief),
            screens_due=(),
            off_track=(),
            apart=(),
            went=(),
            talks=(),
        )
    return fit_on_two_pages(brief)


def example_report_for(reader: Reader, design: Design, **about: Any) -> ProgressReport:
    """A progress report, which can be one partner's alone as well."""
    report = example_report(design, **about)
    if reader is Reader.COUNSELOR:
        return report
    own = _own(report.couple[0]) if reader is Reader.PARTNER else None
    return replace(report, **_for_both(report), replies=(), own=own)


def _for_both(paper: Paper) -> dict[str, Any]:
    """What the counselor's copy holds, as far as both may read it."""
    return {
        "copy": Copy.COUPLE,
        "measures": (),
        "to_look_at": 0,
        "status": tuple(replace(each, last_sign=None) for each in paper.status),
        "homework": tuple(_row_for_both(each) for each in paper.homework),
    }


def _row_for_both(row: Homework) -> Homework:
    first, second = (
        replace(cell, state=WorkState.HANDED_IN) if cell.state is WorkState.REVIEWED else cell
        for cell in row.partners
    )
    return replace(row, partners=(first, second))


def _own(holder: str) -> Own:
    """What is between one of them and the counselor."""
    words = Excerpt(
        _("What I would rather say in session"),
        (_("I am afraid of asking twice."),),
        SeenBy.COUNSELOR,
        is_told=True,
    )
    return Own(
        holder,
        written=(HandedIn(_("What I wished for"), holder, LAST, (words,)),),
        replies=(Reply(_("What I wished for"), holder, LAST, (_("Let us begin there."),)),),
        scores=(OwnScore(_("Satisfaction"), LAST, _("54 of 81")),),
    )
