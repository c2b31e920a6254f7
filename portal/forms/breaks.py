"""The form that lets a couple's homework rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import Field, HiddenField, SelectField
from wtforms.validators import InputRequired, Optional, Regexp, ValidationError

from couples.assignments.models import Assignment
from couples.wording import gettext
from portal.forms.assign import PRESS, STALE
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import day_field, option, select_field
from portal.forms.time_zones import time_zone_choices

EVERYTHING = "everything"


class ClocksForm(Form):
    """By which clocks a couple lives."""

    time_zone = select_field(_("Their clocks"), time_zone_choices())


class BreakForm(Form):
    """From when to when, and what rests."""

    first_on = day_field(_("The first day"), [InputRequired(_("Choose the first day."))])
    last_on = day_field(_("The last day"), [Optional()])
    what = SelectField(
        _("What rests"), [InputRequired(_("Choose what rests."))], validate_choice=False
    )
    token = HiddenField(validators=[Optional(), Regexp(PRESS, message=STALE)])

    def __init__(self, running: Iterable[Assignment], **values: Any) -> None:
        super().__init__(**values)
        self.what.choices = [
            option(EVERYTHING, gettext("Everything")),
            *(option(each.public_id, each.definition.title) for each in running),
        ]

    def validate_last_on(self, field: Field) -> None:
        """Want it to be no earlier than the first."""
        if field.data and self.first_on.data and field.data < self.first_on.data:
            raise ValidationError(
                gettext("The last day comes before the first. Change one of them.")
            )
