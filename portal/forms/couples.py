"""The form that takes a couple into the caseload."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from wtforms import EmailField, Field, StringField
from wtforms.validators import Email, Optional, ValidationError

from couples import encryption
from couples.caseload.confidentiality import policy_name
from couples.caseload.models import ConfidentialityPolicy
from couples.caseload.services import NewPartner
from couples.wording import gettext
from portal.forms.appointments import minutes_field, moment_of
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import Words, day_field, option, radio_field, select_field, time_field
from portal.forms.time_zones import time_zone_choices

LONGEST_NAME = 80
LONGEST_ADDRESS = 254


def address_field(label: str, missing: str) -> EmailField:
    """The address that somebody signs in with."""
    return EmailField(
        label,
        [
            Words(LONGEST_ADDRESS, missing),
            Email(_("Write an address such as name@example.org.")),
        ],
        filters=[lambda text: text.strip() if text else text],
    )


def name_field(label: str, missing: str) -> StringField:
    """What somebody is called."""
    return StringField(label, [Words(LONGEST_NAME, missing)])


class CoupleForm(Form):
    """Two people with an address each, what they are told, where they live, and when they come."""

    first_name = name_field(
        _("Name of the first partner"), _("Write the name of the first partner.")
    )
    first_email = address_field(
        _("Email address of the first partner"), _("Write the address of the first partner.")
    )
    second_name = name_field(
        _("Name of the second partner"), _("Write the name of the second partner.")
    )
    second_email = address_field(
        _("Email address of the second partner"), _("Write the address of the second partner.")
    )
    policy = radio_field(
        _("What happens with what one partner tells you alone"),
        missing=_("Choose one of the two policies."),
    )
    time_zone = select_field(_("Time zone of the couple"), time_zone_choices())
    day = day_field(_("Day of the next session"), [Optional()])
    at = time_field(_("Time"), [Optional()])
    minutes = minutes_field(Optional())
    starts_at: datetime | None = None

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.policy.choices = [
            option(policy.value, policy_name(policy)) for policy in ConfidentialityPolicy
        ]

    def validate_second_email(self, field: Field) -> None:
        """Refuse a shared mailbox: a link for one partner would reach both."""
        index = encryption.current().blind_index
        if field.data and index(field.data) == index(self.first_email.data or ""):
            raise ValidationError(
                gettext("Each partner needs an address of their own, which only they read.")
            )

    def validate_day(self, _field: Field) -> None:
        """Refuse a day without a time."""
        if self.day.data is not None and not (self.at.data or self.at.errors):
            raise ValidationError(gettext("Choose a time as well, or leave both empty."))

    def validate_at(self, _field: Field) -> None:
        """Refuse a time without a day, and one that is not there."""
        day, at = self.day.data, self.at.data
        if day is None and at is not None and not self.day.errors:
            raise ValidationError(gettext("Choose a day as well, or leave both empty."))
        if day is not None and at is not None and not self.time_zone.errors:
            self.starts_at = moment_of(day, at, self.time_zone.data)

    @property
    def partners(self) -> tuple[NewPartner, NewPartner]:
        """The two people who were entered."""
        return (
            NewPartner(self.first_name.data or "", self.first_email.data or ""),
            NewPartner(self.second_name.data or "", self.second_email.data or ""),
        )
