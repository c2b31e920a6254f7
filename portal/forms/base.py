"""What all forms share."""

from __future__ import annotations

from typing import cast

from flask_wtf import FlaskForm

from couples.wording import lazy_gettext


class Form(FlaskForm):
    """A form with a token of the person's session; its sentences are our own."""

    def refuse(self, sentence: str) -> None:
        """Say what stands against the form as a whole, after its fields were all right."""
        self.form_errors.append(sentence)

    @property
    def status(self) -> int:
        """The status of the page that shows it: 422 where something was sent and is missing."""
        return 422 if self.errors else 200


def lazy(message: str, **values: object) -> str:
    """
    A sentence for a label or a validator, said in the language of whoever reads it.

    It is not yet a text while the form's class is read, but serves as one.
    """
    return cast("str", lazy_gettext(message, **values))
