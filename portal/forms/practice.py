"""What whoever owns the practice fills in about it, its counselors and its couples."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms.validators import InputRequired, NumberRange

from couples.erasure.due import MOST_YEARS
from couples.people.models import Person
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.couples import address_field, name_field
from portal.forms.fields import count_field, option, select_field


class CounselorForm(Form):
    """Somebody who is to join the practice."""

    name = name_field(_("Name, as couples read it"), _("Write the name."))
    email = address_field(_("Email address"), _("Write the address."))


class KeepingForm(Form):
    """For how long the practice keeps what couples wrote."""

    years = count_field(
        _("How many years"),
        [
            InputRequired(_("Write a number of years.")),
            NumberRange(1, MOST_YEARS, _("Choose between 1 and 100 years.")),
        ],
    )


class HandOverForm(Form):
    """Who works with a couple from now on."""

    to = select_field(_("Who works with them from now on"))

    def __init__(self, colleagues: Sequence[Person]) -> None:
        """Offer everybody who could."""
        super().__init__()
        self.to.choices = [
            option("", _("Choose a colleague")),
            *(option(each.public_id, each.name or "") for each in colleagues),
        ]
