"""What stands above every paper of a practice: its lines, its logo, and a note."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.designs import services
from couples.designs.logos import clean_logo
from couples.designs.queries import find_design
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.design import LetterheadForm
from portal.forms.refusals import told_on
from reports.printing import check_logo


@blueprint.route("/design/letterhead", methods=["GET", "POST"])
def letterhead() -> Response | tuple[str, int]:
    """All of it in one form, so that no button loses what was typed beside it."""
    kept = find_design(session, current_identity)
    lines = {"letterhead": kept.letterhead, "note": kept.note} if kept else {}
    form = LetterheadForm(data=lines).over(**{"letterhead": None, "note": None, **lines})
    if form.validate_on_submit():
        with told_on(form):
            _save(form)
            flash(_("From now on your practice’s papers have it like this."))
            return redirect(url_for(".letterhead"))
    has_logo = kept is not None and kept.logo_kind is not None
    page = render_template("counselor/letterhead.html", form=form, has_logo=has_logo)
    return page, form.status


def _save(form: LetterheadForm) -> None:
    """Keep the lines and, once it was drawn anew and printed for a trial, a logo."""
    logo = clean_logo(form.brought()) if form.logo.data else None
    # Before the session is touched: nobody else can save a word while it writes.
    if logo:
        check_logo(logo)
    services.head(
        session,
        current_identity,
        letterhead=form.letterhead.data or "",
        note=form.note.data or "",
    )
    if logo:
        services.keep_logo(session, current_identity, logo)
    if form.no_logo.data:
        services.take_logo_away(session, current_identity)
