"""The days that a date may name, counted from the day on which it is handed in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from babel.dates import format_date

from couples.exercises.definition import Column, Field
from couples.exercises.telling import Value
from couples.wording import current_locale
from couples.wording import gettext as _


def out_of_reach(field: Field, value: Value | None, today: date) -> str | None:
    """The sentence that asks for a nearer or a later day, or None where every day may stand."""
    for shape, day, name in _dates(field, value):
        if shape.within_days is None:
            continue
        first, last = (today + timedelta(days=days) for days in shape.within_days)
        if not first <= day <= last:
            return _(
                "Choose a day from %(first)s to %(last)s for %(name)s.",
                first=_told(first),
                last=_told(last),
                name=name,
            )
    return None


def _dates(field: Field, value: Value | None) -> Iterable[tuple[Field | Column, date, str]]:
    """Each date of an answer with what asked for it, and what that is called."""
    name = _("‘%(label)s’", label=field.label)
    if isinstance(value, date):
        yield field, value, name
    for number, row in enumerate(value if isinstance(value, list) else (), start=1):
        for column in field.columns if isinstance(row, dict) else ():
            cell = row.get(column.key) if isinstance(row, dict) else None
            if isinstance(cell, date):
                known = {"label": column.label, "number": number, "name": name}
                yield column, cell, _("‘%(label)s’ in row %(number)s of %(name)s", **known)


def _told(day: date) -> str:
    return format_date(day, "long", locale=current_locale().replace("-", "_"))
