"""
Days and times as the reader says them: on their own clocks, in their own language.

A moment is shown in the time zone of whoever is signed in. A day of the calendar
(a due date) is the same day everywhere.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from flask_login import current_user

from couples import clock, wording

_HERE = "UTC"
_YEAR_AT_THE_END = re.compile(r",?\s+y+$")


def time_zone() -> str:
    """The time zone of whoever is signed in."""
    if current_user and current_user.is_authenticated:
        return str(current_user.signed_in.time_zone)
    return _HERE


def today() -> date:
    """The day that it is for whoever is signed in."""
    return clock.today(time_zone())


def day(value: date, zone: str | None = None) -> str:
    """Tuesday, November 24; with the year where it is another one."""
    here = _on_their_clock(value, zone)
    pattern = Locale.parse(wording.current_locale()).date_formats["full"].pattern
    if here.year == today().year:
        pattern = _YEAR_AT_THE_END.sub("", pattern)
    return format_date(here, pattern, locale=wording.current_locale())


def short_day(value: date) -> str:
    """Nov 24; with the year where it is another one."""
    here = _on_their_clock(value)
    skeleton = "MMMd" if here.year == today().year else "yMMMd"
    return format_skeleton(skeleton, _as_moment(here), locale=wording.current_locale())


def time(value: datetime, zone: str | None = None) -> str:
    """9:41 PM."""
    here = _on_their_clock(value, zone)
    assert isinstance(here, datetime)  # noqa: S101 - for the types: a day has no time
    # A narrow space before AM or PM breaks no line and looks like a mistake to nobody.
    return format_time(here, "short", locale=wording.current_locale()).replace("\u202f", "\u00a0")


def moment(value: datetime, zone: str | None = None) -> str:
    """Tuesday, November 24, 9:41 PM; on the clocks of `zone` where one is named."""
    return f"{day(value, zone)}, {time(value, zone)}"


FILTERS = {"day": day, "short_day": short_day, "time": time, "moment": moment}


def _on_their_clock(value: date, zone: str | None = None) -> date:
    return clock.local(value, zone or time_zone()) if isinstance(value, datetime) else value


def _as_moment(value: date) -> datetime:
    """Babel shifts a moment to its own zone unless it has none."""
    return datetime(value.year, value.month, value.day, tzinfo=ZoneInfo(_HERE))
