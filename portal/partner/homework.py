"""One piece of homework before it is begun, and beginning it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.exercises.definition import Part
from couples.repairs.queries import find_repair_of_acts
from couples.submissions import doubts, drafts, handing_in
from couples.submissions.handing_in import AlreadySubmittedError
from couples.submissions.readiness import is_asked_first
from couples.submissions.typed import InvalidAnswersError, Typed
from couples.wording import gettext as _
from portal.access import current_identity
from portal.browsers import this_browser
from portal.database import session
from portal.forms.growing import one_more
from portal.forms.sent import read
from portal.partner import blueprint
from portal.partner.before import begin_if_ready
from portal.partner.briefing import briefing_of
from portal.partner.presses import this_press
from portal.partner.taps import Tap, prefix_of, tap_for
from portal.partner.us import Us, us_of
from portal.partner.work import list_work


@blueprint.get("/homework/<public_id:assignment_id>")
def homework(assignment_id: str) -> str:
    """What it is, how long it takes and who will see what, before a word is written."""
    us = us_of(session, current_identity)
    assignment = get_assignment(session, current_identity, assignment_id)
    briefing = briefing_of(session, us, assignment)
    return render_template("partner/homework.html", us=us, briefing=briefing)


@blueprint.post("/homework/<public_id:assignment_id>/start")
def start_homework(assignment_id: str) -> Response:
    """Begin, or go on with what was begun."""
    part = Part.LOG if request.form.get("part") == Part.LOG else Part.MAIN
    assignment = get_assignment(session, current_identity, assignment_id)
    repair = find_repair_of_acts(session, current_identity, assignment)
    if repair is not None:
        return redirect(url_for(".repair", repair_id=repair.public_id))
    if is_asked_first(assignment, part):
        return begin_if_ready(assignment)
    draft = drafts.start(session, current_identity, assignment_id, part)
    doubts.note_begun(draft, this_browser())
    session.flush()
    return redirect(url_for(".draft", draft_id=draft.public_id))


@blueprint.get("/homework/<public_id:assignment_id>/check-in")
def check_in(assignment_id: str) -> str:
    """The check-off on a page of its own."""
    us = us_of(session, current_identity)
    assignment = get_assignment(session, current_identity, assignment_id)
    tap = _tap(us, assignment, Part.LOG)
    return render_template("partner/check-in.html", us=us, tap=tap)


@blueprint.post("/homework/<public_id:assignment_id>/check-in")
def note_check_in(assignment_id: str) -> Response | str | tuple[str, int]:
    """Note at once that a ritual was done, or not."""
    assignment = get_assignment(session, current_identity, assignment_id)
    typed = read(assignment.definition, Part.LOG, request.form, prefix=prefix_of(assignment))
    if lines := one_more(prefix_of(assignment)):
        return _check_in_again(assignment, typed, lines=lines)
    try:
        noted = handing_in.check_in(
            session,
            current_identity,
            assignment_id,
            answers=typed.answers,
            audiences=typed.audiences,
            key=this_press(),
            occurrence=request.form.get("occurrence"),
        )
    except InvalidAnswersError as error:
        return _check_in_again(assignment, typed, error.problems), 422
    doubts.note_handed_in(noted, this_browser())
    flash(_("Noted."))
    return redirect(url_for(".this_week"))


def _check_in_again(
    assignment: Assignment,
    typed: Typed,
    problems: Mapping[str, str] | None = None,
    lines: Mapping[str, int] | None = None,
) -> str:
    us = us_of(session, current_identity)
    tap = _tap(us, assignment, Part.LOG, typed=typed, problems=problems, lines=lines)
    return render_template("partner/check-in.html", us=us, tap=tap)


def _tap(
    us: Us,
    assignment: Assignment,
    part: Part,
    *,
    typed: Typed | None = None,
    problems: Mapping[str, str] | None = None,
    lines: Mapping[str, int] | None = None,
) -> Tap:
    works = [work for work in list_work(session, us, [assignment]) if work.part is part]
    taps = [tap_for(work, us, typed=typed, problems=problems, lines=lines) for work in works]
    tap = next(filter(None, taps), None)
    if tap is None:
        raise AlreadySubmittedError(
            _("You have noted this already, or it is not scheduled at the moment.")
        )
    return tap
