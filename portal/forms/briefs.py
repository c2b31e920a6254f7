"""The form that says how long before a session its brief is ready."""

from __future__ import annotations

from wtforms.validators import InputRequired, NumberRange

from couples.preparations.services import EARLIEST_HOURS
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import count_field


class BriefsForm(Form):
    """One number, for the whole practice."""

    hours = count_field(
        _("How many hours before"),
        [
            InputRequired(_("Write a number of hours.")),
            NumberRange(1, EARLIEST_HOURS, _("Choose between 1 and 72 hours.")),
        ],
    )
