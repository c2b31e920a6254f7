"""Who opened what the viewer wrote: a page of their own, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import render_template

from couples import clock
from couples.history.models import HistoryEntry
from couples.history.queries import list_looks
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.moments import time_zone
from portal.partner import blueprint
from portal.partner.handed_in import list_own
from portal.partner.us import Us, us_of
from portal.places import where_looked

MOST = 300


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody opened, how they met it, and who it was."""

    what: str
    where: str
    who: str


@blueprint.get("/privacy/looks")
def looks() -> str:
    """Who opened what the viewer wrote, and on which day."""
    us = us_of(session, current_identity)
    lines = list_looks(session, current_identity, most=MOST)
    days = list(_by_day(us, lines))
    return render_template("partner/looks.html", us=us, days=days, is_cut=len(lines) == MOST)


def _by_day(us: Us, lines: list[HistoryEntry]) -> Iterator[tuple[date, list[Look]]]:
    """What was opened several times on one day is told once."""
    titles = {one.public_id: one.assignment.definition.title for one in list_own(session, us)}
    zone = time_zone()
    for day, found in groupby(lines, key=lambda line: clock.local(line.created_at, zone).date()):
        yield day, list(dict.fromkeys(_look(us, line, titles) for line in found))


def _look(us: Us, line: HistoryEntry, titles: dict[str, str]) -> Look:
    who = line.actor.name if line.actor else us.names.counselor
    what = titles.get(line.subject_id) or _("What you wrote")
    return Look(what, where_looked(line.place), who or "")
