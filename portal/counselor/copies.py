"""Copies of reports: made, looked through, handed out, taken back."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.copies import services
from couples.copies.models import KeptCopy
from couples.copies.queries import get_copy, list_copies, list_of_press
from couples.copies.resting import open_copy, still_holds
from couples.copies.services import Made
from couples.designs.queries import find_design
from couples.partings.queries import find_parting
from couples.safety.queries import asks_before_paper
from couples.safety.services import confirm_paper
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.copy_making import make_copies
from portal.counselor.copy_words import outline_of, sets_of, whose
from portal.counselor.design import lines_of_sections
from portal.database import reading, session
from portal.files import file_answer
from portal.forms.copies import CopyForm, HandOutForm, LockForm
from portal.forms.design import OneReportForm
from portal.forms.refusals import told_on
from portal.looking import note_shown
from portal.presses import new_press, this_press
from reports.design import arranged
from reports.filenames import report_filename
from reports.gathering.design import design_of
from reports.locking import lock
from reports.sections import PROGRESS


@blueprint.route("/couples/<public_id:couple_id>/copies", methods=["GET", "POST"])
def copies(couple_id: str) -> Response | tuple[str, int]:
    """What was made and handed out, and making another one."""
    # Printing takes seconds, in which nobody else could save a word.
    with reading() as look:
        couple = get_couple(look, current_identity, couple_id)
        usual = find_design(look, current_identity)
        form = CopyForm.of(couple, usual.weeks if usual else None)
        one = OneReportForm.of(arranged(PROGRESS, usual.progress if usual else ""))
        if one.pressed or not all((form.validate_on_submit(), one.validate_on_submit())):
            return _list(look, couple, form, one), form.status if form.errors else one.status
        made = make_copies(look, couple, form, one.on(design_of(usual)))
    return redirect(url_for(".copy", copy_id=_keep(couple_id, form, made, one.said)))


@blueprint.get("/copies/<public_id:copy_id>")
def copy(copy_id: str) -> str:
    """One copy: what it holds, who has it, and what can be done with it."""
    return _page(get_copy(session, current_identity, copy_id), HandOutForm(), LockForm())


@blueprint.get("/copies/<public_id:copy_id>/pages.pdf")
def copy_pages(copy_id: str) -> Response:
    """The very pages that are handed out."""
    kept = open_copy(session, current_identity, copy_id)
    note_shown((kept.couple.public_id,))
    return file_answer(kept.pages, "application/pdf", report_filename(kept.last_day), how="inline")


@blueprint.post("/copies/<public_id:copy_id>/locked.pdf")
def locked_copy(copy_id: str) -> Response | tuple[str, int]:
    """The same pages behind a password, of which nothing is kept."""
    kept = open_copy(session, current_identity, copy_id)
    form = LockForm()
    if not form.validate_on_submit():
        return _page(kept, HandOutForm(None), form), form.status
    note_shown((kept.couple.public_id,))
    pages = lock(kept.pages, form.password.data or "")
    return file_answer(pages, "application/pdf", report_filename(kept.last_day))


@blueprint.post("/copies/<public_id:copy_id>/hand-out")
def hand_out_copy(copy_id: str) -> Response | tuple[str, int]:
    """Let whoever it was made for open it."""
    kept = get_copy(session, current_identity, copy_id)
    form = HandOutForm()
    if form.validate_on_submit():
        with told_on(form):
            services.hand_out(session, current_identity, copy_id)
            confirm_paper(session, current_identity, kept.couple)
            flash(_("Handed out."))
            return redirect(url_for(".copy", copy_id=copy_id))
    return _page(kept, form, LockForm(None)), form.status


@blueprint.post("/copies/<public_id:copy_id>/take-back")
def take_copy_back(copy_id: str) -> Response:
    """Take it from whoever has it, and let its words go."""
    kept = services.take_back(session, current_identity, copy_id)
    flash(_("It is gone, and nobody can open it any more."))
    return redirect(url_for(".copies", couple_id=kept.couple.public_id))


def _list(look: Session, couple: Couple, form: CopyForm, one: OneReportForm) -> str:
    return render_template(
        "counselor/copies.html",
        couple=couple,
        form=form,
        one=one,
        lines=lines_of_sections(one, PROGRESS),
        kept=sets_of(list_copies(look, current_identity, couple)),
        whose=whose,
        asks_first=asks_before_paper(look, current_identity, couple),
        key=new_press(),
    )


def _keep(couple_id: str, form: CopyForm, made: Sequence[Made], design: str) -> str:
    """Keep what was made, and that the counselor was asked first where the page does that."""
    couple = get_couple(session, current_identity, couple_id)
    first, last = form.days
    kept = services.keep(
        session,
        current_identity,
        couple,
        made,
        reader=form.reader,
        first=first,
        last=last,
        token=this_press(),
        design=design,
    )
    confirm_paper(session, current_identity, couple)
    return kept[0].public_id


def _page(kept: KeptCopy, form: HandOutForm, lock_form: LockForm) -> str:
    together = list_of_press(session, current_identity, kept.token)
    is_whole = all(still_holds(session, each) for each in together)
    if is_whole:
        note_shown((kept.couple.public_id,))
    return render_template(
        "counselor/copy.html",
        copy=kept,
        couple=kept.couple,
        together=together,
        whose=whose,
        parting=find_parting(session, current_identity, kept.couple),
        is_whole=is_whole,
        why_not_shown=services.why_not_shown(),
        outline=outline_of(kept) if is_whole else None,
        form=form,
        lock_form=lock_form,
    )
