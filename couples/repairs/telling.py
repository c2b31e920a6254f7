"""Where a repair stands, in words that are true for whoever may know of it."""

from __future__ import annotations

from couples.repairs.standing import Place, Standing
from couples.wording import gettext as _


def step_labels() -> list[str]:
    """The way through a repair, in a word or two for each part of it."""
    return [
        _("What happened"),
        _("What it did"),
        _("What was heard"),
        _("A plan"),
        _("Small acts"),
    ]


NUMBERS = {
    Place.GRIEVANCE: 1,
    Place.IMPACT: 2,
    Place.REFLECTION: 3,
    Place.PLAN: 4,
    Place.ACTS: 5,
    Place.REVIEW: 5,
}
"""Which of them is next, by place."""


def where(standing: Standing) -> str:
    """What comes next, in a line for a list or for paper."""
    if standing.ended_at is not None:
        return _("Over")
    if standing.is_resting:
        return _("Rests for now")
    if standing.place is Place.REVIEW:
        return _("Next: look at it together")
    label = step_labels()[NUMBERS[standing.place] - 1]
    return _("Next: %(what)s", what=label[:1].lower() + label[1:])
