"""Changing one couple's course: pause it, repeat a week, open, leave out or move a step."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.programmes import changing
from couples.programmes.board import title_of
from couples.programmes.models import Enrolment, EnrolmentChange
from couples.programmes.queries import get_enrolment
from couples.programmes.shelf import load_shelf
from couples.programmes.vocabulary import Change
from couples.wording import gettext as _
from portal.access import current_identity
from portal.counselor import blueprint
from portal.database import session
from portal.forms.course import CourseChangeForm, change_form
from portal.forms.refusals import status_of, told_on


@blueprint.route("/enrolments/<public_id:enrolment_id>/change", methods=["GET", "POST"])
def change_enrolment(enrolment_id: str) -> str | tuple[str, int] | Response:
    """Say what to change and why; the reason stays with the counselor."""
    found = get_enrolment(session, current_identity, enrolment_id)
    step, week = request.args.get("step", ""), request.args.get("week", 0, int)
    form = change_form(found, step=bool(step), week="week" in request.args)
    if form.validate_on_submit():
        with told_on(form):
            _act(found, form, step, week)
            flash(_("The course is changed."))
            return redirect(url_for(".enrolment", enrolment_id=enrolment_id))
    return _page(found, form, step), status_of(form)


def _act(found: Enrolment, form: CourseChangeForm, step: str, week: int) -> None:
    who, id_, reason = current_identity, found.public_id, form.reason.data or ""
    match Change(form.change.data):
        case Change.OPEN:
            changing.open_now(session, who, id_, step, reason=reason)
        case Change.SKIP:
            changing.skip(session, who, id_, step, reason=reason)
        case Change.MOVE:
            to_week = int(form.to_week.data)
            changing.move(session, who, id_, step, week=to_week, reason=reason)
        case Change.REPEAT:
            changing.repeat(session, who, id_, week=week, reason=reason)
        case Change.GO_ON:
            changing.go_on(session, who, id_, week=week, reason=reason)
        case Change.PAUSE:
            changing.pause(session, who, id_, reason=reason)
        case Change.RESUME:
            changing.resume(session, who, id_, reason=reason)
        case Change.END:
            changing.end(session, who, id_, reason=reason)


def _page(found: Enrolment, form: CourseChangeForm, step: str) -> str:
    row = next((row for row in found.steps if row.public_id == step), None)
    if row is not None:
        about = title_of(row, load_shelf(session, current_identity))
    elif "week" in request.args:
        about = _("Week %(number)s", number=request.args.get("week", 0, int))
    else:
        about = _("The whole course")
    return render_template(
        "counselor/course-change.html", enrolment=found, couple=found.couple, about=about, form=form
    )


def change_words(change: EnrolmentChange) -> str:
    """What was changed, as the course's page says it."""
    words: dict[Change, Any] = {
        Change.PAUSE: _("Paused"),
        Change.RESUME: _("Resumed"),
        Change.SKIP: _("Left a step out"),
        Change.OPEN: _("Opened a step"),
        Change.MOVE: _("Moved a step to week %(week)s", week=change.week),
        Change.REPEAT: _("Repeated week %(week)s", week=change.week),
        Change.GO_ON: _("Went on to week %(week)s", week=change.week),
        Change.END: _("Ended"),
    }
    return str(words[change.change])
