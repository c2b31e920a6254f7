"""What a partner says of fear, which may be nothing but that there is some."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField
from wtforms.validators import AnyOf

from couples.safety.telling import MOST_WORDS
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import Words

SURE = "yes"


class FearForm(Form):
    """A word for the counselor, or none. Only the page itself says that it is meant."""

    words = TextAreaField(_("What your counselor should know, if anything"), [Words(MOST_WORDS)])
    sure = HiddenField(
        validators=[AnyOf([SURE], message=_("Press the button of the page itself."))]
    )
