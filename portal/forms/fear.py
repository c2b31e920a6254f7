"""What a partner says of fear, which may be nothing but that there is some."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField
from wtforms.validators import AnyOf

from couples.safety.telling import MOST_WORDS
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import Words, option, radio_field

SURE = "yes"
NOTHING, REST = "nothing", "rest"


class FearForm(Form):
    """
    A word for the counselor, or none, and what comes of it at once.

    Only the page itself says that it is meant.
    """

    words = TextAreaField(_("What your counselor should know, if anything"), [Words(MOST_WORDS)])
    change = radio_field(
        _("What changes at once"),
        [
            option(NOTHING, _("Change nothing that the other can see.")),
            option(REST, _("Let what could hurt rest as well, now.")),
        ],
        default=NOTHING,
    )
    sure = HiddenField(
        validators=[AnyOf([SURE], message=_("Press the button of the page itself."))]
    )

    def ask_only_for_words(self) -> None:
        """Where nothing opens any more there is nothing to choose."""
        self.change.validators = ()
        self.change.data = self.change.data if self.change.raw_data else REST

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is to change that the other can see."""
        return bool(self.change.data == NOTHING)
