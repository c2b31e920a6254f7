"""When something is due, how much grace there is, and when it is too late: four questions apart."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import Field, RadioField
from wtforms.validators import Optional, ValidationError

from couples.assignments.rehearsal import MOST_DAYS_OF_GRACE
from couples.wording import gettext
from portal import moments
from portal.forms.appointments import FURTHEST
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import count_field, day_field, option, radio_field

NEVER, SESSION, DATE, DAYS = "none", "session", "date", "days"


def far_off(day: object) -> str | None:
    """What speaks against a day that somebody chose for something to come."""
    if not isinstance(day, date):
        return gettext("Choose the date, or another way to say until when.")
    if day < moments.today():
        return gettext("This day has passed already. Choose one to come.")
    if day - moments.today() > FURTHEST:
        return gettext("Choose a day within the next two years.")
    return None


class DatesForm(Form):
    """Due, grace and cut-off. What was not asked for is not looked at."""

    due = radio_field(
        _("Until when"),
        [
            option(NEVER, _("No date")),
            option(SESSION, _("Before their next session")),
            option(DATE, _("Until a day that you choose")),
        ],
        default=NEVER,
    )
    due_on = day_field(_("The last day"))
    grace_days = count_field(_("Days of grace"), default=0)
    cut_off = RadioField(
        _("When is it too late to hand in"),
        [Optional()],
        choices=[
            option(NEVER, _("Never: late is better than not")),
            option(DAYS, _("Some days after it is due")),
            option(SESSION, _("After their next session")),
            option(DATE, _("After a day that you choose")),
        ],
        default=NEVER,
    )
    cut_off_days = count_field(_("How many days after it is due"))
    cut_off_on = day_field(_("The last day to hand in"))

    def validate_due_on(self, field: Field) -> None:
        """Want a date where one was promised, not over and not out of sight."""
        self._want_day(field, self.due.data, field.object_data)

    def validate_cut_off_on(self, field: Field) -> None:
        """The same for the cut-off."""
        self._want_day(field, self.cut_off.data, field.object_data)

    def validate_grace_days(self, field: Field) -> None:
        """Want a number of days; none where nothing was written."""
        _want_days(field, may_be_empty=True)

    def validate_cut_off_days(self, field: Field) -> None:
        """Want a number of days where the cut-off is counted in days."""
        if self.cut_off.data != DAYS:
            field.errors = []
        else:
            _want_days(field, may_be_empty=False)

    @property
    def more(self) -> bool:
        """Whether there is more to show than a day by which it is due."""
        asked = (self.grace_days, self.cut_off, self.cut_off_days, self.cut_off_on)
        is_wrong = any(field.errors for field in asked)
        return is_wrong or bool(self.grace_days.data) or self.cut_off.data not in {None, NEVER}

    @property
    def deadlines(self) -> dict[str, Any]:
        """What was asked for, without what does not belong to it."""
        return {
            "due_on": self.due_on.data if self.due.data == DATE else None,
            "grace_days": self.grace_days.data or 0,
            "cut_off_on": self.cut_off_on.data if self.cut_off.data == DATE else None,
            "cut_off_days": self.cut_off_days.data if self.cut_off.data == DAYS else None,
            "cut_off_with_session": self.cut_off.data == SESSION,
        }

    @staticmethod
    def _want_day(field: Field, chosen: str, standing: object) -> None:
        """A day that stood there before may have passed; a new one may not."""
        if chosen != DATE or not any(field.raw_data or ()):
            field.errors = []
        if chosen != DATE or field.errors or (field.data and field.data == standing):
            return
        reason = far_off(field.data)
        if reason:
            raise ValidationError(reason)


def _want_days(field: Field, *, may_be_empty: bool) -> None:
    is_empty = not any(field.raw_data or ())
    if is_empty and may_be_empty:
        field.errors = []
    elif field.data is None or not 0 <= field.data <= MOST_DAYS_OF_GRACE:
        field.errors = []
        raise ValidationError(
            gettext("Write a number from 0 to %(most)s.", most=MOST_DAYS_OF_GRACE)
        )
