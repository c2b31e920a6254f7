"""A definition: everything there is to know about one exercise, ritual or tracker, as data."""

import hashlib
import json
from typing import Annotated, Self

import pydantic
from pydantic import BaseModel, StrictInt, model_validator

from couples.audiences import Audience
from couples.exercises.field import FROZEN, Column, Field, Option
from couples.exercises.texts import Code, Label, Line, Paragraphs, Slug, fault
from couples.exercises.vocabulary import Cadence, ColumnType, Doer, FieldType, Gate, Kind, Part

__all__ = [
    "Audience",
    "Cadence",
    "Column",
    "ColumnType",
    "Definition",
    "Doer",
    "Field",
    "FieldType",
    "Gate",
    "Kind",
    "Option",
    "Part",
]

MOST_FIELDS = 60
LONGEST_MINUTES = 240
MOST_TIMES_A_WEEK = 14
KEEPS_A_LOG = frozenset({Kind.RITUAL, Kind.TRACKER, Kind.CHECK_IN})
NEEDS_A_LOG = frozenset({Kind.RITUAL, Kind.TRACKER})


class Definition(BaseModel):
    """
    One version of an exercise, complete in itself.

    It is frozen and compares by value. Stored as JSON with every assignment's version,
    it reads back as exactly the same definition, so that a later edition of the library
    never changes homework that is already running.
    """

    model_config = FROZEN

    id: Slug
    code: Code = ""
    version: StrictInt
    kind: Kind
    title: Label
    purpose: Line
    instructions: Paragraphs
    origin: Line
    not_when: Line
    minutes: tuple[StrictInt, StrictInt]
    doers: Annotated[tuple[Doer, ...], pydantic.Field(min_length=1)]
    cadences: Annotated[tuple[Cadence, ...], pydantic.Field(min_length=1)]
    times_a_week: StrictInt | None = None
    gates: tuple[Gate, ...] = ()
    summary: Line
    fields: Annotated[tuple[Field, ...], pydantic.Field(min_length=1, max_length=MOST_FIELDS)]

    @model_validator(mode="after")
    def _check_numbers(self) -> Self:
        low, high = self.minutes
        if self.version < 1:
            raise fault("version", "‘version’ must be 1 or more")
        if not 1 <= low <= high <= LONGEST_MINUTES:
            raise fault(
                "minutes",
                "‘minutes’ must be two numbers from 1 to {limit}, the smaller one first",
                limit=LONGEST_MINUTES,
            )
        for name in ("doers", "cadences", "gates"):
            chosen = getattr(self, name)
            if len(set(chosen)) < len(chosen):
                raise fault("twice", "‘{name}’ names the same thing twice", name)
        return self

    @model_validator(mode="after")
    def _check_times_a_week(self) -> Self:
        if (Cadence.TIMES_A_WEEK in self.cadences) != (self.times_a_week is not None):
            raise fault("times_a_week", "‘times_a_week’ goes with the cadence ‘times-a-week’")
        if self.times_a_week is not None and not 1 <= self.times_a_week <= MOST_TIMES_A_WEEK:
            raise fault(
                "times", "‘times_a_week’ must be from 1 to {limit}", limit=MOST_TIMES_A_WEEK
            )
        return self

    @model_validator(mode="after")
    def _check_parts(self) -> Self:
        keys = [field.key for field in self.fields]
        for key in keys:
            if keys.count(key) > 1:
                raise fault("same_key", "two fields have the key ‘{name}’", key)
        if self.checks_in and self.kind not in KEEPS_A_LOG:
            raise fault("log", "log fields belong to a ritual, a tracker or a check-in")
        if not self.checks_in and self.kind in NEEDS_A_LOG:
            raise fault("no_log", "a {type} needs at least one log field", kind=self.kind.value)
        return self

    @model_validator(mode="after")
    def _check_between_the_partners(self) -> Self:
        """Refuse what would wait for a partner who never comes."""
        if self.fields_of(Part.RECEIVED) and not any(
            Audience.COUPLE in field.audiences or Audience.SEALED in field.audiences
            for field in self.fields_of(Part.LOG)
        ):
            raise fault("received", "received fields need a log field that the partner can read")
        for field in self.fields:
            if field.together and Doer.TOGETHER not in self.doers:
                raise fault("together", "‘{name}’ is written together, but nobody does", field.key)
            if Audience.SEALED in field.audiences and Doer.ONE in self.doers:
                raise fault(
                    "sealed_one",
                    "‘{name}’ is sealed until both, but one may do it alone",
                    field.key,
                )
        return self

    @model_validator(mode="after")
    def _check_the_seal(self) -> Self:
        """Refuse a field that would tell of sealed work while the other still writes apart."""
        for part in Part:
            fields = self.fields_of(part)
            if Doer.EACH not in self.doers or not any(
                field.audience is Audience.SEALED for field in fields
            ):
                continue
            for field in fields:
                if field.audience is Audience.COUPLE:
                    raise fault(
                        "seal",
                        "‘{name}’ would tell the partner that sealed work was handed in",
                        field.key,
                    )
        return self

    @property
    def checks_in(self) -> bool:
        """Whether it is kept up by check-ins, besides or instead of one piece of work."""
        return bool(self.fields_of(Part.LOG))

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The instructions, paragraph by paragraph."""
        return tuple(self.instructions.split("\n\n"))

    def fields_of(self, part: Part) -> tuple[Field, ...]:
        """The fields of one part, in the order of the page."""
        return tuple(field for field in self.fields if field.part is part)

    def field(self, key: str) -> Field:
        """The field called `key`; a KeyError when there is none."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)

    def to_json(self) -> str:
        """The stored form: canonical, so that equal definitions are equal texts."""
        return json.dumps(
            self.model_dump(mode="json", exclude_none=True),
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Exactly the definition that `to_json` stored."""
        return cls.model_validate_json(text)

    @property
    def digest(self) -> str:
        """A fingerprint of everything in it, for telling whether an edition is new."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()
