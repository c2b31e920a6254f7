"""A guided talk: beginning it, its turns, standing still, and stopping."""

from __future__ import annotations

import re
from contextlib import suppress

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.assignments.models import Assignment
from couples.assignments.queries import get_assignment
from couples.errors import ConflictError, NotFoundError
from couples.exercises.definition import Part
from couples.safety.queries import is_held
from couples.submissions.queries import find_draft
from couples.submissions.readiness import NotReadyError
from couples.submissions.typed import Typed
from couples.talks import services, writing
from couples.talks.models import Talk, TalkWords
from couples.talks.queries import find_open, find_stranded, get_talk, is_guided
from couples.talks.writing import asked_in
from couples.wording import gettext as _
from portal.access import current_identity
from portal.database import session
from portal.forms.growing import one_more
from portal.forms.sent import read
from portal.forms.talk import ONE, BeginTalkForm
from portal.partner import blueprint
from portal.partner.beginnings import AUTOSAVE
from portal.partner.lines import place_of, wanted_lines
from portal.partner.presses import new_press, own_saves, seen_revision, this_press
from portal.partner.talk_page import TalkPage, only, talk_page, whose_turns
from portal.partner.talk_words import KEEP_MINE, Refused, is_kept, left_over
from portal.partner.us import Us, us_of

CONFLICT = 409
LENGTH = 20
"""Minutes of a time-out that is started from a talk; more can be asked for in it."""


@blueprint.route("/homework/<public_id:assignment_id>/talk", methods=["GET", "POST"])
def begin_talk(assignment_id: str) -> Response | tuple[str, int]:
    """What to expect of the talk, who begins, and on which phone; or the one that was begun."""
    us = us_of(session, current_identity)
    assignment = get_assignment(session, current_identity, assignment_id)
    if not is_guided(assignment):
        raise NotFoundError
    found = find_open(session, current_identity, assignment)
    if found is not None:
        return redirect(url_for(".talk", talk_id=found.public_id))
    form = BeginTalkForm.between(_the_two(us))

    if form.validate_on_submit():
        return _begun(assignment, form)

    page = render_template(
        "partner/talk-begin.html", us=us, assignment=assignment, form=form, whose=whose_turns()
    )
    return page, form.status


def _the_two(us: Us) -> list[tuple[str, str]]:
    """Both partners by their public ids, whoever looks first."""
    people = sorted(us.couple.partners, key=lambda one: one.id != us.viewer.person_id)
    return [(person.public_id, person.name or "") for person in people]


def _begun(assignment: Assignment, form: BeginTalkForm) -> Response:
    try:
        begun = services.begin(
            session,
            current_identity,
            assignment.public_id,
            first=str(form.first.data),
            is_on_one_phone=form.phones.data == ONE,
        )
    except NotReadyError:
        return redirect(url_for(".before", assignment_id=assignment.public_id))
    session.flush()
    return redirect(url_for(".talk", talk_id=begun.public_id))


@blueprint.get("/talks/<public_id:talk_id>")
def talk(talk_id: str) -> str:
    """The turn that it is; or, after the last one, where each goes on alone."""
    try:
        return _page(get_talk(session, current_identity, talk_id))
    except NotFoundError:
        return _let_go_page(talk_id)


def _let_go_page(talk_id: str) -> str:
    """What the viewer wrote in a talk that was let go, if it could go nowhere else."""
    us = us_of(session, current_identity)
    left = left_over(us, talk_id)
    if left is None:
        raise NotFoundError
    gone, words = left
    return render_template(
        "partner/talk-let-go.html", us=us, assignment=gone.assignment, left_over=words
    )


@blueprint.post("/talks/<public_id:talk_id>/words")
def write_in_talk(talk_id: str) -> Response | tuple[Response | str, int]:
    """Keep what was typed in this turn, and go on where that was pressed."""
    found = get_talk(session, current_identity, talk_id)
    turn, action = _shown_turn(), request.form.get("action", "")
    shown = only(found.assignment.definition, asked_in(found, turn))
    typed = read(shown, Part.MAIN, request.form)
    try:
        words = _keep(talk_id, typed, turn, action)
    except ConflictError as conflict:
        return _refused(found, Refused(typed, asked_in(found, turn), conflict))
    if AUTOSAVE in request.headers:
        return jsonify(revision=words.revision, words=_("Saved"))
    if more := one_more():
        lines, line = place_of(more)
        return redirect(url_for(".talk", talk_id=talk_id, lines=lines, _anchor=line))
    return _do(talk_id, action, turn)


