"""What all forms share."""

from __future__ import annotations

from typing import cast

from flask_wtf import FlaskForm

from couples.wording import lazy_gettext


class Form(FlaskForm):
    """A form with a token of the person’s session; its sentences are our own."""


def lazy(message: str, **values: object) -> str:
    """
    A sentence for a label or a validator, said in the language of whoever reads it.

    It is not yet a text while the form's class is read, but serves as one.
    """
    return cast("str", lazy_gettext(message, **values))
