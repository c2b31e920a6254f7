"""The forms before anybody is signed in."""

from __future__ import annotations

from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired

from couples.wording import lazy_gettext as _
from portal.forms.base import Form


class SignInForm(Form):
    """An address and its password."""

    email = EmailField(_("Email address"), [InputRequired(_("Write your email address"))])
    password = PasswordField(_("Password"), [InputRequired(_("Write your password"))])
    kept = HiddenField()
