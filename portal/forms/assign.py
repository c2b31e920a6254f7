"""The form that gives one exercise to several couples."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any, cast

from wtforms import (
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
from portal.forms.base import lazy as _
from portal.forms.dates import SESSION, DatesForm
from portal.forms.fields import BoxesField, Words, count_field, option, radio_field
from portal.words import cadence_name, day_name, doer_name, names

LONGEST_NOTE = 600
_PERSON, _FIRST = "person_", "first_"
PRESS = r"[\w-]{20,40}\Z"
STALE = _("Check once more who gets it.")


class AssignForm(DatesForm):
    """
    Which couples, who of them, how often, until when, and a line to go with it.

    Its fields depend on the exercise: see `assign_form`.
    """

    couples: BoxesField
    doer: RadioField
    cadence: RadioField
    days: BoxesField
    times_a_week: IntegerField
    note: TextAreaField
    token: HiddenField

    def person_of(self, couple_id: str) -> SelectField | None:
        """The field for who does it in this couple, where one partner may do it alone."""
        return cast("SelectField | None", self._fields.get(_PERSON + couple_id))

    def first_of(self, couple_id: str) -> SelectField | None:
        """The field for who has the first of two parts, where they have a part each."""
        return cast("SelectField | None", self._fields.get(_FIRST + couple_id))

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

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at who does it in each couple as well, once it is known in which."""
        is_valid = bool(super().validate(extra_validators))
        sentences = {
            Doer.ONE: gettext("Choose which of the two it is for."),
            Doer.VARIANTS: gettext("Choose who has this part. The other one has the other."),
        }
        unknown = [field for field in self._chosen(self.doer.data).values() if not field.data]
        for field in unknown:
            field.errors = [sentences[Doer(self.doer.data)]]
        return is_valid and not unknown

    def _chosen(self, doer: str | None) -> dict[str, SelectField]:
        """By couple: the field that says who does it, or who has which part."""
        asks = {Doer.ONE.value: self.person_of, Doer.VARIANTS.value: self.first_of}.get(doer or "")
        found = {id_: asks(id_) for id_ in (self.couples.data or ())} if asks else {}
        return {id_: field for id_, field in found.items() if field is not None}

    def order(self, exercise_id: str) -> Order:
        """What was asked for, without what does not belong to it."""
        doer, cadence = Doer(self.doer.data), Cadence(self.cadence.data)
        couple_ids = tuple(self.couples.data or ())
        chosen = {id_: field.data for id_, field in self._chosen(doer).items()}
        return Order(
            exercise_id=exercise_id,
            couple_ids=couple_ids,
            doer=doer,
            cadence=cadence,
            people=chosen if doer is Doer.ONE else {},
            first=chosen if doer is Doer.VARIANTS else {},
            days=tuple(self.days.data or ()) if cadence is Cadence.DAYS else (),
            times_a_week=self.times_a_week.data if cadence is Cadence.TIMES_A_WEEK else None,
            before_next_session=self.due.data == SESSION,
            note=self.note.data or "",
            **self.deadlines,
        )


def assign_form(
    definition: Definition, couples: Sequence[Couple], chosen: Iterable[str] = ()
) -> AssignForm:
    """The form for one exercise: only the ways in which it may be done, with `chosen` ticked."""
    alone = couples if Doer.ONE in definition.doers else ()
    part, _other = definition.variants or ("", "")
    apart = couples if Doer.VARIANTS in definition.doers else ()
    fields: dict[str, Any] = {
        "couples": BoxesField(
            _("Couples"), choices=[option(couple.public_id, names(couple)) for couple in couples]
        ),
        **{_PERSON + each.public_id: _person_field(each, _("Who of the two")) for each in alone},
        **{_FIRST + each.public_id: _person_field(each, part) for each in apart},
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
        "note": TextAreaField(_("A personal line to go with it"), [Words(LONGEST_NOTE)]),
        "token": HiddenField(validators=[Optional(), Regexp(PRESS, message=STALE)]),
    }
    kind = type("AssignForm", (AssignForm,), fields)
    form: AssignForm = kind(
        couples=list(chosen),
        doer=definition.doers[0].value,
        cadence=definition.cadences[0].value,
        times_a_week=definition.times_a_week,
    )
    return form


def _person_field(couple: Couple, label: str) -> SelectField:
    """Not checked against the list: a name that is not there gets the same question."""
    return SelectField(
        label,
        choices=[
            option("", gettext("Choose who")),
            *(option(person.public_id, person.name or "") for person in couple.partners),
        ],
        validate_choice=False,
    )


def new_token() -> str:
    """A name for one press of the button."""
    return secrets.token_urlsafe(24)
