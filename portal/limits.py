"""
How often one person may ask for what keeps a processor busy: paper, and whole records.

It is counted for all workers together and long before anybody at work would notice. A page
is never limited, so nobody waits for their words. Arranging how papers look has a count of
its own, so that it never keeps anybody from the brief for their next session; and so have
the names that somebody says in an emergency, so that nobody guesses who comes to a colleague.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, make_response, render_template, request
from flask_login import current_user

from couples.people import throttle
from couples.people.throttle import Trial
from couples.wording import gettext as _
from couples.wording import ngettext
from portal.database import writing
from portal.kept import typed_words

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

DESIGNING = frozenset(
    {
        (method, f"counselor.{name}")
        for method in ("GET", "POST")
        for name in ("design_preview", "report_design_preview", "letterhead_preview")
    }
)
"""What is printed for a trial, and about nobody; so is a logo, when one comes."""


NAMING = ("POST", "counselor.stand_in")


def init_app(app: Flask) -> None:
    """Count before any work is done."""
    app.before_request(_count)


def _count() -> Response | None:
    trial_of = _counted_by()
    if trial_of is None or not current_user.is_authenticated:
        return None
    with writing() as own:
        trial = trial_of(current_user.signed_in.person_public_id)
        seconds = throttle.admit(own, trial)
    if not seconds:
        return None
    sentence = _too_soon(seconds)
    page = render_template(
        "errors/error.html", title=_("One moment"), sentence=sentence, words=typed_words()
    )
    answer = make_response(page, 429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _too_soon(seconds: int) -> str:
    if (request.method, request.endpoint) == NAMING:
        return ngettext(
            "These were several names in a short time. Try again in %(num)s second.",
            "These were several names in a short time. Try again in %(num)s seconds.",
            seconds,
        )
    return ngettext(
        "You asked for a great deal of paper just now. Try again in %(num)s second.",
        "You asked for a great deal of paper just now. Try again in %(num)s seconds.",
        seconds,
    )


def _counted_by() -> Callable[[str], Trial] | None:
    """What counts this request, if anything does."""
    asked = (request.method, request.endpoint)
    brings_logo = asked == ("POST", "counselor.letterhead") and request.files.get("logo")
    if asked == NAMING:
        return throttle.names_trial
    if asked in DESIGNING or brings_logo:
        return throttle.design_trial
    is_paper = request.url_rule is not None and request.url_rule.rule.endswith(".pdf")
    is_costly = asked in COSTLY or (is_paper and request.method in {"GET", "POST"})
    return throttle.work_trial if is_costly else None
