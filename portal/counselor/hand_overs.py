"""What a counselor is told until they have read it: hand-overs, and who stood in for nobody."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response

from couples.caseload import tidings
from couples.caseload.models import HandOver
from couples.wording import gettext as _
from portal import moments
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.words import names


@blueprint.post("/hand-overs/<public_id:hand_over_id>/read")
def read_of_hand_over(hand_over_id: str) -> Response:
    """Have read of it, and of what was told before it."""
    tidings.say_read(session, current_identity, hand_over_id)
    return redirect(url_for(".today"))


@blueprint.post("/admissions/<public_id:admission_id>/read")
def read_of_stand_in(admission_id: str) -> Response:
    """Have read, as whoever owns the practice, that somebody stood in, and who did before."""
    tidings.say_read_of_stand_in(session, current_identity, admission_id)
    return redirect(url_for(".today"))


def told_to_me() -> dict[str, Any]:
    """What others did with couples of the viewer, or gave them; and what an owner is told."""
    hand_overs, stood_in = tidings.list_unread_of_both(session, current_identity)
    return {"hand_overs": hand_overs, "hand_over_said": hand_over_said, "stood_in": stood_in}


def hand_over_said(hand_over: HandOver) -> str:
    """Who went to whom, and by whose deed, as one of the two counselors is told."""
    said = {
        "couple": names(hand_over.couple),
        "day": moments.day(hand_over.created_at),
        "by": hand_over.done_by.name if hand_over.done_by else "",
        "former": hand_over.former.name if hand_over.former else "",
        "name": hand_over.counselor.name,
    }
    if hand_over.former_id == current_identity.person_id:
        if hand_over.done_by_id == hand_over.counselor_id:
            return _("On %(day)s %(name)s took %(couple)s over from you.", **said)
        return _("On %(day)s %(by)s handed %(couple)s over from you to %(name)s.", **said)
    if hand_over.done_by_id == hand_over.former_id:
        return _("On %(day)s %(by)s handed %(couple)s over to you.", **said)
    return _(
        "On %(day)s %(by)s handed %(couple)s over to you. Before, they were with %(former)s.",
        **said,
    )
