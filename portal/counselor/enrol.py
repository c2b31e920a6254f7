"""Enrolling several couples: choose them, see what each will find on which day, begin."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.caseload.models import Couple
from couples.caseload.queries import list_couples
from couples.errors import DomainError, NotFoundError
from couples.programmes import enrolling
from couples.programmes.models import EnrolmentBatch, ProgrammeVersion
from couples.programmes.queries import get_enrolment_batch, get_programme, list_enrolments
from couples.programmes.rehearsing import Rehearsal, rehearse
from couples.progress.today import todays_page
from couples.wording import listed, ngettext
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.rehearsed import typed_so_far
from portal.counselor.words import caution
from portal.database import session
from portal.forms.assign import new_token
from portal.forms.base import REFUSED
from portal.forms.enrol import EnrolForm, enrol_form
from portal.forms.refusals import status_of, told_on


@blueprint.route("/programmes/<public_id:programme_id>/enrol", methods=["GET", "POST"])
def enrol(programme_id: str) -> str | tuple[str, int]:
    """Say who begins, and when; the answer says what each of them would find on which day."""
    version = get_programme(session, current_identity, programme_id)
    form = _form(version)
    if request.form.get("step") != "change" and form.validate_on_submit():
        with told_on(form):
            plans = rehearse(session, current_identity, form.wish(programme_id))
            return _rehearsal(version, plans, form)
    return _page(version, form), status_of(form)


@blueprint.post("/programmes/<public_id:programme_id>/enrolments")
def enrol_now(programme_id: str) -> str | tuple[str, int] | Response:
    """Enrol them, once for each press of the button, however often the press arrives."""
    version = get_programme(session, current_identity, programme_id)
    form = _form(version)
    if form.validate_on_submit():
        wish, token = form.wish(programme_id), form.token.data or new_token()
        try:
            batch = enrolling.enrol(session, current_identity, wish, token=token)
        except DomainError as refusal:
            plans = rehearse(session, current_identity, wish)
            return _rehearsal(version, plans, form, refusal=str(refusal)), REFUSED
        return redirect(url_for(".enrolment_batch", enrolment_batch_id=batch.public_id))
    return _page(version, form), status_of(form)


@blueprint.get("/enrolment-batches/<public_id:enrolment_batch_id>")
def enrolment_batch(enrolment_batch_id: str) -> str:
    """Who was enrolled together, and who of them can still be taken back."""
    return _batch_page(get_enrolment_batch(session, current_identity, enrolment_batch_id))


@blueprint.post("/enrolment-batches/<public_id:enrolment_batch_id>/undo")
def undo_enrolments(enrolment_batch_id: str) -> Response | tuple[str, int]:
    """Take back whoever has opened nothing yet, as if they had never been enrolled."""
    found = get_enrolment_batch(session, current_identity, enrolment_batch_id)
    programme_id = found.programme_version.programme.public_id
    try:
        count = enrolling.undo(session, current_identity, enrolment_batch_id)
    except NotFoundError:
        raise
    except DomainError as refusal:
        return _batch_page(found, refusal=str(refusal)), REFUSED
    flash(ngettext("Taken back for %(num)s couple.", "Taken back for %(num)s couples.", count))
    return redirect(url_for(".programme", programme_id=programme_id))


def _form(version: ProgrammeVersion) -> EnrolForm:
    couples = list_couples(session, current_identity)
    return enrol_form(version.definition, couples, request.args.getlist("couple"))


def _page(version: ProgrammeVersion, form: EnrolForm) -> str:
    return render_template(
        "counselor/enrol.html",
        version=version,
        definition=version.definition,
        entry=[caution(gate) for gate in version.definition.entry],
        lines=todays_page(session, current_identity).caseload,
        form=form,
    )


def _rehearsal(
    version: ProgrammeVersion, plans: list[Rehearsal], form: EnrolForm, refusal: str = ""
) -> str:
    """Everything that was typed goes along, so that the next press needs nothing else."""
    kept = typed_so_far("may_be_heavy")
    return render_template(
        "counselor/enrolment-rehearsal.html",
        version=version,
        definition=version.definition,
        beginning=[plan for plan in plans if plan.skipped is None],
        skipped=[plan for plan in plans if plan.skipped is not None],
        who=_who,
        form=form,
        refusal=refusal,
        kept=kept,
        token=new_token(),
    )


def _who(couple: Couple, people: tuple[int, ...]) -> str:
    """Whoever finds it on their page, by name."""
    return listed(person.name or "" for person in couple.partners if person.id in people)


def _batch_page(found: EnrolmentBatch, refusal: str = "") -> str:
    enrolments = list_enrolments(session, current_identity, batch=found)
    return render_template(
        "counselor/enrolment-batch.html",
        batch=found,
        definition=found.programme_version.definition,
        enrolments=enrolments,
        unopened=[each for each in enrolments if not each.was_opened],
        refusal=refusal,
    )
