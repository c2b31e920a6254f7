"""A definition: everything there is to know about one exercise, ritual or tracker, as data."""

from typing import Annotated, Self

import pydantic
from pydantic import StrictInt, model_validator

from couples.audiences import Audience
from couples.exercises import consistency, soundness
from couples.exercises.field import Column, Field, Option
from couples.exercises.guide import Guide, check_guide
from couples.exercises.rules import FROZEN, Condition, HoldsBack, Ladder, Ready, Summary
from couples.exercises.stored import Stored
from couples.exercises.texts import Code, Label, Line, Paragraphs, Slug, fault
from couples.exercises.vocabulary import (
    Cadence,
    ColumnType,
    Doer,
    FieldType,
    Gate,
    Kind,
    Part,
    SummaryKind,
    SummedBy,
    Topic,
    Variant,
)

__all__ = [
    "Audience",
    "Cadence",
    "Column",
    "ColumnType",
    "Condition",
    "Definition",
    "Doer",
    "Field",
    "FieldType",
    "Gate",
    "Guide",
    "HoldsBack",
    "Kind",
    "Ladder",
    "Option",
    "Part",
    "Ready",
    "Summary",
    "SummaryKind",
    "SummedBy",
    "Topic",
    "Variant",
]

MOST_FIELDS = 60
LONGEST_MINUTES = 240
MOST_TIMES_A_WEEK = 14
MOST_SUMMARIES = 20
CHECKS = (
    soundness.check_parts,
    soundness.check_cadences,
    soundness.check_variants,
    soundness.check_between_the_partners,
    soundness.check_the_seal,
    consistency.check_conditions,
    consistency.check_ready,
    consistency.check_ladder,
    consistency.check_summaries,
    check_guide,
)


class Definition(Stored):
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
    every_weeks: tuple[StrictInt, StrictInt] | None = None
    after_days: tuple[StrictInt, ...] = ()
    follow_up: Cadence | None = None
    variants: tuple[Label, Label] | None = None
    follows: Variant | None = None
    ready: Ready | None = None
    ladder: Ladder | None = None
    guide: Guide | None = None
    gates: tuple[Gate, ...] = ()
    summary: Line
    summaries: Annotated[tuple[Summary, ...], pydantic.Field(max_length=MOST_SUMMARIES)] = ()
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
    def _check_the_whole(self) -> Self:
        for check in CHECKS:
            check(self)
        return self

    @property
    def is_confidential(self) -> bool:
        """
        Whether its answers stay between their author and the counselor for good.

        That is where one of them may ask the counselor to look, and every questionnaire:
        nobody can be pressed to show what cannot be shown.
        """
        raises = any(option.raises for field in self.fields for option in field.options)
        return raises or self.kind is Kind.MEASURE

    @property
    def may_be_left(self) -> bool:
        """
        Whether it is an offer to each alone, and leaving it is as good an answer as any.

        So it is missing nowhere, and nobody is late with it.
        """
        is_an_offer = self.kind is Kind.CHECK_IN and not any(f.required for f in self.fields)
        return is_an_offer and self.is_confidential

    @property
    def checks_in(self) -> bool:
        """Whether it is kept up by check-ins, besides or instead of one piece of work."""
        return self.kind in soundness.KEEPS_A_LOG and bool(self.fields_of(Part.LOG))

    @property
    def repeated_part(self) -> Part:
        """The part that comes round: the check-in of a ritual, otherwise the exercise itself."""
        return Part.LOG if self.checks_in else Part.MAIN

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The instructions, paragraph by paragraph."""
        return tuple(self.instructions.split("\n\n"))

    def fields_of(self, part: Part, variant: Variant | None = None) -> tuple[Field, ...]:
        """The fields of one part, in the order of the page; with `variant`, those it is asked."""
        return tuple(
            field
            for field in self.fields
            if field.part is part and (variant is None or field.variant in {None, variant})
        )

    def tap(self, part: Part, variant: Variant | None = None) -> Field | None:
        """The yes-or-no question that a part comes down to, if it comes down to one."""
        required = [field for field in self.fields_of(part, variant) if field.required]
        if len(required) == 1 and required[0].type is FieldType.YES_NO:
            return required[0]
        return None

    def field(self, key: str) -> Field:
        """The field called `key`; a KeyError when there is none."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(key)
