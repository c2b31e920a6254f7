"""Who opened what the viewer wrote, and who stood in: a page of their own, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import render_template

from couples import clock
from couples.admissions.queries import list_stood_in
from couples.history.models import HistoryEntry
from couples.history.queries import list_first_looks
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.moments import time_zone
from portal.partner import blueprint
from portal.partner.handed_in import list_own
from portal.partner.us import Us, us_of
from portal.places import READ_THROUGH, where_looked

MOST = 300


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody opened, how they met it, and who it was."""

    what: str
    where: str
    who: str


@blueprint.get("/privacy/looks")
def looks() -> str:
    """Who opened what the viewer wrote, and on which day first."""
    us = us_of(session, current_identity)
    titles = _titles(us)
    lines = _once(us, titles, list_first_looks(session, current_identity))
    days = list(_by_day(us, lines[:MOST], titles))
    return render_template(
        "partner/looks.html",
        us=us,
        days=days,
        is_cut=len(lines) > MOST,
        stood_in=_stood_in(us),
    )


def _stood_in(us: Us) -> Counter[tuple[date, str, str]]:
    """On which days who stood in for whom, and how often, in the same words for both."""
    return Counter(
        (us.couple.day_of(each.at), each.reader, each.counselor)
        for each in list_stood_in(session, current_identity)
    )


def _titles(us: Us) -> dict[str, str]:
    """What is told one by one: not what asks how safe somebody is, and no questionnaire."""
    own = ((each.public_id, each.assignment.definition) for each in list_own(session, us))
    return {id_: asked.title for id_, asked in own if not asked.is_confidential}


def _once(us: Us, titles: dict[str, str], lines: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """
    Each thing, and each kind of page about both, when it was opened first; the newest first.

    What is opened again is often opened because of the other partner, whose work stands
    beside it. So a second day would tell when the other handed something in.
    """
    told: dict[object, HistoryEntry] = {}
    for line in lines:
        if line.subject_id in titles:
            told.setdefault((line.actor_id, line.subject_id), line)
        elif line.subject_id == us.couple.public_id and line.place not in READ_THROUGH:
            told.setdefault((line.actor_id, where_looked(line.place)), line)
    return sorted(told.values(), key=lambda line: line.id, reverse=True)


def _by_day(
    us: Us, lines: list[HistoryEntry], titles: dict[str, str]
) -> Iterator[tuple[date, list[Look]]]:
    """What looks alike on one day is told once."""
    zone = time_zone()
    for day, found in groupby(lines, key=lambda line: clock.local(line.created_at, zone).date()):
        yield day, list(dict.fromkeys(_look(us, line, titles) for line in found))


def _look(us: Us, line: HistoryEntry, titles: dict[str, str]) -> Look:
    who = line.actor.name if line.actor else us.names.counselor
    what = titles.get(line.subject_id) or _("What you wrote")
    return Look(what, where_looked(line.place), who or "")
