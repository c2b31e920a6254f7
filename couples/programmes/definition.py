"""A programme as data: its steps in weeks, when each opens, and when a couple goes on."""

from __future__ import annotations

import re
from typing import Annotated, Self

import pydantic
from pydantic import AfterValidator, BaseModel, StrictBool, StrictInt, model_validator

from couples.assignments.schedule import WEEKDAYS
from couples.exercises.definition import MOST_TIMES_A_WEEK
from couples.exercises.rules import FROZEN
from couples.exercises.stored import Stored
from couples.exercises.texts import Key, Label, Line, Paragraphs, Slug, fault
from couples.exercises.vocabulary import Cadence, Doer, Gate
from couples.programmes.release import WHOLE, WITH_ITS_WEEK, Release
from couples.programmes.vocabulary import By, Only, When, Who

MOST_WEEKS = 52
MOST_STEPS = 150
TWO = 2


def _code(text: str) -> str:
    if text and not re.fullmatch(r"[A-Z][0-9]{1,3}", text):
        raise fault("code", "must be a capital letter and up to three digits")
    return text


# A counselor's own programme has no code, so an empty one is fine.
Code = Annotated[str, AfterValidator(_code)]


class Step(BaseModel):
    """
    One exercise at its place in a programme.

    `lasts` is how many weeks it comes round, or is meant to be done in; 0 is without an
    end. `note` is for the counselor's eyes. A step that is `essential` cannot be skipped.
    """

    model_config = FROZEN

    key: Key
    week: StrictInt
    exercise: Slug
    doer: Doer
    who: Who | None = None
    cadence: Cadence = Cadence.ONCE
    days: tuple[str, ...] = ()
    times_a_week: StrictInt | None = None
    lasts: StrictInt = 1
    only: Only | None = None
    essential: StrictBool = False
    note: Line | None = None
    release: Release = WITH_ITS_WEEK

    @model_validator(mode="after")
    def _check_how_often(self) -> Self:
        if (self.cadence is Cadence.TIMES_A_WEEK) != (self.times_a_week is not None):
            raise fault("times_a_week", "‘times_a_week’ goes with the cadence ‘times-a-week’")
        if self.times_a_week is not None and not 1 <= self.times_a_week <= MOST_TIMES_A_WEEK:
            raise fault(
                "times", "‘times_a_week’ must be from 1 to {limit}", limit=MOST_TIMES_A_WEEK
            )
        if (self.cadence is Cadence.DAYS) != bool(self.days):
            raise fault("days", "‘days’ goes with the cadence ‘days’")
        if not set(self.days) <= set(WEEKDAYS):
            raise fault("weekdays", "‘days’ are written mon, tue, wed, thu, fri, sat, sun")
        return self

    @model_validator(mode="after")
    def _check_place(self) -> Self:
        if not 0 <= self.week <= MOST_WEEKS:
            raise fault("week", "‘week’ must be from 0 to {limit}", limit=MOST_WEEKS)
        if not 0 <= self.lasts <= MOST_WEEKS:
            raise fault("lasts", "‘lasts’ must be from 0 to {limit}", limit=MOST_WEEKS)
        if (self.doer is Doer.ONE) != (self.who is not None):
            raise fault("who", "‘who’ is needed where the doer is ‘one’, and nowhere else")
        return self

    @property
    def waits_for_counselor(self) -> bool:
        """Whether it opens only when the counselor says so."""
        return self.release.when is When.BY_HAND or self.only in {Only.BOTH_AGREE, Only.NEEDED}


class GoOn(BaseModel):
    """What has to be true at the end of each of some weeks before the next one opens."""

    model_config = FROZEN

    weeks: tuple[StrictInt, StrictInt]
    percent: StrictInt
    by: By
    clear: tuple[Gate, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        first, last = self.weeks
        if not 0 <= first <= last <= MOST_WEEKS:
            raise fault("weeks", "‘weeks’ must be two weeks, the earlier one first")
        if not 0 <= self.percent <= WHOLE:
            raise fault("percent", "‘percent’ must be from 0 to 100")
        return self


class ProgrammeDefinition(Stored):
    """
    One version of a programme, complete in itself and frozen.

    A course that runs keeps the version it began with.
    """

    model_config = FROZEN

    id: Slug
    code: Code = ""
    version: StrictInt
    title: Label
    purpose: Line
    about: Paragraphs
    origin: Line
    not_when: Line
    entry: tuple[Gate, ...] = ()
    entry_note: Line | None = None
    variants: tuple[Label, ...] = ()
    go_on: tuple[GoOn, ...] = ()
    steps: Annotated[tuple[Step, ...], pydantic.Field(min_length=1, max_length=MOST_STEPS)]

    @model_validator(mode="after")
    def _check_version(self) -> Self:
        if self.version < 1:
            raise fault("version", "‘version’ must be 1 or more")
        if len(set(self.entry)) < len(self.entry):
            raise fault("twice", "‘{name}’ names the same thing twice", "entry")
        return self

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        """Refuse a step that waits for one which is not there, or which comes after it."""
        seen: set[str] = set()
        week = 0
        for step in self.steps:
            if step.key in seen:
                raise fault("same_key", "two steps have the key ‘{name}’", step.key)
            if step.week < week:
                raise fault("order", "‘{name}’ stands after a step of a later week", step.key)
            if step.release.step is not None and step.release.step not in seen:
                raise fault(
                    "reference", "‘{name}’ waits for a step that does not come before it", step.key
                )
            seen.add(step.key)
            week = step.week
        return self

    @model_validator(mode="after")
    def _check_variants(self) -> Self:
        asks = any(step.who or step.doer is Doer.VARIANTS for step in self.steps)
        if self.variants and len(self.variants) != TWO:
            raise fault("variants", "‘variants’ must be two descriptions, the first one first")
        if asks != bool(self.variants):
            raise fault(
                "variants_needed",
                "‘variants’ goes with steps for one partner, and says who that is",
            )
        return self

    @property
    def first_week(self) -> int:
        """The week with which a couple begins: 0 where there is something to do beforehand."""
        return self.steps[0].week

    @property
    def last_week(self) -> int:
        """The week of the last step."""
        return self.steps[-1].week

    @property
    def weeks(self) -> tuple[int, ...]:
        """Every week, also one without steps of its own."""
        return tuple(range(self.first_week, self.last_week + 1))

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What it is about, paragraph by paragraph."""
        return tuple(self.about.split("\n\n"))

    def of_week(self, week: int) -> tuple[Step, ...]:
        """The steps of one week, in order."""
        return tuple(step for step in self.steps if step.week == week)

    def step(self, key: str) -> Step:
        """The step called `key`; a KeyError when there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def go_on_after(self, week: int) -> GoOn | None:
        """What has to be true before the week after `week` opens, if anything."""
        for rule in self.go_on:
            if rule.weeks[0] <= week <= rule.weeks[1]:
                return rule
        return None
