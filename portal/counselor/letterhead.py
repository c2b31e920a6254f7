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
from portal.forms.base import Form
from portal.forms.design import LetterheadForm, LogoForm
from portal.forms.refusals import status_of, told_on
from reports.printing import check_logo


@blueprint.route("/design/letterhead", methods=["GET", "POST"])
def letterhead() -> Response | tuple[str, int]:
    """The lines above every paper, and the note below the names."""
    form = LetterheadForm(data=_kept_words())
    if form.validate_on_submit():
        services.head(
            session,
            current_identity,
            letterhead=form.letterhead.data or "",
            note=form.note.data or "",
        )
        flash(_("From now on they stand on your practice’s papers."))
        return redirect(url_for(".letterhead"))
    return _page(form, LogoForm(formdata=None), form)


@blueprint.post("/design/logo")
def keep_logo() -> Response | tuple[str, int]:
    """Take a logo, once it was drawn anew and printed once for a trial."""
    form = LogoForm()
    if form.validate_on_submit():
        # Before the session is touched: nobody else can save a word while it writes.
        with told_on(form):
            logo = clean_logo(form.brought())
            check_logo(logo)
            services.keep_logo(session, current_identity, logo)
            flash(_("From now on your logo stands on your practice’s papers."))
            return redirect(url_for(".letterhead"))
    return _page(LetterheadForm(formdata=None, data=_kept_words()), form, form)


@blueprint.post("/design/logo/away")
def take_logo_away() -> Response:
    """Let papers have no logo; a second press changes nothing more."""
    services.take_logo_away(session, current_identity)
    flash(_("Your practice’s papers have no logo any more."))
    return redirect(url_for(".letterhead"))


def _kept_words() -> dict[str, str | None]:
    kept = find_design(session, current_identity)
    return {"letterhead": kept.letterhead, "note": kept.note} if kept else {}


def _page(form: LetterheadForm, logo: LogoForm, sent: Form) -> tuple[str, int]:
    kept = find_design(session, current_identity)
    page = render_template(
        "counselor/letterhead.html",
        form=form,
        logo_form=logo,
        sent=sent,
        has_logo=kept is not None and kept.logo_kind is not None,
    )
    return page, status_of(sent) if sent.form_errors else sent.status
