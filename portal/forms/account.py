"""The forms of a person's own account."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from couples.people.services import NAME_LENGTH
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.public import NewPasswordForm


class NameForm(Form):
    """How the person is called."""

    name = StringField(
        _("Your name"),
        [
            DataRequired(_("Write the name that you go by")),
            Length(max=NAME_LENGTH, message=_("Write a shorter name")),
        ],
    )


class ProofForm(Form):
    """The password the person has now, once more."""

    password = PasswordField(
        _("The password you have now"), [InputRequired(_("Write the password you have now"))]
    )


class YesForm(ProofForm):
    """A yes, and the one before it, so that a press that arrives twice is known again."""

    after = HiddenField()


class AgainForm(Form):
    """The password or a code, whichever is at hand, and what waits to be sent after it."""

    password = PasswordField(_("Your password"))
    code = StringField(_("Or a code from your app"))
    kept = HiddenField()
    credential = HiddenField()

    def __init__(self, **values: Any) -> None:
        """Mark the password as what is asked for, since most people have no code."""
        super().__init__(**values)
        self.password.flags.required = True

    def validate_password(self, field: PasswordField) -> None:
        """Ask for one of the two."""
        if not field.data and not (self.code.data or "").strip():
            raise ValidationError(_("Write your password"))


class PasskeyForm(Form):
    """What a device answers about a passkey."""

    credential = HiddenField()


class PasswordForm(NewPasswordForm, ProofForm):
    """The password they have, and the one they want; and what else shall open nothing."""

    remove_passkeys = BooleanField(_("Remove them, so that none of them opens anything"))


class ConfirmForm(ProofForm):
    """A code from the app that was just set up."""

    code = StringField(_("Code"), [InputRequired(_("Type the six digits from your app"))])
