"""The form that asks for a report on some weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from wtforms import Field
from wtforms.validators import InputRequired, ValidationError

from couples import clock
from couples.appointments.models import Appointment
from couples.caseload.models import Couple
from couples.wording import gettext
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import day_field, option, radio_field
from reports.states import Copy

USUAL_DAYS = timedelta(days=28)
MOST_DAYS = timedelta(days=366)


class DaysForm(Form):
    """From one day to another."""

    first = day_field(_("From"), [InputRequired(_("Choose the first day."))], name="from")
    last = day_field(_("To"), [InputRequired(_("Choose the last day."))], name="to")

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day, once they were found right."""
        first, last = self.first.data, self.last.data
        if first is None or last is None:
            raise ValueError("Validate the form first.")
        return first, last

    def validate_last(self, field: Field) -> None:
        """Refuse days the wrong way round, and more than a year at once."""
        first, last = self.first.data, self.last.data
        if not isinstance(first, date) or not isinstance(last, date):
            return
        if last < first:
            raise ValidationError(gettext("Choose a last day that is not before the first."))
        if last - first > MOST_DAYS:
            raise ValidationError(gettext("Choose a year at most."))


class PeriodForm(DaysForm):
    """From one day to another, for one of two readers. It only asks, so that it is a GET."""

    class Meta:
        """A question changes nothing and needs no token."""

        csrf: ClassVar[bool] = False

    copy = radio_field(
        _("Whose copy"),
        [
            option(Copy.COUNSELOR.value, _("Yours")),
            option(Copy.COUPLE.value, _("The couple’s")),
        ],
        default=Copy.COUNSELOR.value,
    )

    @classmethod
    def usual(
        cls, couple: Couple, appointments: Sequence[Appointment], weeks: int | None
    ) -> PeriodForm:
        """
        As many weeks as the practice said, to today.

        Where it said none: from the last session, or the last four weeks at most.
        """
        now, zone = clock.now(), couple.time_zone
        if weeks is not None:
            today = clock.today(zone)
            return cls(None, first=today - timedelta(weeks=weeks), last=today)
        last = max((a.starts_at for a in appointments if a.starts_at < now), default=None)
        begins = last or max(now - USUAL_DAYS, couple.created_at)
        return cls(None, first=clock.local(begins, zone).date(), last=clock.today(zone))

    @property
    def asked(self) -> dict[str, str]:
        """The question as it stands in an address."""
        first, last = self.days
        return {"from": first.isoformat(), "to": last.isoformat(), "copy": self.copy.data}
