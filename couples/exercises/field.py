"""One prompt of a definition: its type, its limits, and who its answer is for."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, StrictBool, StrictInt, model_validator

from couples.audiences import Audience
from couples.exercises.settings import DEFAULTS, check_settings
from couples.exercises.texts import Key, Label, Line, Slug, Tiny, fault
from couples.exercises.vocabulary import ColumnType, FieldType, Part

# Inputs are hidden because a counselor's own wording has no place in a traceback.
FROZEN = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

NUMBERS = frozenset({FieldType.RATING, FieldType.NUMBER, FieldType.YES_NO})


class Option(BaseModel):
    """One thing to choose: its stored value and the words on the screen."""

    model_config = FROZEN

    value: Slug
    label: Label


class Shape(BaseModel):
    """What a field and a column share: a type, and the limits that belong to it."""

    model_config = FROZEN

    key: Key
    label: Label
    type: FieldType | ColumnType
    required: StrictBool = False
    max_length: StrictInt | None = None
    minimum: StrictInt | None = None
    maximum: StrictInt | None = None
    unit: Tiny | None = None
    options: tuple[Option, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _fill_in_the_limits(cls, given: Any) -> Any:
        """Write the usual limits out, so that a stored version never depends on later ones."""
        if not isinstance(given, dict) or not isinstance(given.get("type"), str):
            return given
        usual: dict[str, Any] = dict(DEFAULTS.get(given["type"], {}))
        if given["type"] == FieldType.CHOICES and isinstance(given.get("options"), list | tuple):
            usual["maximum"] = len(given["options"])
        return usual | given

    @model_validator(mode="after")
    def _check_the_limits(self) -> Self:
        check_settings(self.type, self)
        return self

    def option_label(self, value: str) -> str:
        """The words for a stored choice."""
        return next((option.label for option in self.options if option.value == value), value)


class Column(Shape):
    """One cell of each row in an answer made of rows."""

    type: ColumnType


class Field(Shape):
    """One prompt, with who its answer is for fixed beside it."""

    type: FieldType
    help: Line | None = None
    part: Part = Part.MAIN
    together: StrictBool = False
    audience: Audience
    choose: tuple[Audience, ...] = ()
    low: Tiny | None = None
    high: Tiny | None = None
    columns: tuple[Column, ...] = ()

    @model_validator(mode="after")
    def _check_who_it_is_for(self) -> Self:
        """Keep every promise one that can be kept."""
        if self.choose and (self.audience not in self.choose or len(set(self.choose)) < 2):  # noqa: PLR2004
            raise fault("choose", "‘choose’ must hold the ‘audience’ and at least one other")
        if len(set(self.choose)) < len(self.choose):
            raise fault("choose_twice", "‘choose’ names an audience twice")
        if Audience.SEALED in self.audiences and not self.required:
            raise fault(
                "sealed_optional", "a sealed field must be required, or it might never open"
            )
        if Audience.SEALED in self.audiences and self.part is Part.RECEIVED:
            raise fault(
                "sealed_received", "what only one partner records cannot be sealed until both"
            )
        if self.together and self.audiences != (Audience.COUPLE,):
            raise fault("together_audience", "what is written once for both is for the couple")
        if self.together and self.part is Part.RECEIVED:
            raise fault("together_received", "what one partner received is not written for both")
        return self

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Whom the author may choose to write for, the suggestion first."""
        return (self.audience, *(other for other in self.choose if other != self.audience))

    @property
    def is_words(self) -> bool:
        """Whether the answer is words, stored encrypted, rather than a plain number."""
        return self.type not in NUMBERS
