"""All briefs of a day as one file."""

from __future__ import annotations

from datetime import date

from flask import request
from werkzeug.wrappers import Response

from couples.errors import NotFoundError
from couples.exercises.answering import FIRST_YEAR, LAST_YEAR
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.files import file_answer
from portal.looking import note_shown
from reports.day_pack import gather_day_pack, print_day_pack
from reports.filenames import day_pack_filename


@blueprint.get("/day-pack.pdf")
def day_pack() -> Response:
    """The briefs of the day that is asked for, or else of the next one with sessions."""
    pack = gather_day_pack(session, current_identity, _day(request.args.get("day")))
    note_shown(pack.couple_ids)
    name = day_pack_filename(pack.contents.day)
    return file_answer(print_day_pack(pack), "application/pdf", name, how="inline")


def _day(text: str | None) -> date | None:
    """The day in an address; what is none is not found."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotFoundError from None
    # A calendar ends somewhere; no session is anywhere near.
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotFoundError
    return day
