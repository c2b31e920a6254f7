"""The forms about copies of reports: which one to make, handing it out, a password for the file."""

from __future__ import annotations

from datetime import timedelta

from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, ValidationError

from couples import clock
from couples.caseload.models import Couple
from couples.copies.models import Reader
from couples.wording import gettext
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import option, radio_field
from portal.forms.reports import USUAL_DAYS, DaysForm
from reports.locking import fits

SHORTEST = 8


class CopyForm(DaysForm):
    """Which days, and for whom: both, one of the two, or nobody but the counselor."""

    copy = radio_field(_("Who it is for"), missing=_("Choose who it is for."))

    @classmethod
    def of(cls, couple: Couple, weeks: int | None) -> CopyForm:
        """The form for one couple: as many weeks as the practice said, or the last four."""
        last = clock.today(couple.time_zone)
        usual = USUAL_DAYS if weeks is None else timedelta(weeks=weeks)
        form = cls(first=last - usual, last=last)
        form.copy.choices = [
            option(Reader.COUPLE.value, gettext("Both of them")),
            *(
                option(each.public_id, gettext("%(name)s alone", name=each.name or ""))
                for each in couple.remaining
            ),
            option(Reader.COUNSELOR.value, gettext("You, to keep")),
        ]
        return form

    @property
    def reader(self) -> Reader:
        """Whose eyes it is to be made for."""
        is_for_one = self.copy.data not in {Reader.COUPLE.value, Reader.COUNSELOR.value}
        return Reader.PARTNER if is_for_one else Reader(self.copy.data)


class HandOutForm(Form):
    """A yes to handing out what lies before the counselor."""

    seen = BooleanField(
        _("I have looked through these pages"),
        [InputRequired(_("Look through the pages, and tick this when you have."))],
    )


class LockForm(Form):
    """A password for a file, typed twice, since nobody can tell it afterwards."""

    password = PasswordField(
        _("A password for the file"), [InputRequired(_("Choose a password for the file."))]
    )
    repeated_password = PasswordField(
        _("The same password again"), [InputRequired(_("Type the password once more."))]
    )

    def validate_password(self, field: PasswordField) -> None:
        """Refuse what is tried in no time, and what a PDF would not look at to its end."""
        if len(field.data or "") < SHORTEST:
            raise ValidationError(gettext("Choose at least 8 characters."))
        if not fits(field.data or ""):
            raise ValidationError(gettext("Choose a shorter one: a PDF takes about 120 letters."))

    def validate_repeated_password(self, field: PasswordField) -> None:
        """Refuse a slip of the finger."""
        if field.data != self.password.data:
            raise ValidationError(gettext("These two are not the same."))
