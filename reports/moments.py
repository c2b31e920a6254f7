"""Moments as the reader of a brief says them, on the couple's clocks."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_name

from couples.wording import current_locale
from couples.wording import gettext as _

# Whoever reads the date of a session knows the year.
_YEAR_AT_THE_END: Final = re.compile(r"[\s,]*\by+\b[\s.']*$")


def moment(value: datetime, time_zone: str, *, weekday: bool = True) -> str:
    """Tuesday, November 24, 2:30 PM."""
    local = value.astimezone(ZoneInfo(time_zone))
    locale = current_locale().replace("-", "_")
    said = _weekday(local, locale) if weekday else format_skeleton("MMMMd", local, locale=locale)
    return _("%(day)s, %(time)s", day=said, time=clock_time(value, time_zone))


def dated_moment(value: datetime, time_zone: str) -> str:
    """November 24, 2026, 2:30 PM: where the year is not clear from what stands beside it."""
    local = value.astimezone(ZoneInfo(time_zone))
    return _("%(day)s, %(time)s", day=full_day(local), time=clock_time(value, time_zone))


def clock_time(value: datetime, time_zone: str) -> str:
    """2:30 PM."""
    local = value.astimezone(ZoneInfo(time_zone))
    said = format_time(
        local, "short", tzinfo=local.tzinfo, locale=current_locale().replace("-", "_")
    )
    # A narrow space before AM or PM is missing from many fonts.
    return said.replace("\u202f", "\u00a0")


def full_day(value: date) -> str:
    """November 24, 2026."""
    return format_date(value, "long", locale=current_locale().replace("-", "_"))


def day(value: date) -> str:
    """Tuesday, November 24."""
    return _weekday(value, current_locale().replace("-", "_"))


def _weekday(local: date, locale: str) -> str:
    pattern = Locale.parse(locale).date_formats["full"].pattern
    return format_date(local, _YEAR_AT_THE_END.sub("", pattern), locale=locale)


def moment_elsewhere(value: datetime, time_zone: str, readers_zone: str) -> str:
    """The same, with the zone named where the reader's own clock shows another time."""
    said = moment(value, time_zone)
    there, here = (value.astimezone(ZoneInfo(zone)) for zone in (time_zone, readers_zone))
    if there.utcoffset() == here.utcoffset():
        return said
    zone = get_timezone_name(there, locale=current_locale().replace("-", "_"))
    return _("%(moment)s (%(zone)s)", moment=said, zone=zone)
