"""Why a step has not opened, in plain sentences for the counselor's screen and paper alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from couples.programmes.board import Position, Reason, Waiting
from couples.programmes.vocabulary import By
from couples.wording import gettext as _

Day = Callable[[date], str]
"""How a day is written where the sentence stands."""


def why_waiting(waiting: Waiting, day: Day) -> str:
    """Why a step has not opened, with its name before it."""
    return _("“%(title)s”: %(why)s", title=waiting.title, why=why_not_yet(waiting, day))


def why_not_yet(waiting: Waiting, day: Day) -> str:
    """Why a step has not opened, where its name stands beside it."""
    if not waiting.is_on_shelf:
        return _("will be left out: your library does not have it.")
    if waiting.reason is Reason.HANDED_IN and waiting.release.by is By.ONE:
        return _("opens once “%(other)s” is handed in.", other=waiting.other)
    return _SENTENCES[waiting.reason]() % {"day": day(waiting.day), "other": waiting.other}


_SENTENCES: Mapping[Reason, Callable[[], str]] = {
    Reason.PAUSED: lambda: _("the course is paused, so nothing opens."),
    Reason.YOUR_WORD: lambda: _("opens when you say so."),
    Reason.HELD: lambda: _("was held back on its day, and opens when you say so."),
    Reason.DAY: lambda: _("opens on %(day)s."),
    Reason.NOT_OPEN: lambda: _("waits for “%(other)s”, which has not opened yet."),
    Reason.HANDED_IN: lambda: _("opens once both have handed in “%(other)s”."),
    Reason.SESSION: lambda: _("opens on the day after their next session."),
    Reason.NUMBER: lambda: _("opens once the number it asks for is there."),
    Reason.FLAG: lambda: _("waits because something private waits for your eyes."),
    Reason.SHARE: lambda: _("waits because too little of “%(other)s” was done."),
    Reason.GO_ON: lambda: _(
        "waits because too little of the week before was done, or a gate is closed."
    ),
    Reason.SEALED: lambda: _(
        "could open, but would tell that both handed in “%(other)s”, which stays sealed for a "
        "closed gate; it opens once you open the gate, or when you say so."
    ),
    Reason.QUIET: lambda: _(
        "could open, but would tell one of them what the other did; it opens after their "
        "next session, or when you say so."
    ),
}


def where(position: Position) -> str:
    """The week in which a couple is, of how many."""
    return _(
        "Week %(week)s of %(last)s",
        week=position.week,
        last=position.enrolment.definition.last_week,
    )
