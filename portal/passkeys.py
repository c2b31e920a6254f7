"""What a browser is asked about a passkey: the question waits in its own signed cookie."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import datetime
from urllib.parse import urlsplit

import flask
from flask import Response, request

from couples.people.passkeys import Challenge, PasskeyRefusedError, Site
from couples.wording import gettext as _
from portal.settings import current_settings

_NAME = "passkey"


def here() -> Site:
    """
    Where this request found us, which is where a passkey belongs.

    Intake let the name of the host through, so that it is one of ours.
    """
    settings = current_settings()
    scheme = urlsplit(settings.base_url).scheme
    return Site(urlsplit(f"//{request.host}").hostname or "", f"{scheme}://{request.host}")


def ask() -> Challenge:
    """A new question for this browser, in place of an earlier one."""
    challenge = Challenge.new()
    flask.session[_NAME] = [b64encode(challenge.text).decode(), challenge.at.isoformat()]
    return challenge


def asked() -> Challenge:
    """The question that this browser was asked, which is taken back by that."""
    waiting = flask.session.pop(_NAME, None)
    if waiting is None:
        raise PasskeyRefusedError(_("Your device and we did not come together. Try it once more."))
    text, at = waiting
    return Challenge(b64decode(text), datetime.fromisoformat(at))


def options(text: str) -> Response:
    """The question, in the shape that the page's script reads."""
    return Response(text, mimetype="application/json")
