"""Offering couples the newest version of homework that runs on an older one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.exercises.queries import get_exercise
from couples.submissions import upgrading
from couples.submissions.upgrading import Offer, Way
from couples.wording import gettext as _
from portal import moments
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.library_changes import differences_said
from portal.database import session
from portal.forms.assign import new_token


@blueprint.get("/library/<public_id:exercise_id>/upgrades")
def exercise_upgrades(exercise_id: str) -> str:
    """Who runs on another version, what differs for them, and whether they can change now."""
    version = get_exercise(session, current_identity, exercise_id)
    offers = upgrading.list_offers(session, current_identity, exercise_id)
    return render_template(
        "counselor/exercise-upgrades.html",
        version=version,
        lines=[
            (
                offer,
                _what_happens(offer),
                differences_said(offer.assignment.definition, offer.target.definition),
            )
            for offer in offers
        ],
        token=new_token(),
    )


@blueprint.post("/library/<public_id:exercise_id>/upgrades/<public_id:assignment_id>")
def upgrade_assignment(exercise_id: str, assignment_id: str) -> Response:
    """Let one couple go on with the newest version."""
    token = (request.form.get("token") or new_token())[:40]
    upgrading.upgrade(session, current_identity, exercise_id, assignment_id, token=token)
    flash(_("They go on with the new version. What was handed in stays as it was."))
    return redirect(url_for(".exercise_upgrades", exercise_id=exercise_id))


def _what_happens(offer: Offer) -> str:
    match offer.way:
        case Way.IN_PLACE:
            return _("Nobody has begun, so the homework itself changes.")
        case Way.ANEW:
            return _(
                "What runs ends, and the new version begins on %(day)s, with the same days and"
                " dates. What was handed in stays as it was, and a set-up is asked for again.",
                day=moments.day(offer.starts_on),
            )
        case Way.NOT_NOW:
            return offer.reason
