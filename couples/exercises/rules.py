"""The rules that a definition brings along as data, each a small frozen value."""

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, StrictBool, StrictInt, model_validator

from couples.exercises.texts import Key, Label, Line, Slug, fault
from couples.exercises.vocabulary import Part, SummaryKind, SummedBy

# Inputs are hidden because a counselor's own wording has no place in a traceback.
FROZEN = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

LONGEST_WINDOW = 24 * 60
MOST_SESSIONS = 20
MOST_LEVELS = 30
HIGHEST_RATING = 10
BARE = frozenset({SummaryKind.ADHERENCE, SummaryKind.COUNT})


class HoldsBack(BaseModel):
    """What keeps work from being handed in until a smaller step is found, and what is said."""

    model_config = FROZEN

    below: StrictInt | None = None
    unless_yes: StrictBool = False
    say: Line

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        if (self.below is None) != self.unless_yes:
            raise fault("holds_back", "needs either ‘below’ or ‘unless_yes = true’")
        return self

    def holds(self, value: object) -> bool:
        """Whether this answer keeps the work back; no answer never does."""
        if not isinstance(value, int):
            return False
        return not value if self.below is None else value < self.below


class Condition(BaseModel):
    """An answer that lies among some choices, or on one side of a number."""

    model_config = FROZEN

    field: Key
    among: tuple[str, ...] = ()
    at_least: StrictInt | None = None
    at_most: StrictInt | None = None

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        given = (bool(self.among), self.at_least is not None, self.at_most is not None)
        if sum(given) != 1:
            raise fault("condition", "needs exactly one of ‘among’, ‘at_least’ and ‘at_most’")
        return self

    def holds(self, value: object) -> bool:
        """Whether this answer meets it; no answer never does."""
        match value:
            case None | date():
                return False
            case list():
                return any(item in self.among for item in value)
            case bool():
                return ("yes" if value else "no") in self.among
            case int() if self.at_least is not None:
                return value >= self.at_least
            case int() if self.at_most is not None:
                return value <= self.at_most
            case _:
                return value in self.among


class Ready(Condition):
    """What both partners answer, lately and apart, before the rest may begin."""

    within_minutes: StrictInt
    say: Line

    @model_validator(mode="after")
    def _check_window(self) -> Self:
        if not 1 <= self.within_minutes <= LONGEST_WINDOW:
            raise fault(
                "window", "‘within_minutes’ must be from 1 to {limit}", limit=LONGEST_WINDOW
            )
        return self


class Ladder(BaseModel):
    """Levels that a couple climbs one at a time: by comfort, and by the counselor's word."""

    model_config = FROZEN

    field: Key
    comfort: Key
    at_least: StrictInt
    sessions: StrictInt
    highest: StrictInt

    @model_validator(mode="after")
    def _check_numbers(self) -> Self:
        if not 1 <= self.sessions <= MOST_SESSIONS:
            raise fault("sessions", "‘sessions’ must be from 1 to {limit}", limit=MOST_SESSIONS)
        if not 1 <= self.at_least <= HIGHEST_RATING:
            raise fault("comfort", "‘at_least’ must be from 1 to {limit}", limit=HIGHEST_RATING)
        if not 1 <= self.highest <= MOST_LEVELS:
            raise fault("highest", "‘highest’ must be from 1 to {limit}", limit=MOST_LEVELS)
        return self


class Summary(BaseModel):
    """
    One line that sums up what was written, counted through what its reader may read.

    `pooled` names other exercises whose answers to the same fields count with these.
    """

    model_config = FROZEN

    kind: SummaryKind
    label: Label
    field: Key | None = None
    column: Key | None = None
    against: Key | None = None
    among: tuple[str, ...] = ()
    pooled: tuple[Slug, ...] = ()
    part: Part | None = None
    by: SummedBy = SummedBy.AUTHOR
    counselor_only: StrictBool = False

    @model_validator(mode="after")
    def _check_field(self) -> Self:
        if self.field is None and self.kind not in BARE:
            raise fault("summary_field", "the summary ‘{type}’ needs ‘field’", kind=self.kind)
        if self.column is not None and self.field is None:
            raise fault("summary_column", "‘column’ needs ‘field’")
        return self
