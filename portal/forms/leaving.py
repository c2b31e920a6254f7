"""What a partner says who leaves, which may be nothing."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField
from wtforms.validators import AnyOf

from couples.partings.services import MOST_WORDS
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import Words

SURE = "leave"


class LeaveForm(Form):
    """A word for the counselor, or none. Only the page itself says that it is meant."""

    words = TextAreaField(_("A word to your counselor, if you like"), [Words(MOST_WORDS)])
    sure = HiddenField(
        validators=[AnyOf([SURE], message=_("Press the button of the page itself."))]
    )
