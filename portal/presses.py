"""The name of one press of a button, so that a nervous second one does nothing more."""

from __future__ import annotations

import secrets

from flask import request

from couples.submissions.models import Submission

_LONGEST = Submission.idempotency_key.type.length


def new_press() -> str:
    """A name for the button of a page that is being shown."""
    return secrets.token_urlsafe(24)


def this_press() -> str:
    """The name that the page gave the button; a request without one is its own."""
    return request.form.get("key", "")[:_LONGEST] or new_press()
