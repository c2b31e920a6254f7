"""Letting a colleague read along until a day, and standing in for one in an emergency."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from couples.admissions.standing_in import MOST_WORDS
from couples.people.models import Person
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.couples import LONGEST_ADDRESS
from portal.forms.fields import Words, day_field, select_field
from portal.forms.practice import colleague_options


class LetInForm(Form):
    """Who reads along, and until when."""

    reader = select_field(_("Who reads along"))
    last_on = day_field(_("The last day"), [InputRequired(_("Choose the last day."))])

    def __init__(self, colleagues: Sequence[Person]) -> None:
        """Offer everybody who could."""
        super().__init__()
        self.reader.choices = colleague_options(colleagues)


class StandInForm(Form):
    """The two people whom it is about, and why it cannot wait."""

    one = StringField(
        _("Name of one of the two"), [Words(LONGEST_ADDRESS, _("Write the name of one."))]
    )
    other = StringField(
        _("Name of the other"), [Words(LONGEST_ADDRESS, _("Write the name of the other."))]
    )
    reason = TextAreaField(
        _("Why it cannot wait"), [Words(MOST_WORDS, _("Write why it cannot wait."))]
    )
