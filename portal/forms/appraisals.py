"""The form on how homework went, one for each partner who was asked."""

from __future__ import annotations

from wtforms import StringField

from couples.appraisals.models import Appraisal
from couples.appraisals.services import HIGHEST, LONGEST
from portal.forms.base import lazy as _
from portal.forms.fields import Words, option, optional_select_field
from portal.forms.stamped import StampedForm


class AppraisalForm(StampedForm):
    """How well it went, and what got in the way; either may be left out. The page names whom."""

    how_well = optional_select_field(
        _("How well it went, as you see it"),
        [
            option("", _("Not said")),
            *(option(str(number), str(number)) for number in range(HIGHEST + 1)),
        ],
    )
    in_the_way = StringField(_("What got in the way, as you heard it"), [Words(LONGEST)])

    @classmethod
    def of(cls, kept: Appraisal | None, position: int) -> AppraisalForm:
        """The form with what is kept; the page holds two, so that each needs names of its own."""
        number = kept.how_well if kept else None
        data: dict[str, str | None] = {
            "how_well": "" if number is None else str(number),
            "in_the_way": kept.in_the_way if kept else "",
        }
        return cls(prefix=f"of-{position}", data=data).over(**data)

    @property
    def number(self) -> int | None:
        """How well, if it was said."""
        return int(self.how_well.data) if self.how_well.data else None
