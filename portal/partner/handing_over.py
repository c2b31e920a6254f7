"""Handing the one phone over: a page that covers everything, and the other's last questions."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from couples.exercises.definition import Part
from couples.submissions.typed import InvalidAnswersError, Typed
from couples.talks import handing_over
from couples.talks.handing_over import asked_over, get_to_hand_over
from couples.talks.models import Talk
from portal.access import current_identity
from portal.database import session
from portal.forms.answers import AnswersForm, build_form
from portal.forms.sent import read
from portal.partner import blueprint
from portal.partner.presses import new_press, this_press
from portal.partner.talk_page import only
from portal.partner.us import Us, us_of
from portal.promises import above, readers

UNFIT = 422


@blueprint.get("/talks/<public_id:talk_id>/hand-over")
def hand_over(talk_id: str) -> str:
    """A cover before and after; between the two, the other’s last questions."""
    talk = get_to_hand_over(session, current_identity, talk_id)
    us = us_of(session, current_identity)
    if talk.handed_over_at is not None or "done" in request.args:
        return render_template("partner/talk-cover.html", us=us, talk=talk, is_done=True)
    if "open" in request.args:
        return _questions(us, talk, Typed())
    return render_template("partner/talk-cover.html", us=us, talk=talk, is_done=False)


@blueprint.post("/talks/<public_id:talk_id>/hand-over")
def take_over(talk_id: str) -> Response | tuple[str, int]:
    """Hand in as the other, and cover everything again."""
    talk = get_to_hand_over(session, current_identity, talk_id)
    asked = only(talk.assignment.definition, asked_over(session, current_identity, talk))
    typed = read(asked, Part.MAIN, request.form)
    try:
        handing_over.hand_over(session, current_identity, talk_id, typed=typed, key=this_press())
    except InvalidAnswersError as error:
        us = us_of(session, current_identity)
        return _questions(us, talk, typed, error.problems), UNFIT
    return redirect(url_for(".hand_over", talk_id=talk_id, done="1"))


def _questions(us: Us, talk: Talk, typed: Typed, problems: Mapping[str, str] | None = None) -> str:
    """The questions with the names as the other would read them."""
    them = Us(us.couple, us.other)
    form = _form(them, talk, typed, problems)
    return render_template(
        "partner/talk-hand-over.html",
        us=us,
        them=them,
        talk=talk,
        form=form,
        promises={p.question.key: above(p.question, them.names) for p in form.prompts},
        key=new_press(),
    )


def _form(them: Us, talk: Talk, typed: Typed, problems: Mapping[str, str] | None) -> AnswersForm:
    return build_form(
        only(talk.assignment.definition, asked_over(session, current_identity, talk)),
        Part.MAIN,
        typed,
        people=them.people(them.viewer.person_id),
        readers=readers(them.names),
        problems=problems,
    )
