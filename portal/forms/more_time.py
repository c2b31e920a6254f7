"""The form that gives more time to homework that runs: which, how much, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import DateField, Field, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import Optional, Regexp, ValidationError

from couples.assignments.extending import MOST_DAYS, MoreTime
from couples.assignments.models import Assignment
from couples.caseload.models import Couple
from couples.wording import gettext
from portal.forms.assign import PRESS, STALE
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.dates import DATE, DAYS, SESSION, far_off
from portal.forms.fields import BoxesField, count_field, day_field, option, radio_field
from portal.words import names


class MoreTimeForm(Form):
    """Its fields depend on what runs: see `more_time_form`."""

    assignments: BoxesField
    everything: BoxesField
    how: RadioField
    days: IntegerField
    until: DateField
    person: SelectField
    token: HiddenField

    def validate_assignments(self, field: Field) -> None:
        """Want something to give more time to."""
        if not field.data and not self.everything.data:
            raise ValidationError(gettext("Choose at least one piece of homework."))

    def validate_days(self, field: Field) -> None:
        """Want a number of days where it is said in days."""
        if self.how.data != DAYS:
            field.errors = []
        elif not 1 <= (field.data or 0) <= MOST_DAYS:
            field.errors = []
            raise ValidationError(gettext("Write a number from 1 to %(most)s.", most=MOST_DAYS))

    def validate_until(self, field: Field) -> None:
        """Want a day to come where it is said with a day."""
        if self.how.data != DATE or not any(field.raw_data or ()):
            field.errors = []
        if self.how.data == DATE and not field.errors and (reason := far_off(field.data)):
            raise ValidationError(reason)

    def wanted(self, running: Iterable[Assignment]) -> MoreTime:
        """What was asked for, everything of a couple written out."""
        chosen = set(self.assignments.data or ())
        whole = set(self.everything.data or ())
        return MoreTime(
            assignment_ids=tuple(
                each.public_id
                for each in running
                if each.public_id in chosen or each.couple.public_id in whole
            ),
            days=self.days.data if self.how.data == DAYS else None,
            until=self.until.data if self.how.data == DATE else None,
            next_session=self.how.data == SESSION,
            person_id=self.person.data or None,
        )


def more_time_form(
    running: Sequence[Assignment], couple: Couple | None, chosen: Iterable[str] = ()
) -> MoreTimeForm:
    """The form for what runs; for one of two partners only where it is about one couple."""
    couples = {each.couple.public_id: each.couple for each in running}
    people = couple.partners if couple else []
    fields: dict[str, Any] = {
        "assignments": BoxesField(
            _("Homework"),
            choices=[option(each.public_id, each.definition.title) for each in running],
        ),
        "everything": BoxesField(
            _("Everything of a couple"),
            choices=[
                option(id_, gettext("Everything of %(names)s", names=names(each)))
                for id_, each in couples.items()
            ],
        ),
        "how": radio_field(
            _("How much more time"),
            [
                option(DAYS, _("Some days more")),
                option(DATE, _("Until a day that you choose")),
                option(SESSION, _("Until their next session")),
            ],
            default=DAYS,
        ),
        "days": count_field(_("How many days more"), default=7),
        "until": day_field(_("The new day")),
        "person": SelectField(
            _("For whom"),
            choices=[
                option("", gettext("Both partners")),
                *(
                    option(person.public_id, gettext("%(name)s alone", name=person.name or ""))
                    for person in people
                ),
            ],
            validate_choice=False,
        ),
        "token": HiddenField(validators=[Optional(), Regexp(PRESS, message=STALE)]),
    }
    kind = type("MoreTimeForm", (MoreTimeForm,), fields)
    form: MoreTimeForm = kind(assignments=list(chosen))
    return form
