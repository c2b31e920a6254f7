"""What a counselor sees of a couple's time-outs: when, how long, and who came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from couples import clock
from couples.caseload.models import Couple
from couples.pauses.lifting import list_reasons
from couples.pauses.models import Pause
from couples.pauses.queries import list_pauses
from couples.pauses.tally import tally
from couples.wording import gettext as _
from couples.wording import ngettext
from portal import moments
from portal.access import current_identity
from portal.database import session
from reports.pausing import pause_lines

WINDOW = timedelta(days=90)
MOST = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One time-out: when and how long, and who came back. One that runs can be ended by its id."""

    when: str
    how: str
    running_id: str | None = None


@dataclass(frozen=True, slots=True)
class TimeOuts:
    """The newest ones, and all of them in a sentence or two."""

    lines: tuple[Line, ...]
    in_short: tuple[str, ...]


def time_outs_of(couple: Couple) -> TimeOuts:
    """The time-outs of the last three months, the newest first."""
    names = {person.id: person.name or "" for person in couple.partners}
    found = list_pauses(session, current_identity, [couple.id], since=clock.now() - WINDOW)
    reasons = list_reasons(session, current_identity, found[:MOST])
    return TimeOuts(
        lines=tuple(_line(pause, names, reasons.get(pause.id)) for pause in found[:MOST]),
        in_short=pause_lines(tally(found, list(names)), names),
    )


def _line(pause: Pause, names: dict[int, str], reason: str | None) -> Line:
    when = moments.moment(pause.began_at)
    said = names[pause.called_by_id]
    if pause.is_alone:
        return Line(when, _("%(name)s, for themselves alone", name=said))
    if pause.is_running:
        until = moments.time(pause.return_at)
        how = _("%(name)s asked for it; it runs until %(time)s", name=said, time=until)
        return Line(when, how, pause.public_id)
    minutes = max(round((pause.over_at - pause.began_at).total_seconds() / 60), 1)
    length = ngettext("%(num)d minute", "%(num)d minutes", minutes)
    if pause.is_lifted:
        why = _("%(name)s asked for it; %(length)s. You ended it for both: %(reason)s")
        return Line(when, why % {"name": said, "length": length, "reason": reason or ""})
    back = ", ".join(_back(pause, person_id, name) for person_id, name in names.items())
    return Line(
        when,
        _("%(name)s asked for it; %(length)s. %(back)s", name=said, length=length, back=back),
    )


def _back(pause: Pause, person_id: int, name: str) -> str:
    if pause.was_in_time(person_id):
        return _("%(name)s back in time", name=name)
    if pause.is_back(person_id):
        return _("%(name)s back later", name=name)
    if pause.is_asking:
        return _("%(name)s not back yet", name=name)
    return _("%(name)s not back", name=name)
