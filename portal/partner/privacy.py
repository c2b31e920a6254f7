"""Who may read what: the promises, what was agreed to, and what the other can see just now."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.admissions import services as admissions
from couples.admissions.queries import list_over
from couples.caseload.confidentiality import NEWEST, policy_text
from couples.consents.queries import agreed_version
from couples.people.queries import list_consents
from couples.safety import telling
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.forms.fear import SURE, FearForm
from portal.partner import blueprint
from portal.partner.hand_overs import shown, told_ever
from portal.partner.helping import contacts_elsewhere, contacts_here
from portal.partner.seen import rules, seen_by_the_other
from portal.partner.us import us_of


@blueprint.get("/privacy")
def privacy() -> str:
    """Everything about who reads what, in one place."""
    us = us_of(session, current_identity)
    version = agreed_version(session, current_identity, us.couple) or NEWEST
    return render_template(
        "partner/privacy.html",
        us=us,
        policy=policy_text(us.couple.policy, version),
        is_older=version < NEWEST and not us.viewer.is_apart,
        consents=list_consents(session, current_identity),
        rules=rules(us.names),
        seen=seen_by_the_other(session, us),
        **shown(us, told_ever(us)),
        read_along_before=list_over(session, current_identity, us.couple),
    )


@blueprint.post("/admissions/<public_id:admission_id>/end")
def end_admission(admission_id: str) -> Response:
    """Let a colleague of the counselor read no longer; neither page says who of the two did."""
    ended = admissions.let_no_longer(session, current_identity, admission_id)
    flash(_("%(name)s reads along no longer.", name=ended.reader.name))
    return redirect(url_for(".privacy"))


@blueprint.get("/help-now")
def help_now() -> str:
    """Where to turn at once, because nobody here answers at once."""
    return _help_page(FearForm(None, sure=SURE))


@blueprint.post("/help-now")
def tell_of_fear() -> Response | tuple[str, int]:
    """Tell the counselor of fear. What the page says afterwards could be read by anybody."""
    form = FearForm()
    if current_identity.is_apart:
        form.ask_only_for_words()
    if form.validate_on_submit():
        words = form.words.data or ""
        telling.tell_of_fear(session, current_identity, words=words, quietly=form.is_quiet)
        flash(_("Sent to your counselor."))
        return redirect(url_for(".help_now"))
    return _help_page(form), form.status


def _help_page(form: FearForm) -> str:
    return render_template(
        "partner/help-now.html",
        here=contacts_here(),
        elsewhere=contacts_elsewhere(),
        form=form,
        is_apart=current_identity.is_apart,
    )
