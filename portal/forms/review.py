"""The form with which a counselor answers an author."""

from __future__ import annotations

from wtforms import TextAreaField

from couples.exercises.blank import is_blank
from couples.wording import gettext
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import Words

LONGEST_REPLY = 4000


class ReplyForm(Form):
    """Words to one partner."""

    words = TextAreaField(
        _("Your words"), [Words(LONGEST_REPLY, _("Write something before you send it."))]
    )

    def __init__(self, position: int, *, is_sent: bool = False) -> None:
        """
        The page holds one for each partner, in one form, so that each goes by a name of its own.

        What was sent leaves an empty one behind.
        """
        typed = {"formdata": None} if is_sent else {}
        super().__init__(prefix=f"partner-{position}", **typed)

    @property
    def is_written(self) -> bool:
        """Whether there are words in it."""
        return not is_blank(self.words.data or "")

    def tell_unsent(self, name: str) -> None:
        """Say of words that the pressed button does not send where they still are."""
        self.words.errors = [
            gettext("Not sent yet. Press “Send to %(name)s”, or go on without sending.", name=name)
        ]
