"""The form that says how long before a session its brief is ready."""

from __future__ import annotations

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from couples.preparations.services import EARLIEST_HOURS
from portal.forms.base import Form
from portal.forms.base import lazy as _


class BriefsForm(Form):
    """One number, for the whole practice."""

    hours = IntegerField(
        _("How many hours before"),
        [
            InputRequired(_("Write a number of hours.")),
            NumberRange(1, EARLIEST_HOURS, _("Choose between 1 and 72 hours.")),
        ],
    )
