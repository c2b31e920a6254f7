"""The name of one press of a button, so that a nervous second one does nothing more."""

from __future__ import annotations

import secrets

from flask import request

from couples.submissions.models import Submission

_LONGEST = Submission.idempotency_key.type.length
# Nobody saves a draft this often, and Python reads no number of any length.
_LONGEST_REVISION = 9


def new_press() -> str:
    """A name for the button of a page that is being shown."""
    return secrets.token_urlsafe(24)


def this_press() -> str:
    """The name that the page gave the button; a request without one is its own."""
    return request.form.get("key", "")[:_LONGEST] or new_press()


def seen_revision() -> int:
    """The newest revision that the sender's page has seen; none counts as an old one."""
    text = request.form.get("revision", "")
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_REVISION
    return int(text) if is_number else -1
