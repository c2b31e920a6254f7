"""How a gate stands, in the counselor's words, and the ways to turn it."""

from __future__ import annotations

from typing import Any

from couples.exercises.vocabulary import Gate
from couples.safety.holding import HELD_QUIETLY, Hold
from couples.safety.models import GateSetting
from couples.wording import gettext as _
from portal.counselor import blueprint
from portal.forms.safety import HELD, OPEN, QUIET


@blueprint.context_processor
def _words() -> dict[str, Any]:
    """What the pages about gates may call."""
    return {"set_to": set_to, "set_by": set_by, "way_to_turn": way_to_turn}


def ways_to_turn(gate: Gate, hold: Hold | None) -> tuple[tuple[str, str], ...]:
    """Where a gate can be turned from how it stands: for each, what is sent and its button."""
    if gate not in HELD_QUIETLY:
        return ((OPEN, _("Open this")),) if hold else ((HELD, _("Hold this")),)
    if hold is None:
        return ((HELD, _("Hold this")), (QUIET, _("Hold seals alone, quietly")))
    if hold.is_quiet:
        return ((HELD, _("Let homework rest too")), (OPEN, _("Open this")))
    return ((OPEN, _("Open this")), (QUIET, _("Let homework go on, hold seals alone")))


def way_to_turn(gate: Gate, hold: Hold | None) -> str:
    """What stands over these buttons as long as they are folded away."""
    if gate not in HELD_QUIETLY:
        return _("Open this") if hold else _("Hold this")
    if hold is None:
        return _("Hold this, or seals alone")
    if hold.is_quiet:
        return _("Let homework rest too, or open this")
    return _("Open this, or hold seals alone")


def turned_to(state: str) -> str:
    """What is said once a gate was turned."""
    match state:
        case _ if state == OPEN:
            said = _("This is open now.")
        case _ if state == QUIET:
            said = _("Seals are held quietly now, and homework goes on.")
        case _:
            said = _("This is held now.")
    return said


def set_to(setting: GateSetting) -> str:
    """How a gate stood after it was set once."""
    if not setting.is_held:
        return _("open")
    return _("seals held quietly") if setting.is_quiet else _("held")


def set_by(setting: GateSetting) -> str:
    """Who set it, as far as that is for these pages: a partner is named on their flag alone."""
    if setting.set_by is not None:
        return setting.set_by.name or ""
    if setting.is_quiet:
        return _("By itself, after a quiet word of fear")
    return _("By itself, after an answer or a word of fear")
