"""Telling both that somebody else is the counselor, until each says that they have read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response

from couples.caseload import tidings
from couples.caseload.models import HandOver
from couples.people.naming import sounds_like
from couples.wording import gettext as _
from portal import moments
from portal.access import current_identity
from portal.database import session
from portal.partner import blueprint
from portal.partner.us import Us


@blueprint.post("/hand-overs/<public_id:hand_over_id>/read")
def read_of_hand_over(hand_over_id: str) -> Response:
    """Have read of it, and of what was told before it."""
    tidings.say_read(session, current_identity, hand_over_id)
    return redirect(url_for(".this_week"))


def told_to(us: Us) -> list[HandOver]:
    """What the viewer is told on their first page; a couple that never went is asked nothing."""
    if us.couple.handed_over_at is None:
        return []
    return tidings.list_unread(session, us.viewer)


def told_ever(us: Us) -> list[HandOver]:
    """Each time that the couple went to another counselor."""
    if us.couple.handed_over_at is None:
        return []
    return tidings.list_hand_overs(session, us.viewer, us.couple)


def shown(us: Us, told: Sequence[HandOver]) -> dict[str, Any]:
    """What a page needs to tell of these."""
    return {
        "hand_overs": told,
        "hand_over_said": hand_over_said,
        "hand_over_means": hand_over_means(us, told),
    }


def hand_over_said(hand_over: HandOver) -> str:
    """From whom to whom they went, in the same words for both."""
    day, name = moments.day(hand_over.created_at), hand_over.counselor.name
    if hand_over.former is None:
        return _("%(name)s has been the counselor of you both since %(day)s.", name=name, day=day)
    if sounds_like(hand_over.former.name or "", name or ""):
        return _(
            "On %(day)s the two of you went to another counselor who is called %(name)s too.",
            name=name,
            day=day,
        )
    return _(
        "On %(day)s the two of you went from %(former)s to %(name)s.",
        former=hand_over.former.name,
        name=name,
        day=day,
    )


def hand_over_means(us: Us, told: Sequence[HandOver]) -> str:
    """Who reads what since the last of these, with the names where they tell two apart."""
    if not told:
        return ""
    former, name = told[-1].former, told[-1].counselor.name or ""
    if former is None or sounds_like(former.name or "", name):
        return _(
            "Whoever is your counselor now reads what the one before could read. "
            "The one before reads nothing more."
        )
    if any(each.reader_id == former.id for each in us.reading_along):
        return _("%(name)s reads what %(former)s could read.", name=name, former=former.name)
    return _(
        "%(name)s reads what %(former)s could read. %(former)s reads nothing more.",
        name=name,
        former=former.name,
    )
