"""How the counselor's pages say until when homework has more time, and when it rests."""

from __future__ import annotations

from typing import Any

from couples.assignments.models import Extension
from couples.breaks.models import Break
from couples.wording import gettext as _
from couples.wording import ngettext
from portal import moments
from portal.counselor import blueprint


def more_time_words(extension: Extension) -> str:
    """How much more time was given."""
    appointment = extension.appointment
    if appointment is not None:
        if appointment.cancelled_at is not None:
            return _("No date: the session it was put off to was cancelled")
        return _("Until the session on %(day)s", day=moments.day(appointment.starts_at))
    if extension.days is not None:
        return ngettext("%(num)s day more", "%(num)s days more", extension.days)
    return _("Until %(day)s", day=moments.day(extension.due_on)) if extension.due_on else ""


def break_days(each: Break) -> str:
    """From when to when something rests."""
    first = moments.day(each.first_on)
    if each.last_on is None:
        return _("From %(first)s, until you end it", first=first)
    if each.last_on == each.first_on:
        return first
    return _("From %(first)s to %(last)s", first=first, last=moments.day(each.last_on))


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {"more_time_words": more_time_words, "break_days": break_days}
