"""How long and by when, as one says it: ten minutes, by the session, by Friday."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel.dates import format_date

from couples import clock
from couples.wording import current_locale, ngettext
from couples.wording import gettext as _
from portal import moments

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


def session_words(starts_at: datetime) -> str:
    """When the next session is, in one sentence."""
    day = clock.local(starts_at, moments.time_zone()).date()
    known = {"day": moments.day(day), "time": moments.time(starts_at)}
    match day - moments.today():
        case timedelta(days=0):
            return _("Your next session is today at %(time)s.", **known)
        case timedelta(days=1):
            return _("Your next session is tomorrow at %(time)s.", **known)
        case _:
            return _("Your next session is on %(day)s, at %(time)s.", **known)


def due_words(due_on: date | None, today: date, session_on: date | None) -> str:
    """By when, from where one stands; a day that has passed is no reproach."""
    if due_on is None:
        return _("Whenever it suits you")
    if due_on < today:
        return _("Still open")
    if due_on == session_on:
        return _before_the_session(due_on, today)
    if due_on == today:
        return _("Today")
    if due_on == today + _DAY:
        return _("By tomorrow")
    return _("By %(day)s", day=_day(due_on, today))


def until_words(cut_off_on: date, today: date) -> str:
    """After which day it is too late, before that day and after it."""
    day = _day(cut_off_on, today) if cut_off_on > today else moments.short_day(cut_off_on)
    if cut_off_on < today:
        return _("Could be handed in until %(day)s", day=day)
    if cut_off_on == today:
        return _("Can be handed in until tonight")
    return _("Can be handed in until %(day)s", day=day)


def rest_words(last_on: date | None, counselor: str) -> str:
    """Until when something rests."""
    if last_on is None:
        return _("It rests until %(name)s lets it go on.", name=counselor)
    return _("It rests until %(day)s.", day=moments.day(last_on))


def minutes_words(minutes: tuple[int, int]) -> str:
    """How long it takes."""
    low, high = minutes
    if low == high:
        return ngettext("About %(num)s minute", "About %(num)s minutes", high)
    return _("%(low)s to %(high)s minutes", low=low, high=high)


def from_words(opens_on: date, today: date) -> str:
    """From when there is something to do again."""
    if opens_on == today + _DAY:
        return _("It comes round again tomorrow.")
    return _("It comes round again on %(day)s.", day=_day(opens_on, today))


def _before_the_session(day: date, today: date) -> str:
    if day == today:
        return _("Before your session today")
    if day == today + _DAY:
        return _("Before your session tomorrow")
    return _("Before your session on %(day)s", day=_day(day, today))


def _day(day: date, today: date) -> str:
    """Friday within a week, otherwise the whole date."""
    if day < today + _WEEK:
        return format_date(day, "EEEE", locale=current_locale())
    return moments.short_day(day)
