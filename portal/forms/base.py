"""What all forms share."""

from __future__ import annotations

from typing import Any, cast

from flask import request
from flask_wtf import FlaskForm
from wtforms.form import BaseForm

from couples.wording import lazy_gettext

REFUSED = 409
"""What was asked for well, and the practice refuses: nothing of the request is kept."""


class Form(FlaskForm):
    """A form with a token of the person's session; its sentences are our own."""

    is_refused = False

    class Meta(FlaskForm.Meta):
        """A body of JSON is no form, whatever a page claims to send."""

        def wrap_formdata(self, form: BaseForm, formdata: Any) -> Any:
            """What was typed into a form; nothing where something else was sent."""
            if request.is_json:
                return None
            return super().wrap_formdata(form, formdata)

    def refuse(self, sentence: str) -> None:
        """Say what stands against the form as a whole, after its fields were all right."""
        self.form_errors.append(sentence)

    @property
    def status(self) -> int:
        """The status of the page that shows it: 422 where something is missing, or `REFUSED`."""
        if self.is_refused:
            return REFUSED
        return 422 if self.errors else 200


def lazy(message: str, **values: object) -> str:
    """
    A sentence for a label or a validator, said in the language of whoever reads it.

    It is not yet a text while the form's class is read, but serves as one.
    """
    return cast("str", lazy_gettext(message, **values))
