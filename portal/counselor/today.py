"""The counselor's first page: the next sessions, and then everybody by need."""

from __future__ import annotations

from flask import render_template

from couples.progress.today import todays_page
from portal import moments
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.queue import list_items
from portal.database import session


@blueprint.get("/today")
def today() -> str:
    """What to look at before the next two days' sessions, and who else needs something."""
    return render_template(
        "counselor/today.html",
        page=todays_page(session, current_identity),
        day=moments.day(moments.today()),
        to_read=len(list_items()),
    )
