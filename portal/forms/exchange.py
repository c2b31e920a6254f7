"""The form that takes an exercise over from a file or a pasted text."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField
from wtforms import TextAreaField

from couples.exercises.loading import LONGEST
from couples.wording import gettext
from portal.forms.base import Form
from portal.forms.base import lazy as _


class ImportForm(Form):
    """A file, or its text. What was brought along stays in the text after a refusal."""

    file = FileField(_("A file that ends with .toml"))
    text = TextAreaField(_("Or its text"))

    def brought(self) -> str | None:
        """The text to read, which the page shows from now on; None where there is none to read."""
        upload: Any = self.file.data
        if upload:
            # A little more than fits, so that too much is noticed and not cut off.
            raw: bytes = upload.stream.read(4 * LONGEST + 1)
            try:
                self.text.data = raw.decode("utf-8-sig")
            except UnicodeDecodeError:
                self.refuse(gettext("The file is not plain text. Export it again, or paste it."))
                return None
        text = (self.text.data or "").replace("\r\n", "\n")
        if not text.strip():
            self.refuse(gettext("Choose a file, or paste its text."))
            return None
        return text