def _keep(talk_id: str, typed: Typed, turn: int, action: str) -> TalkWords:
    seen, own = _revision(action), own_saves()
    return writing.keep(
        session, current_identity, talk_id, typed=typed, turn=turn, revision=seen, own=own
    )


def _do(talk_id: str, action: str, turn: int) -> Response:
    """What the pressed button says, after what was typed is kept."""
    match action:
        case "go-on":
            # The other may have started a time-out meanwhile; the words are kept all the same.
            with suppress(ConflictError):
                services.go_on(session, current_identity, talk_id, turn=turn)
        case "pause":
            return pause_talk(talk_id)
        case "stop":
            return stop_talk(talk_id)
    return _after(talk_id)


@blueprint.post("/talks/<public_id:talk_id>/go-on")
def go_on_with_talk(talk_id: str) -> Response:
    """Go to the next turn, from a page on which nothing is written."""
    services.go_on(session, current_identity, talk_id, turn=_shown_turn())
    return _after(talk_id)


@blueprint.post("/talks/<public_id:talk_id>/stop")
def stop_talk(talk_id: str) -> Response:
    """Stop for today."""
    stopped = services.stop(session, current_identity, talk_id, turn=_shown_turn())
    if stopped.halted_at is not None:
        flash(_("You stopped in time. What you wrote is kept here, for another day."))
    return _after(talk_id)


@blueprint.post("/talks/<public_id:talk_id>/pause")
def pause_talk(talk_id: str) -> Response:
    """Start a time-out from here; the talk waits at the same turn."""
    services.pause(session, current_identity, talk_id, minutes=LENGTH, token=this_press())
    return _after(talk_id)


@blueprint.post("/talks/<public_id:talk_id>/take-up")
def take_up_talk(talk_id: str) -> Response:
    """Go on at the same turn."""
    services.take_up(session, current_identity, talk_id)
    return _after(talk_id)


@blueprint.post("/talks/<public_id:talk_id>/let-go")
def let_talk_go(talk_id: str) -> Response:
    """Let a talk go that was not finished."""
    found = get_talk(session, current_identity, talk_id)
    services.let_go(session, current_identity, talk_id)
    flash(_("You let this talk go. You can begin another one whenever you like."))
    if find_stranded(session, current_identity, talk_id) is not None:
        return _after(talk_id)
    return redirect(url_for(".homework", assignment_id=found.assignment.public_id))


def _after(talk_id: str) -> Response:
    return redirect(url_for(".talk", talk_id=talk_id))


def _shown_turn() -> int:
    """The number of the turn that the sender's page showed; none is one that is over."""
    text = request.form.get("turn", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("100") else -1


def _revision(action: str) -> int:
    """The newest words that the sender knows: those on the page, or those they write over."""
    known = re.fullmatch(KEEP_MINE + r"(\d{1,9})", action)
    return int(known[1]) if known else seen_revision()


def _refused(found: Talk, refused: Refused) -> Response | tuple[Response | str, int]:
    """The page as it is now with what was typed, and why it was not kept."""
    if AUTOSAVE in request.headers:
        return jsonify(reason="conflict"), CONFLICT
    if refused.is_over and is_kept(found, refused.typed):
        return _after(found.public_id)
    return _page(found, refused), CONFLICT


def _page(found: Talk, refused: Refused | None = None) -> str:
    us = us_of(session, current_identity)
    page = talk_page(session, us, found)
    words = refused.to_copy(page) if refused else ""
    if is_held(session, current_identity, found.assignment):
        return render_template("partner/talk-resting.html", us=us, page=page, words=words)
    if found.ended_at is not None:
        return _over(page, words, refused)
    shown = refused.typed if refused and not refused.is_over else None
    return render_template(
        "partner/talk.html",
        us=us,
        page=page,
        form=page.form(shown, wanted_lines()) if page.is_mine else None,
        refused=refused,
        words=words,
        revision=seen_revision() if refused and refused.saved else page.revision,
        key=new_press(),
    )


def _over(page: TalkPage, words: str, refused: Refused | None) -> str:
    us, found = page.us, page.talk
    left = left_over(us, found.public_id)
    return render_template(
        "partner/talk-over.html",
        us=us,
        page=page,
        draft=find_draft(session, us.viewer, found.assignment, Part.MAIN, found.occurrence),
        left_over=left and left[1],
        words="\n\n".join(filter(None, (left and left[1], words))),
        refused=refused,
    )
