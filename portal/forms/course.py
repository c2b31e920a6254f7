"""The form that changes one couple's course, a week of it, or one step."""

from __future__ import annotations

from typing import Any

from wtforms import Field, RadioField, SelectField, TextAreaField
from wtforms.validators import ValidationError

from couples.programmes.changing import LONGEST_REASON
from couples.programmes.models import Enrolment
from couples.programmes.vocabulary import Change
from couples.wording import gettext
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import Words, option, radio_field


class CourseChangeForm(Form):
    """What to change, and why. Its choices depend on what it is about: see `change_form`."""

    change: RadioField
    to_week: SelectField
    reason: TextAreaField

    def validate_change(self, field: Field) -> None:
        """Want a change that there is."""
        if field.data not in set(Change):
            raise ValidationError(gettext("Choose one of these."))

    def validate_to_week(self, field: Field) -> None:
        """Want a week only where the step is moved."""
        if self.change.data == Change.MOVE and not str(field.data or "").isdigit():
            raise ValidationError(gettext("Choose the week."))


def change_form(found: Enrolment, *, step: bool, week: bool) -> CourseChangeForm:
    """The form for a step, for a week, or for the course as a whole."""
    definition = found.definition
    fields: dict[str, Any] = {
        # What was possible a moment ago is refused by the service, which says why.
        "change": radio_field(
            _("What to do"), _choices(found, step=step, week=week), validate_choice=False
        ),
        "to_week": SelectField(
            _("To which week"),
            choices=[option(str(n), gettext("Week %(n)s", n=n)) for n in definition.weeks],
            validate_choice=False,
        ),
        "reason": TextAreaField(
            _("Why"),
            [Words(LONGEST_REASON, _("Write down why, for yourself. Nobody else reads it."))],
        ),
    }
    kind = type("CourseChangeForm", (CourseChangeForm,), fields)
    form: CourseChangeForm = kind()
    return form


def _choices(found: Enrolment, *, step: bool, week: bool) -> list[Any]:
    if step:
        return [
            option(Change.OPEN.value, gettext("Open it today")),
            option(Change.SKIP.value, gettext("Leave it out")),
            option(Change.MOVE.value, gettext("Move it to another week")),
        ]
    if week:
        return [
            option(Change.REPEAT.value, gettext("Repeat this week")),
            option(Change.GO_ON.value, gettext("Go on to this week all the same")),
        ]
    end = option(Change.END.value, gettext("End the course"))
    if found.paused_on is not None:
        return [option(Change.RESUME.value, gettext("Resume it")), end]
    return [option(Change.PAUSE.value, gettext("Pause it")), end]
