"""What one press of the button gave, and taking it back while nobody has opened it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.assignments import services
from couples.assignments.models import AssignmentBatch
from couples.assignments.queries import get_batch, list_of_batch
from couples.errors import DomainError, NotFoundError
from couples.wording import gettext as _
from couples.wording import ngettext
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session


@blueprint.get("/batches/<public_id:batch_id>")
def batch(batch_id: str) -> str:
    """Who was given it, and what can still be taken back."""
    return _page(get_batch(session, current_identity, batch_id))


@blueprint.post("/batches/<public_id:batch_id>/undo")
def undo_batch(batch_id: str) -> Response | tuple[str, int]:
    """Take back what nobody has opened; what somebody has begun stays."""
    found = get_batch(session, current_identity, batch_id)
    try:
        count = services.undo(session, current_identity, batch_id)
    except NotFoundError:
        raise
    except DomainError as refusal:
        return _page(found, refusal=str(refusal)), 409
    flash(
        ngettext("Taken back from %(num)s couple.", "Taken back from %(num)s couples.", count)
        if count
        else _("This was taken back already.")
    )
    return redirect(url_for(".batch", batch_id=batch_id))


def _page(found: AssignmentBatch, refusal: str = "") -> str:
    given = list_of_batch(session, current_identity, found)
    return render_template(
        "counselor/batch.html",
        batch=found,
        given=given,
        unopened=[assignment for assignment in given if assignment.opened_at is None],
        refusal=refusal,
    )
