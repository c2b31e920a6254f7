"""
Which gates hold a piece of homework back, and how that is said: no database in here.

A definition names its gates. Homework is held while any of them is, except by a legal
dispute, which asks for a second look before paper leaves and holds nothing back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from couples.exercises.definition import Definition, Gate
from couples.exercises.vocabulary import FlagKind
from couples.wording import gettext as _

HELD_AT_FIRST = frozenset({Gate.G5})
"""Held for every couple until their counselor opens them."""

HOLDS_NOTHING = frozenset({Gate.G6})
"""They ask for a second look before paper leaves, and hold no homework back."""

HOLDS_A_COURSE = frozenset({Gate.G4})
"""While one of them is held, no step of a programme opens by itself."""

HELD_QUIETLY = frozenset({Gate.G1})
"""They can be held for the seals alone, so that nobody but the counselor sees anything of it."""

HELD_BY: Mapping[FlagKind, Gate] = {
    FlagKind.NOT_SAFE: Gate.G1,
    FlagKind.PRESSURED: Gate.G1,
    FlagKind.SELF_HARM: Gate.G4,
}
"""The gate that an answer holds at once, until the counselor decides."""


NAMED_BY = ":"
"""Between the gate and its row, in the name of a hold."""


@dataclass(frozen=True, slots=True)
class Hold:
    """
    A gate that is held: since when, by whom, with their private word.

    `began` is the row with which it was closed, None for what is held at first. An
    override speaks about exactly this hold. `is_automatic` says that a partner did it, with
    an answer or a word. `is_quiet` says that the seals are held and homework goes on.
    `on_top` is the last row of somebody who told of fear quietly while homework was held
    already.
    """

    gate: Gate
    began: int | None = None
    since: datetime | None = None
    set_by: str = ""
    is_automatic: bool = False
    note: str | None = None
    is_quiet: bool = False
    on_top: int | None = None

    @property
    def name(self) -> str:
        """How an override calls it; `couples.safety.sealing` reads it in SQL."""
        return self._named(self.began)

    @property
    def names(self) -> tuple[str, ...]:
        """All that an override speaks about: also the fear that was told on top of it."""
        return (self.name, *([self._named(self.on_top)] if self.on_top else []))

    def _named(self, row: int | None) -> str:
        return f"{self.gate.value}{NAMED_BY}{row or 0}"


Holds = Mapping[Gate, Hold]


def stopping(holds: Holds) -> dict[Gate, Hold]:
    """The holds that homework rests for: all but the quiet ones."""
    return {gate: hold for gate, hold in holds.items() if not hold.is_quiet}


def holding(definition: Definition, holds: Holds) -> tuple[Hold, ...]:
    """The holds that stand in the way of this homework, in the order of the definition."""
    return tuple(
        holds[gate] for gate in definition.gates if gate in holds and gate not in HOLDS_NOTHING
    )


def why_held(definition: Definition, holds: Holds) -> str | None:
    """Why the counselor cannot simply give this, in words; None where nothing is in the way."""
    found = holding(definition, holds)
    return _held(found) if found else None


def _held(found: Sequence[Hold]) -> str:
    return _("Held: %(reasons)s.", reasons=", ".join(gate_name(hold.gate) for hold in found))


def why_course_waits(definition: Definition, holds: Holds) -> str | None:
    """
    Why the next step of a programme does not open by itself; None where it may.

    A course goes on when the counselor decides, whatever its step would ask. What asks
    somebody for their safety never waits.
    """
    if definition.is_confidential:
        return why_held(definition, holds)
    held = [holds[gate] for gate in sorted(HOLDS_A_COURSE) if gate in holds]
    return why_held(definition, holds) or (_held(held) if held else None)


def gate_name(gate: Gate) -> str:
    """A gate in a few words."""
    match gate:
        case Gate.G1:
            name = _("violence, coercion or fear between them")
        case Gate.G2:
            name = _("another relationship that goes on or is not spoken about")
        case Gate.G3:
            name = _("an active addiction")
        case Gate.G4:
            name = _("a risk of suicide")
        case Gate.G5:
            name = _("not opened for this couple yet")
        case Gate.G6:
            name = _("a legal dispute between them")
    return name
