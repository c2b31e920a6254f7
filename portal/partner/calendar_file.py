"""The shared days as a file for a calendar, under titles that tell nobody anything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples import clock
from couples.caseload import calendar_file as leave
from couples.progress.shared_calendar import Shared, SharedDay, list_shared_days
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.files import file_answer
from portal.partner import blueprint
from portal.partner.us import us_of

_LONGEST_LINE = 73
_YES = "yes"


@blueprint.get("/calendar")
def calendar() -> str:
    """What the file holds, the viewer's own yes, and the file where both have said it."""
    us = us_of(session, current_identity)
    return render_template(
        "partner/calendar.html",
        us=us,
        says_yes=leave.says_yes(session, current_identity, us.couple),
        may_leave=leave.may_leave(session, current_identity, us.couple),
        titles=list(dict.fromkeys(title_of(what) for what in Shared)),
    )


@blueprint.post("/calendar")
def decide_calendar() -> Response:
    """Say yes to the file, or take that back."""
    us = us_of(session, current_identity)
    yes = request.form.get("answer") == _YES
    leave.let_out(session, current_identity, us.couple, yes=yes)
    flash(_("Your yes is noted.") if yes else _("You took your yes back. There is no file now."))
    return redirect(url_for(".calendar"))


@blueprint.get("/calendar.ics")
def calendar_ics() -> Response:
    """The file."""
    us = us_of(session, current_identity)
    leave.require_leave(session, current_identity, us.couple)
    days = list_shared_days(session, us.both, us.couple)
    return file_answer(written(days, clock.now()), "text/calendar", "calendar.ics")


def title_of(what: Shared) -> str:
    """What a day is called in a calendar that others may look into."""
    match what:
        case Shared.SESSION:
            return _("Appointment")
        case Shared.TOGETHER:
            return _("Time together")
        case Shared.EACH | Shared.REVIEW:
            return _("Reminder")


def written(days: Sequence[SharedDay], now: datetime) -> str:
    """The days in the form of RFC 5545; each keeps its name, so that a newer file moves it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Calendar//Days//EN"]
    for day in days:
        lines += _event(day, now)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _event(day: SharedDay, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(day.about.encode()).hexdigest()[:32]}"
    yield f"DTSTAMP:{_moment(now)}"
    if day.starts_at is not None:
        yield f"DTSTART:{_moment(day.starts_at)}"
        yield f"DTEND:{_moment(day.starts_at + timedelta(minutes=day.minutes))}"
    else:
        yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{title_of(day.what)}"
    yield "END:VEVENT"


def _moment(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> Iterator[str]:
    """A line in pieces that every calendar takes; a title in another language may be long."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _LONGEST_LINE:
            yield piece
            piece = " "
        piece += letter
    yield piece
