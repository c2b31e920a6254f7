"""The form that gives one exercise to several couples."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from wtforms import (
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    TextAreaField,
)
from wtforms.validators import Optional, Regexp, ValidationError

from couples.assignments.schedule import WEEKDAYS
from couples.assignments.services import Order
from couples.caseload.models import Couple
from couples.exercises.definition import MOST_TIMES_A_WEEK, Cadence, Definition, Doer
from couples.wording import gettext
from portal import moments
from portal.forms.appointments import FURTHEST
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import BoxesField, Words, count_field, day_field, option, radio_field
from portal.words import cadence_name, day_name, doer_name, names

LONGEST_NOTE = 600
NEVER, SESSION, DATE = "none", "session", "date"
_PERSON = "person_"
_PRESS = r"[\w-]{20,40}\Z"
_STALE = _("Check once more who gets it.")


class AssignForm(Form):
    """
    Which couples, who of them, how often, until when, and a line to go with it.

    Its fields depend on the exercise: see `assign_form`.
    """

    couples: BoxesField
    doer: RadioField
    cadence: RadioField
    days: BoxesField
    times_a_week: IntegerField
    due: RadioField
    due_on: DateField
    note: TextAreaField
    token: HiddenField

    def person_of(self, couple_id: str) -> SelectField | None:
        """The field for who does it in this couple, where one partner may do it alone."""
        return cast("SelectField | None", self._fields.get(_PERSON + couple_id))

    def validate_couples(self, field: Field) -> None:
        """Want somebody to give it to."""
        if not field.data:
            raise ValidationError(gettext("Choose at least one couple."))

    def validate_days(self, field: Field) -> None:
        """Want a day where it comes round on certain days."""
        if self.cadence.data == Cadence.DAYS and not field.data:
            raise ValidationError(gettext("Choose at least one day of the week."))

    def validate_times_a_week(self, field: Field) -> None:
        """Want a number where it comes round a number of times, and look at it only then."""
        if self.cadence.data != Cadence.TIMES_A_WEEK:
            field.errors = []
        elif not 1 <= (field.data or 0) <= MOST_TIMES_A_WEEK:
            field.errors = []
            raise ValidationError(
                gettext("Write a number from 1 to %(most)s.", most=MOST_TIMES_A_WEEK)
            )

    def validate_due_on(self, field: Field) -> None:
        """Want a date where one was promised, not over and not out of sight."""
        if self.due.data != DATE or not any(field.raw_data or ()):
            field.errors = []
        if self.due.data != DATE or field.errors:
            return
        if not isinstance(field.data, date):
            raise ValidationError(gettext("Choose the date, or another way to say until when."))
        if field.data < moments.today():
            raise ValidationError(gettext("This day has passed already. Choose one to come."))
        if field.data - moments.today() > FURTHEST:
            raise ValidationError(gettext("Choose a day within the next two years."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at who does it in each couple as well, once it is known in which."""
        is_valid = bool(super().validate(extra_validators))
        unknown = [
            field
            for couple_id in (self.couples.data or ())
            if self.doer.data == Doer.ONE
            if (field := self.person_of(couple_id)) is not None and not field.data
        ]
        for field in unknown:
            field.errors = [gettext("Choose which of the two it is for.")]
        return is_valid and not unknown

    def order(self, exercise_id: str) -> Order:
        """What was asked for, without what does not belong to it."""
        doer, cadence = Doer(self.doer.data), Cadence(self.cadence.data)
        couple_ids = tuple(self.couples.data or ())
        people = {id_: field.data for id_ in couple_ids if (field := self.person_of(id_))}
        return Order(
            exercise_id=exercise_id,
            couple_ids=couple_ids,
            doer=doer,
            cadence=cadence,
            people=people if doer is Doer.ONE else {},
            days=tuple(self.days.data or ()) if cadence is Cadence.DAYS else (),
            times_a_week=self.times_a_week.data if cadence is Cadence.TIMES_A_WEEK else None,
            due_on=self.due_on.data if self.due.data == DATE else None,
            before_next_session=self.due.data == SESSION,
            note=self.note.data or "",
        )


def assign_form(
    definition: Definition, couples: Sequence[Couple], chosen: Iterable[str] = ()
) -> AssignForm:
    """The form for one exercise: only the ways in which it may be done, with `chosen` ticked."""
    people = couples if Doer.ONE in definition.doers else ()
    fields: dict[str, Any] = {
        "couples": BoxesField(
            _("Couples"), choices=[option(couple.public_id, names(couple)) for couple in couples]
        ),
        **{_PERSON + couple.public_id: _person_field(couple) for couple in people},
        "doer": radio_field(
            _("Who does it"), [option(doer.value, doer_name(doer)) for doer in definition.doers]
        ),
        "cadence": radio_field(
            _("How often"),
            [option(cadence.value, cadence_name(cadence)) for cadence in definition.cadences],
        ),
        "days": BoxesField(
            _("On which days"), choices=[option(day, day_name(day)) for day in WEEKDAYS]
        ),
        "times_a_week": count_field(_("How many times a week")),
        "due": radio_field(_("Until when"), _dues(), default=NEVER),
        "due_on": day_field(_("The last day")),
        "note": TextAreaField(_("A personal line to go with it"), [Words(LONGEST_NOTE)]),
        "token": HiddenField(validators=[Optional(), Regexp(_PRESS, message=_STALE)]),
    }
    kind = type("AssignForm", (AssignForm,), fields)
    form: AssignForm = kind(
        couples=list(chosen),
        doer=definition.doers[0].value,
        cadence=definition.cadences[0].value,
        times_a_week=definition.times_a_week,
    )
    return form


def _person_field(couple: Couple) -> SelectField:
    """Not checked against the list: a name that is not there gets the same question."""
    return SelectField(
        _("Who of the two"),
        choices=[
            option("", gettext("Choose who")),
            *(option(person.public_id, person.name or "") for person in couple.partners),
        ],
        validate_choice=False,
    )


def _dues() -> list[Any]:
    return [
        option(NEVER, gettext("No date")),
        option(SESSION, gettext("Before their next session")),
        option(DATE, gettext("Until a day that you choose")),
    ]


def new_token() -> str:
    """A name for one press of the button."""
    return secrets.token_urlsafe(24)
