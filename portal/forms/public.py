"""The forms before anybody is signed in."""

from __future__ import annotations

from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired

from portal.forms.base import Form
from portal.forms.base import lazy as _


class SignInForm(Form):
    """An address and its password."""

    email = EmailField(_("Email address"), [InputRequired(_("Write your email address"))])
    password = PasswordField(_("Password"), [InputRequired(_("Write your password"))])
    kept = HiddenField()
