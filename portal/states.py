"""
What the states of homework are called on both sides, and what each of them means.

`reports.words` says the same words on paper, and a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from babel.support import LazyProxy

from couples.caseload.models import Couple
from couples.progress.status import State
from couples.wording import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Said:
    """A state in a word, the tone of its badge, and what it means."""

    state: State
    word: LazyProxy
    tone: str
    meaning: LazyProxy


MEANINGS: Final[tuple[Said, ...]] = (
    Said(State.NOT_OPENED, _("Not opened"), "quiet", _("Nothing has been begun.")),
    Said(State.STARTED, _("Started"), "started", _("Begun, with something still to come.")),
    Said(State.HANDED_IN, _("Handed in"), "done", _("There to be read.")),
    Said(
        State.WAITING,
        _("Waiting for the other"),
        "waiting",
        _("One has handed in, and the other has not yet."),
    ),
    Said(
        State.HELD,
        _("Held"),
        "sealed",
        _(
            "It waits to be opened in a session, was put aside until it is clear whose it is, or "
            "is not scheduled for them while you hold it back."
        ),
    ),
    Said(
        State.RESTING,
        _("Resting"),
        "quiet",
        _("A break runs, in which nobody is asked for it."),
    ),
    Said(
        State.RELEASED,
        _("Released"),
        "done",
        _("What was written for the session has been opened there."),
    ),
    Said(State.REVIEWED, _("Reviewed"), "done", _("Read, and off the list.")),
    Said(
        State.GIVEN_BACK,
        _("Given back"),
        "returned",
        _("With its author again, for another attempt."),
    ),
    Said(
        State.NOT_ASKED,
        _("Not asked"),
        "quiet",
        _("Given to the other partner only, or left to each of them to take up."),
    ),
    Said(
        State.ERASED,
        _("Erased"),
        "quiet",
        _("Everything of this partner was erased, as was asked for."),
    ),
)

_BY_STATE = {said.state: said for said in MEANINGS}


def meanings_for(couple: Couple) -> list[Said]:
    """The states that can be met with a couple; nobody is told of erasing where nobody was."""
    return [said for said in MEANINGS if said.state is not State.ERASED or not couple.has_both]


def said_of(state: State) -> Said:
    """How a state is said."""
    return _BY_STATE[state]
