"""The form that enrols several couples in one programme."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from wtforms import BooleanField, DateField, Field, HiddenField, RadioField, SelectField
from wtforms.validators import Optional, Regexp, ValidationError

from couples.caseload.models import Couple
from couples.programmes.definition import ProgrammeDefinition
from couples.programmes.rehearsing import Wish
from couples.wording import gettext
from portal import moments
from portal.forms.appointments import FURTHEST
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import BoxesField, day_field, option, radio_field
from portal.words import names

TODAY, SESSION, DATE = "today", "session", "date"
_PERSON = "person_"
_PRESS = r"[\w-]{20,40}\Z"
_STALE = _("Check once more who begins when.")


class EnrolForm(Form):
    """
    Which couples, from which day, and who of the two comes first where it matters.

    Its fields depend on the programme: see `enrol_form`.
    """

    couples: BoxesField
    start: RadioField
    starts_on: DateField
    may_be_heavy: BooleanField
    token: HiddenField

    def person_of(self, couple_id: str) -> SelectField | None:
        """The field for who comes first in this couple, where the programme asks for it."""
        return cast("SelectField | None", self._fields.get(_PERSON + couple_id))

    def validate_couples(self, field: Field) -> None:
        """Want somebody to begin it."""
        if not field.data:
            raise ValidationError(gettext("Choose at least one couple."))

    def validate_starts_on(self, field: Field) -> None:
        """Want a day where one was promised, not over and not out of sight."""
        if self.start.data != DATE or not any(field.raw_data or ()):
            field.errors = []
        if self.start.data != DATE or field.errors:
            return
        if not isinstance(field.data, date):
            raise ValidationError(gettext("Choose the day, or another way to begin."))
        if field.data < moments.today():
            raise ValidationError(gettext("This day has passed already. Choose one to come."))
        if field.data - moments.today() > FURTHEST:
            raise ValidationError(gettext("Choose a day within the next two years."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at who comes first in each couple as well, once it is known in which."""
        is_valid = bool(super().validate(extra_validators))
        unknown = [
            field
            for couple_id in (self.couples.data or ())
            if (field := self.person_of(couple_id)) is not None and not field.data
        ]
        for field in unknown:
            field.errors = [gettext("Choose who of the two it is.")]
        return is_valid and not unknown

    def wish(self, programme_id: str) -> Wish:
        """What was asked for, without what does not belong to it."""
        couple_ids = tuple(self.couples.data or ())
        return Wish(
            programme_id=programme_id,
            couple_ids=couple_ids,
            starts_on=self.starts_on.data if self.start.data == DATE else None,
            at_next_session=self.start.data == SESSION,
            first={id_: field.data for id_ in couple_ids if (field := self.person_of(id_))},
            may_be_heavy=bool(self.may_be_heavy.data),
        )


def enrol_form(
    programme: ProgrammeDefinition, couples: Sequence[Couple], chosen: Iterable[str] = ()
) -> EnrolForm:
    """The form for one programme, with the couples in `chosen` ticked."""
    asked = couples if programme.variants else ()
    fields: dict[str, Any] = {
        "couples": BoxesField(
            _("Couples"), choices=[option(couple.public_id, names(couple)) for couple in couples]
        ),
        **{_PERSON + couple.public_id: _person_field(programme, couple) for couple in asked},
        "start": radio_field(_("From when"), _starts(), default=TODAY),
        "starts_on": day_field(_("The first day")),
        "may_be_heavy": BooleanField(_("Yes, it may be that much at once")),
        "token": HiddenField(validators=[Optional(), Regexp(_PRESS, message=_STALE)]),
    }
    kind = type("EnrolForm", (EnrolForm,), fields)
    form: EnrolForm = kind(couples=list(chosen))
    return form


def _person_field(programme: ProgrammeDefinition, couple: Couple) -> SelectField:
    """Not checked against the list: a name that is not there gets the same question."""
    return SelectField(
        programme.variants[0],
        choices=[
            option("", gettext("Choose who")),
            *(option(person.public_id, person.name or "") for person in couple.partners),
        ],
        validate_choice=False,
    )


def _starts() -> list[Any]:
    return [
        option(TODAY, gettext("Today")),
        option(SESSION, gettext("On the day of their next session")),
        option(DATE, gettext("On a day that you choose")),
    ]
