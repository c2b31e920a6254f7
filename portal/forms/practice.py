"""What whoever owns the practice fills in about it, its counselors and its couples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms.validators import InputRequired, NumberRange

from couples.erasure.due import MOST_YEARS
from couples.people.models import Person
from couples.people.naming import sounds_like
from couples.wording import gettext
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.couples import address_field, name_field
from portal.forms.fields import count_field, option, select_field
from portal.moments import moment


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


class ColleagueForm(Form):
    """One colleague out of those who could, for whatever the label says."""

    to = select_field("")

    def __init__(self, colleagues: Sequence[Person]) -> None:
        """Offer everybody who could."""
        super().__init__()
        self.to.choices = colleague_options(colleagues)


class HandOverForm(ColleagueForm):
    """Who works with a couple from now on."""

    to = select_field(_("Who works with them from now on"))


class PassOnForm(ColleagueForm):
    """Who owns the practice from now on."""

    to = select_field(_("Who owns the practice from now on"))


def colleague_options(colleagues: Sequence[Person]) -> list[Any]:
    """Each colleague, told apart from whoever is called the same, below a line that names none."""
    return [
        option("", _("Choose a colleague")),
        *(option(each.public_id, called_apart(each, colleagues)) for each in colleagues),
    ]


def called_apart(person: Person, among: Sequence[Person]) -> str:
    """Their name; beside somebody who is called the same, with the moment in which they joined."""
    name = person.name or ""
    twins = [other for other in among if sounds_like(other.name or "", name)]
    if len(twins) == 1 or person.joined_at is None:
        return name
    return gettext("%(name)s, here since %(moment)s", name=name, moment=moment(person.joined_at))
