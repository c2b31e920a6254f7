"""Reports that the counselor handed to the viewer."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template
from werkzeug.wrappers import Response

from couples import clock
from couples.copies.queries import list_copies, was_handed_one
from couples.copies.resting import open_copy, still_holds
from portal.access import current_identity
from portal.database import session
from portal.files import file_answer
from portal.partner import blueprint
from portal.partner.us import us_of
from reports.filenames import report_filename

LATELY = timedelta(days=14)
"""So long the first page says that there is one."""


@blueprint.get("/reports")
def copies() -> str:
    """What was handed to the viewer, as far as all of it may be read still."""
    us = us_of(session, current_identity)
    kept = [
        each
        for each in list_copies(session, current_identity, us.couple)
        if still_holds(session, each)
    ]
    return render_template("partner/copies.html", us=us, kept=kept)


@blueprint.get("/reports/<public_id:copy_id>/pages.pdf")
def copy_pages(copy_id: str) -> Response:
    """The pages of one of them."""
    kept = open_copy(session, current_identity, copy_id)
    return file_answer(kept.pages, "application/pdf", report_filename(kept.last_day), how="inline")


def was_handed_one_lately() -> bool:
    """Whether the first page has to say so."""
    return was_handed_one(session, current_identity, clock.now() - LATELY)
