"""The practice for whoever owns it: who works here, and with whom. Nothing that anybody wrote."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from couples.admissions.queries import list_stood_in_for_nobody
from couples.caseload import owning
from couples.caseload import practice as practices
from couples.caseload.services import add_counselor
from couples.erasure import due
from couples.people import closing
from couples.wording import gettext as _
from portal import invitations
from portal.access import current_identity
from portal.asking_again import asks_again
from portal.backups import noted
from portal.counselor import addresses, blueprint
from portal.counselor.machine import is_backup_missing
from portal.database import session
from portal.forms.practice import CounselorForm, KeepingForm, PassOnForm
from portal.settings import current_settings


@blueprint.get("/practice")
def practice() -> str:
    """Its counselors, each with the names of their couples."""
    return _page()


@blueprint.post("/practice")
@asks_again
def enter_counselor() -> str | tuple[str, int]:
    """Enter one more counselor, and show the link that they join with."""
    practices.get_owned_practice(session, current_identity)
    form = CounselorForm()
    if form.validate_on_submit():
        name, email = form.name.data or "", form.email.data or ""
        with addresses.counted():
            person = add_counselor(session, current_identity, name=name, email=email)
        return render_template("counselor/counselor-link.html", link=invitations.invite(person))
    return _page(form), form.status


@blueprint.post("/practice/keeping")
@asks_again
def keep_for() -> Response | tuple[str, int]:
    """Say for how long what couples wrote is kept."""
    practices.get_owned_practice(session, current_identity)
    form = KeepingForm()
    if form.validate_on_submit():
        due.keep_for(session, current_identity, form.years.data or 0)
        flash(_("Saved. Nothing is erased by itself."))
        return redirect(url_for(".practice"))
    return _page(keeping=form), form.status


@blueprint.post("/practice/counselors/<public_id:person_id>/link")
@asks_again
def link_for_counselor(person_id: str) -> str:
    """A new link for somebody who has not joined yet."""
    person = practices.get_counselor(session, current_identity, person_id)
    return render_template("counselor/counselor-link.html", link=invitations.invite(person))


@blueprint.post("/practice/counselors/<public_id:person_id>/close")
@asks_again
def close_counselor(person_id: str) -> Response:
    """Let somebody come in no more."""
    person = closing.close(session, current_identity, person_id)
    couples = practices.list_managed_couples(session, current_identity)
    if any(couple.counselor_id == person.id for couple in couples):
        flash(_("Closed. Hand their couples over, so that somebody reads what they write."))
    else:
        flash(_("Closed."))
    return redirect(url_for(".practice"))


@blueprint.post("/practice/counselors/<public_id:person_id>/reopen")
@asks_again
def reopen_counselor(person_id: str) -> Response:
    """Let somebody come in again."""
    closing.reopen(session, current_identity, person_id)
    flash(_("Open again."))
    return redirect(url_for(".practice"))


@blueprint.route("/practice/owner", methods=["GET", "POST"])
@asks_again
def pass_practice_on() -> Response | tuple[str, int]:
    """Say what happens, choose who owns the practice from now on, and do it."""
    colleagues = owning.list_colleagues_of_owner(session, current_identity)
    form = PassOnForm(colleagues)
    if form.validate_on_submit():
        colleague = owning.pass_on(session, current_identity, form.to.data)
        flash(_("%(name)s owns the practice from now on.", name=colleague.name))
        return redirect(url_for(".today"))
    return render_template("counselor/pass-on.html", colleagues=colleagues, form=form), form.status


def _page(form: CounselorForm | None = None, keeping: KeepingForm | None = None) -> str:
    practice = practices.get_owned_practice(session, current_identity)
    counselors = practices.list_counselors(session, current_identity)
    couples = practices.list_managed_couples(session, current_identity)
    return render_template(
        "counselor/practice.html",
        practice=practice,
        counselors=[
            (each, [couple for couple in couples if couple.counselor_id == each.id])
            for each in counselors
        ],
        stood_in=list_stood_in_for_nobody(session, current_identity),
        due=due.list_due(session, practice),
        backups_elsewhere=current_settings().backups_elsewhere,
        backed_up=noted.last_made(current_settings().data),
        is_backup_missing=is_backup_missing(),
        form=form or CounselorForm(None),
        keeping=keeping or KeepingForm(None, years=practice.keep_years),
        failed=keeping or form,
    )
