"""
What goes wrong, in a plain sentence, with the right status, and with the words kept.

Hidden looks like missing: both are the same page. Where the database is gone, or
we are at fault, the page needs neither it nor anybody's session.
"""

from __future__ import annotations

import traceback
from types import TracebackType

from babel.support import LazyProxy
from flask import Flask, current_app, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from couples.encryption import DecryptionError
from couples.errors import DomainError, NotAllowedError, NotFoundError
from couples.people.invitations import InvitationOverError
from couples.people.resets import ResetOverError
from couples.wording import lazy_gettext as _
from portal import alarm, stale
from portal.database import UNAVAILABLE
from portal.intake import ForeignFormError, UnstorableTextError
from portal.kept import typed_words
from reports.failures import ReportError

Sentences = tuple[LazyProxy, LazyProxy]

_NOT_FOUND: Sentences = (
    _("We could not find that page"),
    _("It may have moved, or it is not yours to open."),
)
_STALE: Sentences = (
    _("This page was open while something changed"),
    _("Nothing was saved. Go back, load the page again, and send it once more."),
)
_UNREADABLE: Sentences = (
    _("We could not read that"),
    _("Nothing was saved. Go back and try once more."),
)
_UNPRINTED: Sentences = (
    _("This could not be printed"),
    _("Nothing is lost: all of it is on the screen. Try it once more, or choose fewer days."),
)
_BY_STATUS: dict[int, Sentences] = {
    404: _NOT_FOUND,
    405: (_("That does not work from here"), _("Go back and use the page itself.")),
    413: (
        _("That was too much at once"),
        _("Nothing was saved. Shorten it, or send it in parts."),
    ),
}
_BY_ERROR: dict[type[Exception], Sentences] = {
    CSRFError: _STALE,
    ForeignFormError: (
        _("This came from another site"),
        _("Nothing was changed. Open Mendwell itself and do it there."),
    ),
    UnstorableTextError: (
        _("There is a character in it that cannot be kept"),
        _("Nothing was saved. Copy your words, take out what looks odd, and send them again."),
    ),
}


class Portal(Flask):
    """Flask, but its log says where something failed and never what was in it."""

    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]
    ) -> None:
        """Leave out the path and the message: either may hold a secret or somebody's words."""
        kind, _error, where = exc_info
        name = kind.__name__ if kind else "?"
        lines = "".join(traceback.format_tb(where))
        self.logger.error("%s in %s\n%s", name, request.endpoint, lines)


def init_app(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(InternalServerError, _broken)
    app.register_error_handler(NotFoundError, _not_found)
    for over in (InvitationOverError, ResetOverError):
        app.register_error_handler(over, _over)
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(IntegrityError, _collided)
    app.register_error_handler(ReportError, _unprinted)
    for error in UNAVAILABLE:
        app.register_error_handler(error, _unavailable)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    title, sentence = _BY_ERROR.get(type(error)) or _BY_STATUS.get(status, _UNREADABLE)
    response = _page(title, sentence, status)
    # A redirect, an allowed method, a time to wait: what the error itself has to say.
    for name, value in error.get_headers(request.environ):
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return error.get_response() if status < 400 else response  # noqa: PLR2004 - a redirect


def _stale(error: CSRFError) -> Response:
    page = stale.page()
    return _http(error) if page is None else make_response(page, 400)


def _not_found(_error: NotFoundError) -> Response:
    return _page(*_NOT_FOUND, 404)


def _over(error: DomainError) -> Response:
    return _page(_("This link no longer works"), str(error), 410)


def _refused(error: DomainError) -> Response:
    if isinstance(error, NotAllowedError):
        g.not_allowed = True
    return _page(_("That did not go through"), str(error), 409)


def _collided(error: IntegrityError) -> Response:
    current_app.logger.warning("A collision: %s in %s", type(error.orig).__name__, request.endpoint)
    return _page(*_STALE, 409)


def _unprinted(error: ReportError) -> Response:
    """Only the paper failed: what was typed for it is here, and the screen has all of it."""
    current_app.logger.error("Not printed: %s in %s", type(error).__name__, request.endpoint)
    return _page(*_UNPRINTED, 503)


def _page(title: LazyProxy | str, sentence: LazyProxy | str, status: int) -> Response:
    page = render_template("errors/error.html", title=title, sentence=sentence, words=typed_words())
    return make_response(page, status)


def _unavailable(error: Exception) -> Response:
    cause = getattr(error, "orig", None) or error
    current_app.logger.error("The database did not answer: %s", type(cause).__name__)
    response = _bare_page(
        _("Mendwell cannot reach its records just now"),
        _("Nothing was saved. Wait a minute, then send it again."),
        503,
    )
    response.headers["Retry-After"] = "60"
    return response


def _broken(error: InternalServerError) -> Response:
    if isinstance(error.original_exception, UNAVAILABLE):
        return _unavailable(error.original_exception)
    if isinstance(error.original_exception, DecryptionError):
        alarm.ring()
    return _bare_page(
        _("Something went wrong on our side"),
        _("Nothing was saved. Go back and try once more; if it stays, tell your counselor."),
        500,
    )


def _bare_page(title: LazyProxy, sentence: LazyProxy, status: int) -> Response:
    """A page that asks nobody anything: no database, no context processor, only the cookie."""
    template = current_app.jinja_env.get_template("errors/bare-error.html")
    page = template.render(title=title, sentence=sentence, words=typed_words())
    return Response(page, status, content_type="text/html; charset=utf-8")
