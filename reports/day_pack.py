"""
The day pack: every brief of one counselor's day as one file, with a page of contents.

What cannot be in it is named on that page, so that nobody goes into a session believing
that there was no brief.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from couples import clock
from couples.appointments.models import Appointment
from couples.appointments.queries import list_appointments
from couples.caseload.queries import get_practice
from couples.errors import NotFoundError
from couples.identity import Identity, Role
from couples.people.queries import get_self
from couples.safety.queries import asks_before_paper
from couples.wording import listed, use_locale
from reports.binding import Part, bind, count_pages
from reports.brief import Brief
from reports.failures import BusyError, ReportError
from reports.fitting import fit_values
from reports.gathering import gather_for_appointment
from reports.html import render_html, render_paper
from reports.letterhead import assets_of
from reports.moments import clock_time, dated_moment
from reports.pages import page_size
from reports.rendering import AT_A_TIME, Print, print_pdf
from reports.states import Copy, PageSize


class WhyNot(StrEnum):
    """Why a brief is not in the file."""

    ASKED_FIRST = "asked-first"
    NOT_PRINTED = "not-printed"


@dataclass(frozen=True, slots=True)
class Line:
    """One session on the page of contents: at what time, with whom, and where its brief is."""

    time: str
    couple: tuple[str, ...]
    page: int = 0
    why_not: WhyNot | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What the page of contents says."""

    locale: str
    practice: str
    counselor: str
    day: date
    made: str
    lines: tuple[Line, ...]
    page_size: PageSize


@dataclass(frozen=True, slots=True)
class DayPack:
    """
    One day, with the brief of each session; None where it is asked about first.

    `couple_ids` are those whose briefs are in it.
    """

    contents: Contents
    briefs: tuple[Brief | None, ...]
    couple_ids: tuple[str, ...]


def gather_day_pack(session: Session, viewer: Identity, day: date | None) -> DayPack:
    """
    The briefs of a day on the counselor's own clock, or else of the next day with sessions.

    A couple of whom paper leaves only after a second word is on the page of contents and
    nowhere else.
    """
    if viewer.role is not Role.COUNSELOR:
        raise NotFoundError
    counselor, practice = get_self(session, viewer), get_practice(session, viewer)
    found = _sessions(session, viewer, counselor.time_zone, day)
    if not found:
        raise NotFoundError
    briefs = tuple(
        None
        if asks_before_paper(session, viewer, each.couple)
        else gather_for_appointment(session, viewer, each.public_id, Copy.COUNSELOR)
        for each in found
    )
    with use_locale(counselor.locale):
        contents = Contents(
            locale=counselor.locale,
            practice=practice.name or "",
            counselor=counselor.name or "",
            day=clock.local(found[0].starts_at, counselor.time_zone).date(),
            made=dated_moment(clock.now(), counselor.time_zone),
            lines=tuple(_line(each, counselor.time_zone) for each in found),
            page_size=page_size(practice.time_zone),
        )
    shown = zip(found, briefs, strict=True)
    return DayPack(contents, briefs, tuple(each.couple.public_id for each, brief in shown if brief))


def _sessions(
    session: Session, viewer: Identity, zone: str, day: date | None
) -> Sequence[Appointment]:
    since = clock.now() if day is None else datetime.combine(day, time.min, ZoneInfo(zone))
    until = None if day is None else since + timedelta(days=2)
    found = [
        each
        for each in list_appointments(session, viewer, since=since, until=until)
        if each.couple.archived_at is None
    ]
    days = [clock.local(each.starts_at, zone).date() for each in found]
    wanted = day or next(iter(days), None)
    return [each for each, on in zip(found, days, strict=True) if on == wanted]


def _line(appointment: Appointment, zone: str) -> Line:
    names = tuple(person.name or "" for person in appointment.couple.partners)
    return Line(clock_time(appointment.starts_at, zone), names)


def print_day_pack(pack: DayPack, printing: Print = print_pdf) -> bytes:
    """Print the briefs beside each other, and bind them behind their page of contents."""
    with ThreadPoolExecutor(AT_A_TIME) as printers:
        printed = list(printers.map(lambda brief: _printed(brief, printing), pack.briefs))
    return bind_pack(pack, printed, printing)


def bind_pack(pack: DayPack, printed: Sequence[bytes | WhyNot], printing: Print) -> bytes:
    """The day as one file, of briefs that were printed before."""
    lines = _numbered(pack.contents.lines, printed, first=2)
    front = printing(_contents_html(replace(pack.contents, lines=lines)))
    if (length := count_pages(front)) > 1:
        lines = _numbered(pack.contents.lines, printed, first=length + 1)
        front = printing(_contents_html(replace(pack.contents, lines=lines)))
    parts = [
        Part(_title(line, pack.contents.locale), pdf)
        for line, pdf in zip(lines, printed, strict=True)
        if not isinstance(pdf, WhyNot)
    ]
    return bind(front, parts)


def _numbered(
    lines: Sequence[Line], printed: Sequence[bytes | WhyNot], first: int
) -> tuple[Line, ...]:
    """The lines with the page on which each brief begins, or why it is not there."""
    numbered, page = [], first
    for line, pdf in zip(lines, printed, strict=True):
        if isinstance(pdf, WhyNot):
            numbered.append(replace(line, why_not=pdf))
        else:
            numbered.append(replace(line, page=page))
            page += count_pages(pdf)
    return tuple(numbered)


def _printed(brief: Brief | None, printing: Print) -> bytes | WhyNot:
    if brief is None:
        return WhyNot.ASKED_FIRST
    try:
        return printing(render_paper(brief), assets_of(brief.logo))
    except BusyError:
        # It is not this brief that cannot be printed: a little later the whole day can.
        raise
    except ReportError:
        return WhyNot.NOT_PRINTED


def _title(line: Line, locale: str) -> str:
    with use_locale(locale):
        return f"{line.time} · {listed(line.couple)}"


def _contents_html(contents: Contents) -> str:
    fitted = fit_values(contents)
    return render_html("reports/day-pack.html", locale=contents.locale, contents=fitted)
