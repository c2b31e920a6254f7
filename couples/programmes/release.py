"""When a step opens: one rule, with exactly the settings that belong to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Self

from pydantic import BaseModel, StrictFloat, StrictInt, model_validator

from couples.exercises.rules import FROZEN
from couples.exercises.texts import Key, Slug, fault
from couples.programmes.vocabulary import By, When

MOST_DAYS = 365
WHOLE = 100

# Everything that a rule does not take is refused, so that a slip is noticed.
TAKES: Mapping[When, frozenset[str]] = MappingProxyType(
    {
        When.WEEK: frozenset(),
        When.AT_ONCE: frozenset(),
        When.DATE: frozenset({"date"}),
        When.DAYS_AFTER: frozenset({"days", "step"}),
        When.HANDED_IN: frozenset({"step", "by", "days"}),
        When.NEXT_SESSION: frozenset(),
        When.SCORE: frozenset({"measure", "field", "at_least", "at_most", "by"}),
        When.GAP: frozenset({"measure", "field", "at_least", "at_most"}),
        When.NO_FLAG: frozenset(),
        When.SHARE_DONE: frozenset({"step", "percent", "by"}),
        When.BY_HAND: frozenset(),
    }
)
NEEDS: Mapping[When, tuple[str, ...]] = MappingProxyType(
    {
        When.DATE: ("date",),
        When.DAYS_AFTER: ("days",),
        When.HANDED_IN: ("step", "by"),
        When.SCORE: ("measure", "field", "by"),
        When.GAP: ("measure", "field"),
        When.SHARE_DONE: ("step", "percent", "by"),
    }
)
_SETTINGS = ("date", "days", "step", "by", "measure", "field", "at_least", "at_most", "percent")

Number = StrictInt | StrictFloat


class Release(BaseModel):
    """One rule. `when` says which, and the rest is what that rule needs to know."""

    model_config = FROZEN

    when: When
    date: dt.date | None = None
    days: StrictInt | None = None
    step: Key | None = None
    by: By | None = None
    measure: Slug | None = None
    field: Key | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    percent: StrictInt | None = None

    @model_validator(mode="after")
    def _check_settings(self) -> Self:
        for name in _SETTINGS:
            given = getattr(self, name) is not None
            if given and name not in TAKES[self.when]:
                raise fault(
                    "unfitting", "‘{name}’ does not belong to the rule ‘{type}’", name, self.when
                )
            if not given and name in NEEDS.get(self.when, ()):
                raise fault("needed", "the rule ‘{type}’ needs ‘{name}’", name, self.when)
        if self.when in {When.SCORE, When.GAP} and (self.at_least is None) == (
            self.at_most is None
        ):
            raise fault(
                "comparison", "the rule ‘{type}’ needs ‘at_least’ or ‘at_most’", kind=self.when
            )
        return self

    @model_validator(mode="after")
    def _check_ranges(self) -> Self:
        if self.days is not None and not 0 <= self.days <= MOST_DAYS:
            raise fault("days", "‘days’ must be from 0 to {limit}", limit=MOST_DAYS)
        if self.percent is not None and not 1 <= self.percent <= WHOLE:
            raise fault("percent", "‘percent’ must be from 1 to 100")
        return self

    def holds_for(self, number: float) -> bool:
        """Whether a number is high, or low, enough."""
        if self.at_least is not None:
            return number >= self.at_least
        return self.at_most is not None and number <= self.at_most


WITH_ITS_WEEK = Release(when=When.WEEK)
