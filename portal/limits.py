"""
How often one person may ask for what keeps a processor busy: paper, and whole records.

It is counted for all workers together and long before anybody at work would notice. A page
is never limited, so nobody waits for their words.
"""

from __future__ import annotations

from flask import Flask, Response, make_response, render_template, request
from flask_login import current_user

from couples.people import throttle
from couples.wording import gettext as _
from couples.wording import ngettext
from portal.database import writing

COSTLY = frozenset(
    {
        ("POST", "account.record"),
        ("POST", "account.say_yes_to_shared_record"),
        ("POST", "account.take_shared_record"),
        ("POST", "counselor.copies"),
        ("POST", "counselor.partners_record"),
        ("POST", "counselor.couples_record"),
    }
)
"""What costs as much as paper, by method and page; addresses that end in .pdf are paper."""


def init_app(app: Flask) -> None:
    """Count before any work is done."""
    app.before_request(_count)


def _count() -> Response | None:
    if not _is_costly() or not current_user.is_authenticated:
        return None
    with writing() as own:
        trial = throttle.work_trial(current_user.signed_in.person_public_id)
        seconds = throttle.admit(own, trial)
    if not seconds:
        return None
    sentence = ngettext(
        "You asked for a great deal of paper just now. Try again in %(num)s second.",
        "You asked for a great deal of paper just now. Try again in %(num)s seconds.",
        seconds,
    )
    page = render_template("errors/error.html", title=_("One moment"), sentence=sentence, words="")
    answer = make_response(page, 429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _is_costly() -> bool:
    if (request.method, request.endpoint) in COSTLY:
        return True
    is_paper = request.url_rule is not None and request.url_rule.rule.endswith(".pdf")
    return is_paper and request.method in {"GET", "POST"}
