"""An agreement: its wording, what it was before, and saying yes to it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.agreements import services
from couples.agreements.queries import get_agreement, get_agreement_view
from couples.errors import ConflictError
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.partner import blueprint
from portal.partner.us import us_of
from portal.partner.wordings import wordings_of
from portal.partner.work import list_work


@blueprint.get("/agreements/<public_id:agreement_id>")
def agreement(agreement_id: str) -> str:
    """The wording as it stands, and every earlier one."""
    return _page(agreement_id)


@blueprint.post("/agreements/<public_id:agreement_id>/sign")
def sign(agreement_id: str) -> Response | tuple[str, int]:
    """Agree to exactly the wording that was read."""
    version_id = request.form.get("version_id", "")
    try:
        services.sign(session, current_identity, agreement_id, version_id=version_id)
    except ConflictError as conflict:
        return _page(agreement_id, refusal=str(conflict)), 409
    flash(_("You agreed to this wording."))
    return redirect(url_for(".agreement", agreement_id=agreement_id))


def _page(agreement_id: str, refusal: str | None = None) -> str:
    us = us_of(session, current_identity)
    found = get_agreement(session, current_identity, agreement_id)
    return render_template(
        "partner/agreement.html",
        us=us,
        agreement=get_agreement_view(session, current_identity, agreement_id),
        wordings=wordings_of(us, found),
        work=next(iter(list_work(session, us, [found.assignment])), None),
        assignment=found.assignment,
        refusal=refusal,
    )
