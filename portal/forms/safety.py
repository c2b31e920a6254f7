"""How a counselor sets a gate, gives something all the same, and says what was done."""

from __future__ import annotations

from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import AnyOf

from couples.caseload.models import Couple
from couples.exercises.vocabulary import Gate
from couples.wording import gettext
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import Words, option

LONGEST_WORD = 1000
HELD, QUIET, OPEN = "held", "quiet", "open"


class GateForm(Form):
    """Holding or opening one gate. The page has one for each."""

    gate = HiddenField(validators=[AnyOf([gate.value for gate in Gate])])
    state = HiddenField(validators=[AnyOf([HELD, QUIET, OPEN])])
    note = TextAreaField(_("A word for yourself"), [Words(LONGEST_WORD)])

    @classmethod
    def of(cls, gate: Gate) -> GateForm:
        """The form that would turn this gate; which way, its buttons say."""
        return cls(None, gate=gate.value).stand_at(gate)

    def stand_at(self, gate: Gate) -> GateForm:
        """Give the fields ids of their own, since there are several such forms."""
        for field in self:
            field.id = f"{gate.value.lower()}-{field.short_name}"
            field.label.field_id = field.id
        return self


class OverrideForm(Form):
    """Why something is given in spite of a gate."""

    reason = TextAreaField(
        _("Why you give it all the same"),
        [Words(LONGEST_WORD, _("Write why you give it all the same."))],
    )


class FlagForm(Form):
    """Something that the counselor wants to look at again."""

    about = SelectField(_("About"), validate_choice=False)
    word = TextAreaField(
        _("What you want to look at"),
        [Words(LONGEST_WORD, _("Write what you want to look at."))],
    )

    @classmethod
    def about_either(cls, couple: Couple) -> FlagForm:
        """With the two partners to choose from."""
        form = cls()
        form.about.choices = [
            option("", gettext("Both of them")),
            *(option(person.public_id, person.name or "") for person in couple.remaining),
        ]
        return form


class AcknowledgeForm(Form):
    """What was done about something."""

    done = TextAreaField(
        _("What you did"),
        [Words(LONGEST_WORD, _("Write what you did, even if it was to wait."))],
    )
