"""The page that a partner begins with."""

from __future__ import annotations

from flask import render_template

from portal.access import current_identity
from portal.database import session
from portal.forms.pauses import when_words
from portal.partner import blueprint
from portal.partner.copies import was_handed_one_lately
from portal.partner.days import rest_words, session_words
from portal.partner.hand_overs import shown, told_to
from portal.partner.handed_in import lines_of, list_own
from portal.partner.presses import new_press
from portal.partner.sending import sent_just_now
from portal.partner.us import us_of
from portal.partner.week import week_of


@blueprint.get("/this-week")
def this_week() -> str:
    """What there is to do, the most important first, and what was done lately."""
    us = us_of(session, current_identity)
    week = week_of(session, us)
    words = session_words(week.session_at) if week.session_at else None
    return render_template(
        "partner/this-week.html",
        us=us,
        week=week,
        session_words=words,
        **shown(us, told_to(us)),
        has_report=was_handed_one_lately(),
        rest_words=rest_words,
        when_words=when_words,
        sent=sent_just_now(current_identity),
        key=new_press(),
    )


@blueprint.get("/handed-in")
def handed_in() -> str:
    """Everything the viewer ever handed in, newest first."""
    us = us_of(session, current_identity)
    lines = lines_of(session, us, list_own(session, us))
    return render_template("partner/handed-in.html", us=us, lines=lines)
