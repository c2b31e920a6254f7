"""What the pages on which programmes are written call rules, circumstances and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from couples.audiences import Audience
from couples.exercises.definition import Cadence, Definition, Doer, FieldType, Gate, Kind
from couples.programmes.facts import TOTAL
from couples.programmes.shelf import Shelf
from couples.programmes.vocabulary import By, Only, When
from couples.wording import gettext as _
from portal.counselor.course_words import only_if
from portal.counselor.words import caution
from portal.forms.drafting import Names
from portal.words import cadence_name, day_name, doer_name

_COUNTED = frozenset({FieldType.RATING, FieldType.NUMBER})


def when_name(when: When) -> str:
    """What a step may wait for."""
    return {
        When.WEEK: _("With its week"),
        When.AT_ONCE: _("On the first day of the course"),
        When.DATE: _("On a day of the calendar"),
        When.DAYS_AFTER: _("Some days after the beginning, or after another step opens"),
        When.HANDED_IN: _("Once another step is handed in"),
        When.NEXT_SESSION: _("After the next session"),
        When.SCORE: _("Once a number is high or low enough"),
        When.GAP: _("Once the two are far apart, or close together, in a number"),
        When.NO_FLAG: _("If nothing private waits for your eyes"),
        When.SHARE_DONE: _("If enough of another step was done"),
        When.BY_HAND: _("When you say so"),
    }[when]


def by_name(by: By) -> str:
    """Of how many of the two something is asked."""
    return _("One of the two is enough") if by is By.ONE else _("Both of them")


PROGRAMME_NAMES: Names = MappingProxyType(
    {
        By: by_name,
        Cadence: cadence_name,
        Doer: doer_name,
        Gate: caution,
        Only: only_if,
        When: when_name,
        str: day_name,
    }
)
"""How the forms name what there is to choose; a bare text is a day of the week."""


def measured_on(shelf: Shelf) -> list[tuple[str, str]]:
    """Every number of the library that a rule may look at, with its name."""
    titled = sorted(shelf.values(), key=lambda version: version.definition.title.casefold())
    return [pair for version in titled for pair in _numbers(version.definition)]


def _numbers(definition: Definition) -> Iterator[tuple[str, str]]:
    """
    What a questionnaire comes to, and every number of an exercise that the counselor may read.

    What one question of a questionnaire says is not offered: its score is.
    """
    if definition.kind is Kind.MEASURE:
        yield f"{definition.id} {TOTAL}", _("%(title)s: its score", title=definition.title)
        return
    for field in definition.fields:
        if field.type in _COUNTED and field.audience is not Audience.ME and not field.together:
            known = {"title": definition.title, "label": field.label}
            yield f"{definition.id} {field.key}", _("%(title)s: %(label)s", **known)
