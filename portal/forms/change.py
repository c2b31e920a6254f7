"""The form that lets homework that runs say something else from now on."""

from __future__ import annotations

from typing import Any

from wtforms import Field, HiddenField, TextAreaField
from wtforms.validators import Optional, Regexp, ValidationError

from couples.assignments.changing import Change
from couples.assignments.models import Assignment
from couples.assignments.schedule import WEEKDAYS
from couples.exercises.definition import MOST_TIMES_A_WEEK, Cadence
from couples.wording import gettext
from portal.forms.assign import LONGEST_NOTE, PRESS, STALE
from portal.forms.base import lazy as _
from portal.forms.dates import DATE, DAYS, NEVER, SESSION, DatesForm
from portal.forms.fields import BoxesField, Words, count_field, option
from portal.words import day_name


def _all_days() -> list[Any]:
    return [option(day, day_name(day)) for day in WEEKDAYS]


class ChangeForm(DatesForm):
    """Its days, its number, its dates and the line that goes with it, as they stand."""

    days = BoxesField(_("On which days"), choices=_all_days)
    times_a_week = count_field(_("How many times a week"))
    note = TextAreaField(_("A personal line to go with it"), [Words(LONGEST_NOTE)])
    token = HiddenField(validators=[Optional(), Regexp(PRESS, message=STALE)])

    def __init__(self, assignment: Assignment, **values: Any) -> None:
        super().__init__(**values)
        self.assignment = assignment

    @classmethod
    def of(cls, assignment: Assignment) -> ChangeForm:
        """The form as the homework stands."""
        due, cut_off = assignment.appointment, assignment.cut_off_appointment
        is_before = due is not None and due.cancelled_at is None
        is_with = cut_off is not None and cut_off.cancelled_at is None
        return cls(
            assignment,
            days=(assignment.days or "").split(","),
            times_a_week=assignment.times_a_week,
            due=SESSION if is_before else DATE if assignment.due_on else NEVER,
            due_on=assignment.due_on,
            grace_days=assignment.grace_days,
            cut_off=SESSION if is_with else _cut_off(assignment),
            cut_off_days=assignment.cut_off_days,
            cut_off_on=assignment.cut_off_on,
            note=assignment.note or "",
        )

    def validate_days(self, field: Field) -> None:
        """Want a day where it comes round on certain days."""
        if self.assignment.cadence is Cadence.DAYS and not field.data:
            raise ValidationError(gettext("Choose at least one day of the week."))

    def validate_times_a_week(self, field: Field) -> None:
        """Want a number where it comes round a number of times."""
        if self.assignment.cadence is not Cadence.TIMES_A_WEEK:
            field.errors = []
        elif not 1 <= (field.data or 0) <= MOST_TIMES_A_WEEK:
            field.errors = []
            raise ValidationError(
                gettext("Write a number from 1 to %(most)s.", most=MOST_TIMES_A_WEEK)
            )

    def change(self) -> Change:
        """What it shall say, without what does not belong to it."""
        cadence = self.assignment.cadence
        counted = cadence is Cadence.TIMES_A_WEEK
        return Change(
            days=tuple(self.days.data or ()) if cadence is Cadence.DAYS else (),
            times_a_week=self.times_a_week.data if counted else None,
            before_session=self.due.data == SESSION,
            note=self.note.data or "",
            **self.deadlines,
        )


def _cut_off(assignment: Assignment) -> str:
    if assignment.cut_off_days is not None:
        return DAYS
    return DATE if assignment.cut_off_on else NEVER
