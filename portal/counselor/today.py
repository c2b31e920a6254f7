"""The counselor's first page: the next sessions, and then everybody by need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from flask import render_template

from couples import clock
from couples.preparations.queries import list_failed
from couples.progress.today import SessionLine, todays_page
from portal import moments
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.hand_overs import told_to_me
from portal.counselor.machine import is_backup_missing, unopened_at
from portal.database import session


@blueprint.get("/today")
def today() -> str:
    """What to look at before the next two days' sessions, and who else needs something."""
    page = todays_page(session, current_identity)
    return render_template(
        "counselor/today.html",
        page=page,
        full_days=_full_days(page.sessions),
        **told_to_me(),
        is_backup_missing=is_backup_missing(),
        unopened_at=unopened_at(),
        failed=list_failed(session, current_identity),
        day=moments.day(moments.today()),
    )


def _full_days(lines: Iterable[SessionLine]) -> list[date]:
    """The days with more than one session, of which all briefs can be had as one file."""
    zone = moments.time_zone()
    days = Counter(clock.local(line.appointment.starts_at, zone).date() for line in lines)
    return [day for day, count in days.items() if count > 1]
