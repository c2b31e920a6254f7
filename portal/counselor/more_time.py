"""More time for homework that runs: choose it, see what it comes to, give it, take it back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.assignments import extending
from couples.assignments.calendar import load_calendar
from couples.assignments.extending import ExtensionPlan
from couples.assignments.models import Assignment
from couples.assignments.queries import list_assignments
from couples.caseload.models import Couple
from couples.caseload.queries import get_couple
from couples.progress.outlook import Outlook, look_ahead
from couples.wording import gettext as _
from couples.wording import ngettext
from portal.access import current_identity
from portal.counselor import blueprint
from portal.counselor.rehearsed import typed_so_far
from portal.database import session
from portal.forms.assign import new_token
from portal.forms.more_time import MoreTimeForm, more_time_form
from portal.forms.refusals import status_of, told_on


@blueprint.route("/more-time", methods=["GET", "POST"])
def more_time() -> str | tuple[str, int]:
    """Say what, and how much later; the answer says what would be due when."""
    running = _running()
    form = _form(running)
    if request.form.get("step") != "change" and form.validate_on_submit():
        with told_on(form):
            wanted = form.wanted(running)
            return _rehearsal(extending.rehearse_extension(session, current_identity, wanted))
    return _page(running, form), status_of(form)


@blueprint.post("/more-time/batches")
def give_more_time() -> str | tuple[str, int] | Response:
    """Give it, once for each press of the button, however often the press arrives."""
    running = _running()
    form = _form(running)
    if form.validate_on_submit():
        with told_on(form):
            token = form.token.data or new_token()
            wanted = form.wanted(running)
            batch = extending.extend(session, current_identity, wanted, token=token)
            return redirect(url_for(".extension_batch", extension_batch_id=batch.public_id))
    return _page(running, form), status_of(form)


@blueprint.get("/more-time/<public_id:extension_batch_id>")
def extension_batch(extension_batch_id: str) -> str:
    """What was given more time, with what was said at first, and taking it back."""
    batch = extending.get_extension_batch(session, current_identity, extension_batch_id)
    given = extending.list_extensions(session, current_identity, batch_id=batch.id)
    return render_template("counselor/extension-batch.html", batch=batch, given=given)


@blueprint.post("/more-time/<public_id:extension_batch_id>/undo")
def undo_extension_batch(extension_batch_id: str) -> Response:
    """Let everything be due as it was before."""
    count = extending.undo_extension(session, current_identity, extension_batch_id)
    flash(
        ngettext("Taken back for %(num)s piece.", "Taken back for %(num)s pieces.", count)
        if count
        else _("This was taken back already.")
    )
    return redirect(url_for(".extension_batch", extension_batch_id=extension_batch_id))


def _running() -> list[Assignment]:
    """What runs and has a day that could be put off; of one couple where the page names it."""
    couple = _couple()
    ids = [couple.id] if couple else None
    running = list_assignments(session, current_identity, couple_ids=ids, running=True)
    couples = list({each.couple_id: each.couple for each in running}.values())
    calendar = load_calendar(session, current_identity, couples, running)
    dated = [(each, calendar.deadlines(each)) for each in running]
    return [each for each, dates in dated if dates.due_on or dates.cut_off_on]


def _couple() -> Couple | None:
    wanted = request.args.get("couple")
    return get_couple(session, current_identity, wanted) if wanted else None


def _form(running: list[Assignment]) -> MoreTimeForm:
    return more_time_form(running, _couple(), request.args.getlist("assignment"))


def _page(running: list[Assignment], form: MoreTimeForm) -> str:
    couples = {each.couple_id: each.couple for each in running}
    groups = [(c, [a for a in running if a.couple_id == id_]) for id_, c in couples.items()]
    return render_template("counselor/more-time.html", groups=groups, form=form, couple=_couple())


def _rehearsal(plans: list[ExtensionPlan]) -> str:
    """Everything that was typed goes along, so that the next press needs nothing else."""
    kept = typed_so_far()
    getting = [plan for plan in plans if plan.skipped is None]
    return render_template(
        "counselor/more-time-rehearsal.html",
        getting=getting,
        skipped=[plan for plan in plans if plan.skipped is not None],
        outlook=_outlook(getting),
        changed=[plan.assignment.public_id for plan in getting],
        couple=_couple(),
        kept=kept,
        token=new_token(),
    )


def _outlook(getting: list[ExtensionPlan]) -> Outlook | None:
    """Day by day where it is about one couple; for many there is a page each."""
    couples = {plan.assignment.couple.public_id for plan in getting}
    if len(couples) != 1:
        return None
    more = [extending.as_planned(plan) for plan in getting]
    return look_ahead(session, current_identity, couples.pop(), more_time=more)
