"""The form with which two people begin a talk."""

from __future__ import annotations

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from portal.forms.base import Form
from portal.forms.base import lazy as _

ONE, TWO = "one", "two"


class BeginTalkForm(Form):
    """Who begins, and on how many phones they talk."""

    first = RadioField(_("Who begins"), [InputRequired(_("Choose who begins."))])
    phones = RadioField(
        _("On which phone"),
        [InputRequired(_("Choose one phone or two."))],
        choices=[
            SelectChoice(ONE, _("On this phone, which we hand to each other")),
            SelectChoice(TWO, _("On two phones, each on our own")),
        ],
        default=ONE,
    )

    @classmethod
    def between(cls, people: list[tuple[str, str]]) -> BeginTalkForm:
        """The form for these two, by public id and name; the first of them is suggested."""
        form = cls()
        form.first.choices = [SelectChoice(*person) for person in people]
        if form.first.data is None:
            form.first.data = people[0][0]
        return form
