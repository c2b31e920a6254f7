"""The caseload, and taking a couple into it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples import encryption
from couples.admissions.queries import list_own
from couples.appointments import services as appointments
from couples.caseload import services as caseload
from couples.caseload.confidentiality import policy_text
from couples.caseload.models import ConfidentialityPolicy, Couple
from couples.caseload.practice import has_colleagues
from couples.caseload.queries import get_practice, list_couples
from couples.progress.today import CaseloadLine, Need, todays_page
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import addresses, blueprint
from portal.counselor.invitations import invite_all
from portal.counselor.words import need_name
from portal.database import session
from portal.forms.appointments import USUAL_MINUTES
from portal.forms.couples import CoupleForm
from portal.forms.refusals import status_of, told_on

FILTERS = {need.name.lower().replace("_", "-"): need for need in Need}


@blueprint.get("/couples")
def couples() -> str:
    """Everybody the counselor sees, by need, or only those with one need."""
    lines = todays_page(session, current_identity).caseload
    chosen = request.args.get("show", "")
    return render_template(
        "counselor/couples.html",
        lines=[line for line in lines if _has(line, FILTERS.get(chosen))],
        count=len(lines),
        admissions=list_own(session, current_identity),
        has_colleagues=has_colleagues(session, current_identity),
        chosen=chosen if chosen in FILTERS else "",
        filters=[
            (slug, need_name(need), how_many)
            for slug, need in FILTERS.items()
            if (how_many := sum(_has(line, need) for line in lines))
        ],
    )


def _has(line: CaseloadLine, need: Need | None) -> bool:
    return need is None or any(reason.need is need for reason in line.reasons)


@blueprint.route("/couples/new", methods=["GET", "POST"])
def new_couple() -> str | tuple[str, int] | Response:
    """Take two people into the caseload; the answer holds a link for each of them."""
    form = CoupleForm(time_zone=get_practice(session, current_identity).time_zone)
    if form.validate_on_submit():
        if known := _find_here_already(form):
            flash(_("They are in your caseload already. Make a link for each of them here."))
            return redirect(url_for(".couple", couple_id=known.public_id))
        with told_on(form):
            couple = _take_in(form)
            links = invite_all(couple)
            return render_template(
                "counselor/invitation.html", couple=couple, links=links, is_new_couple=True
            )
    policies = [policy_text(policy) for policy in ConfidentialityPolicy]
    page = render_template("counselor/new-couple.html", form=form, policies=policies)
    return page, status_of(form)


def _find_here_already(form: CoupleForm) -> Couple | None:
    """The same two people, from a first press of the button whose answer nobody saw."""
    index = encryption.current().blind_index
    wanted = {index(partner.email) for partner in form.partners}
    for couple in list_couples(session, current_identity):
        if {person.email_index for person in couple.partners} == wanted:
            return couple
    return None


def _take_in(form: CoupleForm) -> Couple:
    with addresses.counted():
        couple = caseload.add_couple(
            session,
            current_identity,
            partners=form.partners,
            policy=ConfidentialityPolicy(form.policy.data),
            time_zone=form.time_zone.data,
        )
    if form.starts_at is not None:
        appointments.schedule(
            session,
            current_identity,
            couple.public_id,
            starts_at=form.starts_at,
            minutes=form.minutes.data or USUAL_MINUTES,
        )
    return couple
