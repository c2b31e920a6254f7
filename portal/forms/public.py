"""The forms before anybody is signed in."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, ValidationError

from couples.people import passwords
from couples.people.invitations import Welcome
from couples.people.passwords import WeakPasswordError
from portal.forms.base import Form
from portal.forms.base import lazy as _


class SignInForm(Form):
    """An address and its password, and what waits to be sent after them."""

    email = EmailField(_("Email address"), [InputRequired(_("Write your email address"))])
    password = PasswordField(_("Password"), [InputRequired(_("Write your password"))])
    kept = HiddenField()
    credential = HiddenField()


class AddressForm(Form):
    """The address that somebody signs in with."""

    email = EmailField(_("Email address"), [InputRequired(_("Write your email address"))])


class CodeForm(Form):
    """The six digits that the app shows just now."""

    code = StringField(_("Code"), [InputRequired(_("Type the six digits from your app"))])
    kept = HiddenField()
    credential = HiddenField()


class NewPasswordForm(Form):
    """A password somebody chooses, typed twice."""

    new_password = PasswordField(
        _("New password"),
        [InputRequired(_("Choose a password"))],
        description=_("At least 15 characters. A short sentence works well."),
    )
    repeated = PasswordField(
        _("The same password again"), [InputRequired(_("Type the password once more"))]
    )

    def __init__(self, *own: str, **values: Any) -> None:
        """Take the words that are the person's own, which no password should be made of."""
        self.own = own
        super().__init__(**values)

    def validate_new_password(self, field: PasswordField) -> None:
        """Refuse what would be guessed first."""
        try:
            passwords.require_good(field.data or "", *self.own)
        except WeakPasswordError as error:
            raise ValidationError(str(error)) from error

    def validate_repeated(self, field: PasswordField) -> None:
        """Refuse a slip of the fingers, which would lock its owner out."""
        if field.data != self.new_password.data:
            raise ValidationError(_("The two passwords are not the same."))


class AcceptForm(NewPasswordForm):
    """A password, and for a partner who joins the agreement to the policy."""

    agrees = BooleanField(
        _("I have read this and agree to it"),
        [InputRequired(_("Tick the box to say that you agree"))],
    )
    stays_apart = BooleanField(
        _("I only want a new password. What we did here as a couple stays ended.")
    )
    policy = HiddenField()

    def __init__(self, welcome: Welcome) -> None:
        """Ask for what this invitation needs."""
        person = welcome.person
        super().__init__(person.name or "", person.email or "")
        if welcome.policy is None:
            del self.agrees
        if not welcome.comes_back:
            del self.stays_apart
        if not self.is_submitted():
            self.policy.data = welcome.policy_key

    @property
    def wants_password_alone(self) -> bool:
        """Whether somebody who left says that they do not take it up again."""
        return self.stays_apart is not None and bool(self.stays_apart.data)
