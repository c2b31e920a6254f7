"""The history of a couple: what was done, and what was opened of what they wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from flask import render_template, request

from couples import clock
from couples.assignments.queries import list_assignments
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.history.models import HistoryEntry
from couples.history.queries import list_of_couple
from couples.history.services import LOOK
from couples.submissions.queries import list_submissions
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.history_words import done
from portal.database import session
from portal.moments import time_zone
from portal.places import where_looked

AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened: when, what, about what, and by whom."""

    at: datetime
    what: str
    title: str | None
    who: str


@blueprint.get("/couples/<public_id:couple_id>/history")
def history(couple_id: str) -> str:
    """What happened in a couple, day by day, the newest first."""
    couple = get_couple(session, current_identity, couple_id)
    before = request.args.get("before")
    found = list_of_couple(session, current_identity, couple, most=AT_ONCE, before=before)
    return render_template(
        "counselor/history.html",
        couple=couple,
        days=list(_by_day(couple, found)),
        earlier=found[-1].public_id if len(found) == AT_ONCE else None,
    )


def _by_day(couple: Couple, found: list[HistoryEntry]) -> Iterator[tuple[date, list[Line]]]:
    """What was opened several times on one day is told once."""
    titles, zone = _titles(couple), time_zone()
    for day, lines in groupby(found, key=lambda line: clock.local(line.created_at, zone).date()):
        once = {_same(line): _line(couple, line, titles) for line in lines}
        yield day, list(once.values())


def _same(line: HistoryEntry) -> tuple[object, ...]:
    if line.event != LOOK:
        return (line.public_id,)
    return (line.actor_id, line.about_id, line.place, line.subject_id)


def _line(couple: Couple, line: HistoryEntry, titles: dict[str, str]) -> Line:
    names = {person.id: person.name or "" for person in couple.partners}
    if line.event == LOOK:
        what = _("Opened what %(name)s wrote", name=names.get(line.about_id or 0, ""))
        what = f"{what}, {where_looked(line.place)}"
    else:
        what = done(line.event)
    who = line.actor.name if line.actor else None
    return Line(line.created_at, what, titles.get(line.subject_id), who or "")


def _titles(couple: Couple) -> dict[str, str]:
    """What homework, and what was handed in for it, is called."""
    ids = [couple.id]
    given = list_assignments(session, current_identity, couple_ids=ids)
    handed_in = list_submissions(session, current_identity, couple_ids=ids)
    return {each.public_id: each.definition.title for each in given} | {
        each.public_id: each.assignment.definition.title for each in handed_in
    }
