"""One prompt of a definition: its type, its limits, and who its answer is for."""

from typing import Any, Self

from pydantic import BaseModel, StrictBool, StrictInt, model_validator

from couples.audiences import Audience
from couples.exercises.rules import FROZEN, Condition, HoldsBack
from couples.exercises.settings import DEFAULTS, check_settings
from couples.exercises.texts import Key, Label, Line, Prompt, Slug, Tiny, fault
from couples.exercises.vocabulary import ColumnType, FieldType, FlagKind, Part, Topic, Variant

NUMBERS = frozenset({FieldType.RATING, FieldType.NUMBER, FieldType.YES_NO})
# What is asked before the rest may begin stays between one person and the counselor,
# and what the counselor notes is theirs to read, or for both.
READERS = {
    Part.READY: frozenset({Audience.ME, Audience.COUNSELOR}),
    Part.SESSION: frozenset({Audience.COUNSELOR, Audience.COUPLE}),
}
# What people say outside of any homework, and no answer does.
_OF_PEOPLE = frozenset({FlagKind.COUNSELOR, FlagKind.TIME_OUT, FlagKind.LEFT, FlagKind.STOOD_IN})


class Option(BaseModel):
    """One thing to choose: its stored value and the words on the screen."""

    model_config = FROZEN

    value: Slug
    label: Label
    raises: FlagKind | None = None

    @model_validator(mode="after")
    def _check_what_it_raises(self) -> Self:
        if self.raises in _OF_PEOPLE:
            raise fault("raises_own", "‘raises’ cannot be ‘{name}’: no answer does", self.raises)
        return self


class Shape(BaseModel):
    """What a field and a column share: a type, and the limits that belong to it."""

    model_config = FROZEN

    key: Key
    label: Prompt
    type: FieldType | ColumnType
    required: StrictBool = False
    max_length: StrictInt | None = None
    minimum: StrictInt | None = None
    maximum: StrictInt | None = None
    unit: Tiny | None = None
    low: Tiny | None = None
    high: Tiny | None = None
    options: tuple[Option, ...] = ()
    holds_back: HoldsBack | None = None
    refuses: tuple[Topic, ...] = ()
    within_days: tuple[StrictInt, StrictInt] | None = None

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
        check_settings(self.type, self, is_cell=isinstance(self.type, ColumnType))
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
    columns: tuple[Column, ...] = ()
    to: tuple[Slug, ...] = ()
    variant: Variant | None = None
    shown_if: Condition | None = None

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
        if any(option.raises for option in self.options) and (
            self.audiences != (Audience.COUNSELOR,)
        ):
            raise fault("raises", "an answer that raises something is for the counselor alone")
        return self

    @model_validator(mode="after")
    def _check_the_moment(self) -> Self:
        """Keep what is asked before it begins, and in session, to those whom it is for."""
        allowed = READERS.get(self.part)
        if allowed is not None:
            if self.choose or self.audience not in allowed:
                known = " or ".join(f"‘{reader}’" for reader in sorted(allowed))
                raise fault(
                    "moment",
                    "a {type} field is for {name}, without a choice",
                    known,
                    self.part.value,
                )
            if self.together or self.variant is not None:
                raise fault("moment_shared", "a {type} field is asked alike", kind=self.part.value)
        if self.part is Part.SESSION and any(c.type is ColumnType.PERSON for c in self.columns):
            raise fault("moment_person", "a session field has no column for a person")
        if self.shown_if is not None and Audience.SEALED in self.audiences:
            raise fault("sealed_if", "a sealed field must be asked always, or it might never open")
        return self

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """Whom the author may choose to write for, the suggestion first."""
        return (self.audience, *(other for other in self.choose if other != self.audience))

    @property
    def is_words(self) -> bool:
        """Whether the answer is words, stored encrypted, rather than a plain number."""
        return self.type not in NUMBERS
