"""How something is done together, turn by turn: who speaks, how long, and whose words it asks."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated, Self

import pydantic
from pydantic import BaseModel, StrictInt, model_validator

from couples.audiences import Audience
from couples.exercises.rules import FROZEN
from couples.exercises.texts import Key, Label, Line, Slug, fault
from couples.exercises.vocabulary import Doer, Part, Variant

if TYPE_CHECKING:
    from couples.exercises.definition import Definition
    from couples.exercises.field import Field

LONGEST_TURN = 60
FEWEST_TURNS = 2
MOST_TURNS = 24


class Whose(enum.StrEnum):
    """Whose turn it is: of whoever began, of the other, of both, or of each alone."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"
    APART = "apart"


class Told(enum.StrEnum):
    """What a talk can fill in by itself, because it was there."""

    SPOKE_FIRST = "spoke-first"
    PAUSES = "pauses"
    MINUTES = "minutes"


class Turn(BaseModel):
    """
    One turn of a talk. `fields` are open to whoever's turn it is, and closed to the other.

    What is written once for both needs one pen, which `pen` gives to one of them. `say` is
    for the one whose turn it is, `listen` for the other.
    """

    model_config = FROZEN

    key: Slug
    of: Whose
    title: Label
    minutes: StrictInt | None = None
    say: Line
    listen: Line | None = None
    pen: Variant | None = None
    fields: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _check_the_turn(self) -> Self:
        if (self.of is Whose.APART) != (self.minutes is None):
            raise fault("turn_minutes", "‘minutes’ goes with every turn but that of each apart")
        if self.minutes is not None and not 1 <= self.minutes <= LONGEST_TURN:
            raise fault("turn_long", "‘minutes’ must be from 1 to {limit}", limit=LONGEST_TURN)
        if (self.of in {Whose.FIRST, Whose.SECOND}) != (self.listen is not None):
            raise fault("listen", "‘listen’ goes with the turn of one of the two")
        if self.pen is not None and (self.of is not Whose.BOTH or not self.fields):
            raise fault("pen", "‘pen’ goes with what both write in one turn")
        return self

    @property
    def holder(self) -> Variant | None:
        """Who has this turn, or the pen in it; None where each is on their own."""
        match self.of:
            case Whose.FIRST:
                return Variant.FIRST
            case Whose.SECOND:
                return Variant.SECOND
            case Whose.BOTH:
                return self.pen or Variant.FIRST
            case Whose.APART:
                return None


class Fill(BaseModel):
    """A question that the talk answers by itself."""

    model_config = FROZEN

    field: Key
    told: Told


class Guide(BaseModel):
    """
    The turns of a talk, the last of which is each one's own.

    `closing` is the turn to go to when two people stop early; without one, a talk that is
    stopped is put down, and can be taken up again where it was.
    """

    model_config = FROZEN

    closing: Slug | None = None
    fills: tuple[Fill, ...] = ()
    turns: Annotated[
        tuple[Turn, ...], pydantic.Field(min_length=FEWEST_TURNS, max_length=MOST_TURNS)
    ]

    @model_validator(mode="after")
    def _check_the_turns(self) -> Self:
        keys = [turn.key for turn in self.turns]
        if len(set(keys)) < len(keys):
            raise fault("same_turn", "two turns have the same key")
        apart = [turn for turn in self.turns if turn.of is Whose.APART]
        if apart != [self.turns[-1]] or apart[0].fields:
            raise fault("last_turn", "the last turn, and no other, is of each ‘apart’")
        if self.closing is not None and self.closing not in keys[:-1]:
            raise fault("closing", "‘closing’ must name a turn before the last one")
        return self

    @property
    def last(self) -> int:
        """The number of the turn in which each is on their own."""
        return len(self.turns) - 1

    @property
    def minutes(self) -> int:
        """How long the turns take that have a length."""
        return sum(turn.minutes or 0 for turn in self.turns)

    @property
    def closing_at(self) -> int | None:
        """The number of the turn to go to when two people stop early."""
        found = (number for number, turn in enumerate(self.turns) if turn.key == self.closing)
        return next(found, None)

    def asked_in_turns(self) -> frozenset[str]:
        """The questions that the turns ask."""
        return frozenset(key for turn in self.turns for key in turn.fields)

    def filled(self) -> frozenset[str]:
        """The questions that the talk answers by itself."""
        return frozenset(fill.field for fill in self.fills)


def check_guide(definition: Definition) -> None:
    """Hold a guide to questions that can be answered in front of the other."""
    guide = definition.guide
    if guide is None:
        return
    if Doer.TOGETHER not in definition.doers or definition.repeated_part is not Part.MAIN:
        raise fault("guide", "‘guide’ goes with something that both do together, without a log")
    fields = {field.key: field for field in definition.fields_of(Part.MAIN)}
    asked: set[tuple[str, Variant | None]] = set()
    for turn in guide.turns:
        for key in turn.fields:
            if key not in fields:
                raise fault("turn_field", "the turn ‘{name}’ asks what is not there", turn.key)
            _check_asked(turn, fields[key])
            place = (key, turn.holder if turn.of is not Whose.BOTH else None)
            if place in asked:
                raise fault("turn_twice", "‘{name}’ is asked in two turns", key)
            asked.add(place)
    _check_fills(guide, fields)


def _check_asked(turn: Turn, field: Field) -> None:
    if field.audiences != (Audience.COUPLE,):
        raise fault("turn_open", "‘{name}’ is not for both, so no turn can ask it", field.key)
    if field.together != (turn.of is Whose.BOTH):
        raise fault("turn_pen", "‘{name}’ is not written by whoever has this turn", field.key)


def _check_fills(guide: Guide, fields: dict[str, Field]) -> None:
    for fill in guide.fills:
        field = fields.get(fill.field)
        if field is None or fill.field in guide.asked_in_turns():
            raise fault("fill", "‘{name}’ cannot be filled in by the talk", fill.field)
        of_both = fill.told is not Told.SPOKE_FIRST
        answers = {option.value for option in field.options}
        if field.together != of_both or (not of_both and answers != {"me", "partner"}):
            raise fault("fill_kind", "‘{name}’ does not fit what the talk knows", fill.field)
        if of_both and field.type != "number":
            raise fault("fill_kind", "‘{name}’ does not fit what the talk knows", fill.field)
