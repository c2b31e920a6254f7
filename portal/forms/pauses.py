"""The forms of a time-out: for how long, how much more, and a word to the counselor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length, Optional

from couples import clock
from couples.pauses.services import MOST_WORDS
from couples.wording import gettext, ngettext
from portal import moments
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import Words, option, radio_field

LENGTHS = (20, 30, 45, 60, 120, 240, 480, 720, 1440)
"""What can be chosen, in minutes: a body needs twenty, and after a day it is a silence."""

USUAL = 30
MORE = (15, 30, 60, 120, 240)
"""How much can be added at once, in minutes."""
_HOUR = 60


class PauseForm(Form):
    """For how long."""

    minutes = radio_field(_("Back in"), missing=_("Choose for how long."), coerce=int)
    token = HiddenField(validators=[Optional(), Length(max=40)])

    def __init__(self, lengths: Iterable[int], begins_at: datetime, **values: Any) -> None:
        super().__init__(**values)
        self.minutes.choices = [
            option(str(length), _until(length, begins_at + timedelta(minutes=length)))
            for length in lengths
        ]


class TellForm(Form):
    """What the counselor should know of it, which may be nothing but that."""

    words = TextAreaField(_("What you would like to say, if anything"), [Words(MOST_WORDS)])


class LiftForm(Form):
    """Why a counselor ends it for both."""

    reason = TextAreaField(
        _("Why you end it"),
        [Words(MOST_WORDS, _("Say why, for your own file, before you end it for both."))],
    )


def lengths_with(agreed: int | None) -> list[int]:
    """The lengths to choose from, with the one that a couple agreed on among them."""
    return sorted({*LENGTHS, *([agreed] if agreed else [])})


def _until(minutes: int, moment: datetime) -> str:
    return gettext(
        "%(length)s, until %(time)s", length=length_words(minutes), time=when_words(moment)
    )


def length_words(minutes: int) -> str:
    """Twenty minutes, or two hours, in figures."""
    if minutes % _HOUR == 0:
        hours = minutes // _HOUR
        return ngettext("%(num)d hour", "%(num)d hours", hours)
    return ngettext("%(num)d minute", "%(num)d minutes", minutes)


def when_words(moment: datetime) -> str:
    """A time today or tomorrow, or else a day and a time."""
    days = (clock.local(moment, moments.time_zone()).date() - moments.today()).days
    if days == 0:
        return moments.time(moment)
    if days == 1:
        return gettext("tomorrow, %(time)s", time=moments.time(moment))
    return moments.moment(moment)
