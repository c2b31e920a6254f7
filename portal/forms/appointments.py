"""The form for a session with the counselor, on the couple's own clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import Field, IntegerField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from couples import clock
from couples.appointments.models import Appointment
from couples.appointments.services import LONGEST_SESSION_MINUTES
from couples.wording import gettext
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import count_field, day_field, time_field

FURTHEST = timedelta(days=2 * 366)
USUAL_MINUTES = 60


def moment_of(day: date, at: time, time_zone: str) -> datetime:
    """
    The moment at which the clocks of `time_zone` show this, or a sentence saying why not.

    An hour that the clocks jump over in spring does not exist; of one that comes
    twice in autumn it is the first.
    """
    if abs(day - clock.today(time_zone)) > FURTHEST:
        raise ValidationError(gettext("Choose a day within the next two years."))
    shown = datetime.combine(day, at)
    moment = shown.replace(tzinfo=ZoneInfo(time_zone))
    if clock.local(_in_utc(moment), time_zone).replace(tzinfo=None) != shown:
        raise ValidationError(
            gettext("Their clocks skip this time on that day. Choose another time.")
        )
    if moment < clock.now():
        raise ValidationError(gettext("This time has passed already. Choose one to come."))
    return moment


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo("UTC"))


def minutes_field(*validators: Any) -> IntegerField:
    """How long a session is."""
    sentence = _("Write a number of minutes from %(min)s to %(max)s.")
    within = NumberRange(1, LONGEST_SESSION_MINUTES, sentence)
    return count_field(_("Minutes"), [*validators, within], default=USUAL_MINUTES)


class AppointmentForm(Form):
    """A day, a time and a length; the time is that of the couple's own clock."""

    day = day_field(_("Day"), [InputRequired(_("Choose a day."))])
    at = time_field(_("Time"), [InputRequired(_("Choose a time."))])
    minutes = minutes_field(InputRequired(_("Write how many minutes.")))

    def __init__(self, time_zone: str, **values: Any) -> None:
        super().__init__(**values)
        self.time_zone = time_zone

    @classmethod
    def of(cls, appointment: Appointment) -> AppointmentForm:
        """The form as it stands for an appointment."""
        zone = appointment.couple.time_zone
        starts_at = clock.local(appointment.starts_at, zone)
        return cls(zone, day=starts_at.date(), at=starts_at.time(), minutes=appointment.minutes)

    @property
    def length(self) -> int:
        """How many minutes were asked for."""
        return self.minutes.data or USUAL_MINUTES

    def validate_at(self, _field: Field) -> None:
        """Refuse a time that is not there, or not any more."""
        if self.day.data is not None and self.at.data is not None:
            self.starts_at = moment_of(self.day.data, self.at.data, self.time_zone)
