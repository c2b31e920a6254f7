"""The form that keeps what two found when they looked at an agreement again."""

from __future__ import annotations

from typing import Any

from wtforms import Field
from wtforms.validators import Optional, ValidationError

from couples import clock
from couples.agreements.living import Found
from couples.agreements.models import StepKind
from couples.agreements.standing import ENDS
from couples.wording import gettext
from portal.agreed import FOUND
from portal.forms.base import Form
from portal.forms.base import lazy as _
from portal.forms.fields import day_field, option, radio_field


class ReviewForm(Form):
    """How it went, on which day it did not hold, and when to look next."""

    kind = radio_field(
        _("How did it go?"),
        [option(kind.value, words) for kind, words in FOUND.items()],
        _("Choose what comes closest."),
    )
    broken_on = day_field(_("On which day it did not hold"), [Optional()])
    review_on = day_field(_("The day you look at it the next time"), [Optional()])

    def __init__(self, *, time_zone: str, **values: Any) -> None:
        super().__init__(**values)
        self.today = clock.today(time_zone)

    @property
    def found(self) -> Found:
        """What was chosen; a day that does not belong to it counts for nothing."""
        kind = StepKind(self.kind.data)
        broken_on = self.broken_on.data if kind is StepKind.BROKEN else None
        return Found(kind, broken_on, None if kind in ENDS else self.review_on.data)

    def validate_broken_on(self, field: Field) -> None:
        """Want a day that was, where it did not hold."""
        is_broken = self.kind.data == StepKind.BROKEN.value
        if is_broken and field.data and field.data > self.today:
            raise ValidationError(gettext("That day is still to come. Choose a day up to today."))

    def validate_review_on(self, field: Field) -> None:
        """Want a day to come, where it goes on."""
        goes_on = self.kind.data not in {kind.value for kind in ENDS}
        if goes_on and field.data and field.data <= self.today:
            raise ValidationError(gettext("Choose a day that is still to come."))
