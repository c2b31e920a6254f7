"""
An instrument: everything needed to score one questionnaire, as data.

The files stand in `couples/library/measures`, under a notice of their own. Every
constant comes with its source and with whether that source was seen.
"""

from __future__ import annotations

import enum
from decimal import Decimal
from typing import Annotated, Self

import pydantic
from pydantic import BaseModel, StrictBool, StrictInt, model_validator

from couples.exercises.rules import FROZEN
from couples.exercises.texts import Code, Key, Label, Line, Slug

Number = Annotated[Decimal, pydantic.Field(strict=False, allow_inf_nan=False)]


class About(enum.StrEnum):
    """What a measure is about, which decides whether a partner meets their own score."""

    RELATIONSHIP = "relationship"
    INDIVIDUAL = "individual"
    """A screen of one person. The other partner learns neither of it nor of its absence."""


class Better(enum.StrEnum):
    """In which direction things are better."""

    HIGHER = "higher"
    LOWER = "lower"


class Method(enum.StrEnum):
    """How a change is told from chance."""

    COMPUTED = "computed"
    """From a standard deviation and a reliability, after Jacobson and Truax (1991)."""

    PUBLISHED = "published"
    """From a number of points that somebody published."""

    NONE = "none"
    """Not at all: nobody published anything, and nothing is invented."""


class Sourced(BaseModel):
    """Something that somebody found out: where it stands, and whether we saw it there."""

    model_config = FROZEN

    source: Line
    verified: StrictBool


class Scale(BaseModel):
    """The answers to choose from, left to right as printed, for some of the items."""

    model_config = FROZEN

    items: tuple[StrictInt, ...]
    points: tuple[StrictInt, ...]
    labels: tuple[Label, ...] = ()
    intro: Line | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.labels and len(self.labels) != len(self.points):
            raise ValueError("A scale has as many labels as points, or none.")
        if sorted(self.points) != list(range(min(self.points), max(self.points) + 1)):
            raise ValueError("The points of a scale have no gap.")
        return self

    @property
    def low(self) -> int:
        """The smallest point value."""
        return min(self.points)

    @property
    def high(self) -> int:
        """The largest point value."""
        return max(self.points)


class Unscored(BaseModel):
    """A question that is printed with the items and never counted."""

    model_config = FROZEN

    text: Line
    labels: tuple[Label, ...]


class Band(BaseModel):
    """A range of a score that has a name, both ends included."""

    model_config = FROZEN

    id: Key
    low: StrictInt
    high: StrictInt


class Reversed(Sourced):
    """The items whose points run the other way."""

    items: tuple[StrictInt, ...]


class Total(Sourced):
    """That all items are added up, whether the mean is told as well, and its bands."""

    mean: StrictBool = False
    bands: tuple[Band, ...] = ()


class Subscale(Sourced):
    """Some of the items, added up; an item may belong to several."""

    id: Key
    items: tuple[StrictInt, ...]
    better: Better | None = None
    mean: StrictBool = False
    bands: tuple[Band, ...] = ()


class Cutoff(Sourced):
    """Where the clinical side begins: below a value, or at least at one."""

    below: Number | None = None
    at_least: Number | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.below is None) == (self.at_least is None):
            raise ValueError("A cut-off says either ‘below’ or ‘at_least’.")
        return self

    @property
    def value(self) -> Decimal:
        """The number itself."""
        return self.below if self.below is not None else self.at_least or Decimal(0)

    def is_clinical(self, total: int) -> bool:
        """Whether a total lies on the clinical side."""
        return total < self.value if self.below is not None else total >= self.value


class Flag(Sourced):
    """What the counselor is told at once: by single items, or by a complete total."""

    id: Key
    items: tuple[StrictInt, ...] = ()
    at_least: StrictInt | None = None
    total_at_least: StrictInt | None = None


class Change(Sourced):
    """What counts as a change, and what that rests on."""

    method: Method
    sd: Number | None = None
    reliability: Number | None = None
    points: StrictInt | None = None
    value: Number | None = None
    """The published number before it was rounded up to whole points."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        computed = self.sd is not None and self.reliability is not None
        if computed != (self.method is Method.COMPUTED):
            raise ValueError("‘sd’ and ‘reliability’ go with the method ‘computed’.")
        if (self.points is not None) != (self.method is Method.PUBLISHED):
            raise ValueError("‘points’ goes with the method ‘published’.")
        if self.sd is not None and self.sd <= 0:
            raise ValueError("A standard deviation is more than 0.")
        if self.reliability is not None and not 0 < self.reliability < 1:
            raise ValueError("A reliability lies between 0 and 1.")
        if self.points is not None and self.points < 1:
            raise ValueError("A change is at least one point.")
        return self


class Instrument(BaseModel):
    """One questionnaire and its key."""

    model_config = FROZEN

    id: Key
    code: Code
    slug: Slug
    title: Label
    name: Label
    about: About
    better: Better
    custom: StrictBool = False
    """Whether the one who uses it says which items belong together."""
    minutes: tuple[StrictInt, StrictInt]
    trend: StrictBool = True
    """Whether scores may be drawn over time; a screen for violence never is."""
    every_weeks: StrictInt | None = None
    """How often it is worth asking again; None where it is asked once."""
    purpose: Line
    not_when: Line
    instructions: Line | None = None
    holder: Line
    terms: Line
    terms_source: Line
    reference: Line
    texts: tuple[Line, ...] = ()
    scales: Annotated[tuple[Scale, ...], pydantic.Field(min_length=1)]
    structure: Sourced
    unscored: tuple[Unscored, ...] = ()
    reversed: Reversed | None = None
    total: Total | None = None
    subscales: tuple[Subscale, ...] = ()
    cutoff: Cutoff | None = None
    flags: tuple[Flag, ...] = ()
    change: Change

    @model_validator(mode="after")
    def _check(self) -> Self:
        numbers = sorted(number for scale in self.scales for number in scale.items)
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError("Every item stands in exactly one scale.")
        if self.texts and len(self.texts) != len(numbers):
            raise ValueError("There is one text for each item, or none at all.")
        named = [self.reversed, *self.subscales, *self.flags]
        if any(number not in numbers for each in named if each for number in each.items):
            raise ValueError("A key names an item that is not there.")
        return self

    @property
    def count(self) -> int:
        """How many items are scored."""
        return sum(len(scale.items) for scale in self.scales)

    @property
    def has_text(self) -> bool:
        """Whether the wording comes along, rather than the key alone."""
        return bool(self.texts)

    @property
    def numbers(self) -> range:
        """The numbers of the items, from 1."""
        return range(1, self.count + 1)

    def scale_of(self, number: int) -> Scale:
        """The answers to choose from at one item."""
        return next(scale for scale in self.scales if number in scale.items)

    def range_of(self, items: tuple[int, ...] | range) -> tuple[int, int]:
        """The smallest and the largest sum of some items."""
        scales = [self.scale_of(number) for number in items]
        return sum(scale.low for scale in scales), sum(scale.high for scale in scales)

    def subscale(self, name: str) -> Subscale:
        """The part of the score called `name`."""
        return next(each for each in self.subscales if each.id == name)
