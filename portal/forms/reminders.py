"""How often somebody wants to be reminded, and when not."""

from __future__ import annotations

from datetime import time

from babel.dates import format_time

from couples.notices.models import Often
from couples.notices.services import HOURS, Choice
from couples.wording import current_locale
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import option, radio_field, select_field


class RemindersForm(Form):
    """The choice, with the hours of the day in the reader's own way."""

    often = radio_field(
        _("How often, at most"),
        [
            option(Often.NONE.value, _("Never")),
            option(Often.WEEKLY.value, _("Once a week")),
            option(Often.DAILY.value, _("Once a day")),
        ],
        _("Choose how often."),
    )
    quiet_from = select_field(_("Nothing from"), coerce=int)
    quiet_until = select_field(_("Until"), coerce=int)

    def offer_hours(self) -> RemindersForm:
        """Let the hours be chosen."""
        hours = [option(str(hour), _hour(hour)) for hour in HOURS]
        self.quiet_from.choices = self.quiet_until.choices = hours
        return self

    @property
    def chosen(self) -> Choice:
        """What was chosen, once it is valid."""
        return Choice(Often(self.often.data), self.quiet_from.data, self.quiet_until.data)


def _hour(hour: int) -> str:
    return str(format_time(time(hour), "short", locale=current_locale()))
