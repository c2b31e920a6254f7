"""
From the practice to a copy that is handed to one partner: what both may read, or also their own.

It is made by the counselor and speaks the language of whoever gets it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from couples import clock
from couples.designs.queries import find_design
from couples.identity import Identity
from couples.progress.times import Period
from couples.records.whose import record_of_partner
from couples.wording import use_locale
from reports.design import Design
from reports.gathering.design import design_of
from reports.gathering.own import gather_own
from reports.gathering.progress import make_progress_report
from reports.gathering.scope import open_scope
from reports.progress import ProgressReport
from reports.states import Copy


def gather_partners_copy(  # noqa: PLR0917 - Whose days, from when to when: they read in this order.
    session: Session,
    viewer: Identity,
    couple_id: str,
    person_id: str,
    first: date,
    last: date,
    *,
    with_own: bool,
    design: Design | None = None,
) -> ProgressReport:
    """
    The couple's copy of the report on some days, for one of the two to hold.

    `with_own` adds what is between them and the counselor; then it is theirs alone.
    """
    whose = record_of_partner(session, viewer, couple_id, person_id)
    couple, design = whose.couple, design or design_of(find_design(session, viewer))
    with use_locale(whose.locale):
        period = Period(min(first, last), max(first, last), clock.today(couple.time_zone))
        scope = open_scope(session, viewer, couple, Copy.COUPLE, period)
        report = make_progress_report(scope, viewer, design)
        own = gather_own(scope, whose) if with_own else None
    return replace(report, locale=whose.locale, own=own)
