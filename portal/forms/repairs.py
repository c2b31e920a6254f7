"""The form that lets a couple begin to mend something."""

from __future__ import annotations

from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired, Optional, Regexp

from couples.caseload.models import Couple
from couples.wording import gettext
from portal.forms.assign import PRESS
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import option


class RepairForm(Form):
    """Who was hurt."""

    hurt = RadioField(
        _("Who was hurt"),
        [InputRequired(_("Choose who was hurt."))],
        validate_choice=False,
    )
    token = HiddenField(
        validators=[Optional(), Regexp(PRESS, message=_("Look once more who was hurt."))]
    )

    @classmethod
    def for_couple(cls, couple: Couple) -> RepairForm:
        """With the two partners to choose from."""
        form = cls()
        form.hurt.choices = [
            option(person.public_id, gettext("%(name)s was hurt", name=person.name or ""))
            for person in couple.partners
        ]
        return form
