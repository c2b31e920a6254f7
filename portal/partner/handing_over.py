"""Handing the one phone over: a page that covers everything, and the other's last questions."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from flask import jsonify, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from couples.errors import DomainError
from couples.exercises.definition import Part
from couples.submissions.typed import InvalidAnswersError, Typed
from couples.talks import handing_over
from couples.talks.handing_over import asked_over, get_covered, get_to_hand_over
from couples.talks.models import Talk
from portal import sealed_for
from portal.access import current_identity
from portal.database import after_commit, session
from portal.forms.answers import build_form
from portal.forms.growing import one_more
from portal.forms.sent import read
from portal.partner import blueprint, covering
from portal.partner.presses import new_press, this_press
from portal.partner.talk_page import only
from portal.partner.us import Us, us_of
from portal.promises import above, readers

UNFIT = 422
COVER = "cover"
"""The button that hands nothing in, and keeps what was typed for whoever typed it."""
KEEP = "keep"
"""What the script of the page sends while somebody types: it answers with no word of it."""

_LONGEST = 200


@blueprint.get("/talks/<public_id:talk_id>/hand-over")
def hand_over(talk_id: str) -> str:
    """A cover before and after; between the two, the other’s last questions."""
    talk = get_covered(session, current_identity, talk_id)
    us = us_of(session, current_identity)
    if talk.handed_over_at is not None or "done" in request.args:
        return render_template("partner/talk-cover.html", us=us, talk=talk, is_done=True)
    get_to_hand_over(session, current_identity, talk_id)
    if "open" in request.args:
        return _questions(us, talk, _new_page(talk), Typed())
    return render_template("partner/talk-cover.html", us=us, talk=talk, is_done=False)


@blueprint.post("/talks/<public_id:talk_id>/hand-over")
def take_over(talk_id: str) -> Response | str | tuple[str, int]:
    """Hand in as the other, and cover everything again, whatever comes of it."""
    talk, key = get_covered(session, current_identity, talk_id), this_press()
    if covering.was_seen(key):
        return _covered(talk_id)
    typed = _typed(talk)
    if sealed_for.SEALED in request.form:  # Opened to be kept, and for no page that shows it.
        _keep(talk_id, typed)
        return _cover_for_good(talk_id, key)
    try:
        if lines := one_more():
            return _one_more_line(talk, typed, lines)
        if request.form.get("action") == KEEP:
            return _beside(talk_id, typed)
        _take(talk_id, typed, key)
    except InvalidAnswersError as error:
        return _again(talk, typed, error.problems), UNFIT
    except DomainError:
        _keep(talk_id, typed)
    return _cover_for_good(talk_id, key)


def _take(talk_id: str, typed: Typed, key: str) -> None:
    """Hand in what was typed, or keep it where its author pressed that."""
    if request.form.get("action") == COVER:
        _keep(talk_id, typed)
        return
    with session.begin_nested():
        handing_over.hand_over(
            session, current_identity, talk_id, typed=typed, key=key, page=_page()
        )


def _one_more_line(talk: Talk, typed: Typed, lines: Mapping[str, int]) -> str:
    """The same page with room for another line, as long as its questions may be seen at all."""
    _beside(talk.public_id, typed)
    get_to_hand_over(session, current_identity, talk.public_id)
    return _again(talk, typed, lines=lines)


def _again(
    talk: Talk,
    typed: Typed,
    problems: Mapping[str, str] | None = None,
    lines: Mapping[str, int] | None = None,
) -> str:
    """The questions with what was typed, which a browser that goes back does not show again."""
    covering.remember(this_press())
    us = us_of(session, current_identity)
    return _questions(us, talk, _page(), typed, problems=problems, lines=lines)


def _typed(talk: Talk) -> Typed:
    asked = only(talk.assignment.definition, asked_over(session, current_identity, talk))
    is_sealed = sealed_for.SEALED in request.form
    sent = sealed_for.opened(_author_of(talk)) if is_sealed else request.form
    return read(asked, Part.MAIN, sent)


def _author_of(talk: Talk) -> str:
    """The public id of the one who writes here, whose phone it is not."""
    return talk.assignment.couple.other_partner(current_identity.person_id).public_id


def _keep(talk_id: str, typed: Typed) -> None:
    """What could not be handed in is the other’s all the same, in their draft or beside it."""
    try:
        with session.begin_nested():
            handing_over.keep(session, current_identity, talk_id, typed=typed, page=_page())
    except DomainError:
        with suppress(DomainError), session.begin_nested():
            _beside(talk_id, typed)


def _beside(talk_id: str, typed: Typed) -> Response:
    handing_over.keep_beside(session, current_identity, talk_id, typed=typed, page=_page())
    return jsonify(kept=True)


def _new_page(talk: Talk) -> str:
    return sealed_for.new_page(_author_of(talk), current_user.signed_in.person_public_id)


def _page() -> str:
    """The name of the page that was typed on, which it keeps while its answers are put right."""
    return request.form.get(sealed_for.PAGE, "")[:_LONGEST] or new_press()


def _cover_for_good(talk_id: str, key: str) -> Response:
    """The cover, which this press finds again whenever it is sent once more."""
    after_commit(lambda: covering.remember(key))
    return _covered(talk_id)


def _covered(talk_id: str) -> Response:
    return redirect(url_for(".hand_over", talk_id=talk_id, done="1"))


def _questions(
    us: Us,
    talk: Talk,
    name: str,
    typed: Typed,
    *,
    problems: Mapping[str, str] | None = None,
    lines: Mapping[str, int] | None = None,
) -> str:
    """The questions with the names as the other would read them."""
    them = Us(us.couple, us.other)
    form = build_form(
        only(talk.assignment.definition, asked_over(session, current_identity, talk)),
        Part.MAIN,
        typed,
        people=them.people(them.viewer.person_id),
        readers=readers(them.names),
        problems=problems,
        lines=lines,
    )
    return render_template(
        "partner/talk-hand-over.html",
        us=us,
        them=them,
        talk=talk,
        form=form,
        promises={p.question.key: above(p.question, them.names) for p in form.prompts},
        key=new_press(),
        name=name,
    )
