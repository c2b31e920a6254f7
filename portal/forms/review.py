"""The form with which a counselor answers an author."""

from __future__ import annotations

from wtforms import TextAreaField

from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import Words

LONGEST_REPLY = 4000


class ReplyForm(Form):
    """Words to one partner."""

    words = TextAreaField(
        _("Your words"), [Words(LONGEST_REPLY, _("Write something before you send it."))]
    )

    def stand_at(self, position: int) -> ReplyForm:
        """The page holds one for each partner, so that each needs ids of its own."""
        self.words.id = f"words-{position}"
        self.words.label.field_id = self.words.id
        return self
