"""What each partner will find on which day, for their counselor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from babel.dates import format_skeleton
from flask import render_template, request

from couples import wording
from couples.assignments.spans import DAY
from couples.caseload.queries import get_couple
from couples.exercises.definition import Part
from couples.progress.outlook import Day, Find, Outlook, look_ahead
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.enrolments import expected_of
from portal.database import session

CHOICES = (2, 4, 8, 12)
USUAL = 4


@blueprint.get("/couples/<public_id:couple_id>/outlook")
def outlook(couple_id: str) -> str:
    """The next weeks, a column for each partner, made of what their own pages are made of."""
    weeks = _weeks(request.args.get("weeks", ""))
    expected = expected_of(get_couple(session, current_identity, couple_id))
    found = look_ahead(session, current_identity, couple_id, weeks=weeks, expected=expected)
    return render_template(
        "counselor/outlook.html", couple=found.couple, outlook=found, weeks=weeks, choices=CHOICES
    )


def _weeks(text: str) -> int:
    return int(text) if text in {str(number) for number in CHOICES} else USUAL


@dataclass(frozen=True, slots=True)
class Row:
    """Some days in a row on which each partner finds the same, and nothing that is new."""

    day: Day
    last: date
    goes_on: tuple[bool, ...] = ()
    """For each partner: whether the rows above have named everything that is still there."""

    @property
    def label(self) -> str:
        """Wed, Nov 25; or the first and the last of them."""
        first = _short(self.day.on)
        return first if self.last == self.day.on else f"{first} – {_short(self.last)}"


def by_week(found: Outlook) -> Iterator[tuple[Day, list[Row]]]:
    """The days in weeks that begin on a Monday, each with its first day and its rows."""
    for _monday, days in groupby(found.days, key=lambda day: day.on - day.on.weekday() * DAY):
        week = list(days)
        rows: list[Row] = []
        for day in week:
            if rows and _is_the_same(rows[-1].day, day):
                rows[-1] = replace(rows[-1], last=day.on)
            else:
                rows.append(Row(day, day.on, _goes_on(rows, day)))
        yield week[0], rows


def _is_the_same(before: Day, day: Day) -> bool:
    """Whether a day needs no row of its own."""
    is_quiet = not any(find.is_new or find.is_due for finds in day.finds for find in finds)
    was_quiet = not any(find.is_new or find.is_due for finds in before.finds for find in finds)
    has_steps = any(before.expected) or any(day.expected)
    same = (before.meets, before.rests) == (day.meets, day.rests) and not day.meets
    return is_quiet and was_quiet and same and not has_steps and _what(before) == _what(day)


def _goes_on(earlier: Sequence[Row], day: Day) -> tuple[bool, ...]:
    """For each partner: whether the rows above have named everything that is still there."""
    told = []
    for number, finds in enumerate(day.finds):
        named = {_named(find) for row in earlier for find in row.day.finds[number]}
        still = {_named(find) for find in finds if not find.is_new and not find.is_due}
        told.append(still <= named)
    return tuple(told)


def _named(find: Find) -> tuple[str, Part]:
    return find.assignment.public_id, find.part


def _what(day: Day) -> list[list[tuple[str, Part]]]:
    return [[(find.assignment.public_id, find.part) for find in finds] for finds in day.finds]


def _short(day: date) -> str:
    locale = wording.current_locale()
    return format_skeleton("MMMEd", datetime(day.year, day.month, day.day), locale=locale)  # noqa: DTZ001 - Babel shifts a moment that has a zone


def found_words(find: Find) -> str:
    """What a find is called: a ritual is first set up and then noted."""
    definition = find.assignment.definition
    if find.part is Part.MAIN and definition.checks_in:
        return _("%(title)s: setting it up", title=definition.title)
    return definition.title


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {"by_week": by_week, "found_words": found_words}
