"""
What is typed on a covered page: by one person, on the phone of another.

No refusal shows it, and none loses it. It goes on sealed for its author alone, so that the
one whose phone it is can have it kept for them and cannot read it. Who its author is stands
on the page itself, signed, because the database may be what failed.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
from typing import Any

from flask import Flask, current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from couples import encryption
from couples.encryption import DecryptionError, Purpose
from portal.database import READING_METHODS

COVERED = frozenset({"partner.take_over"})
"""What is typed there is not for the eyes of the one whose phone and sign-in it is."""

PAGE, SEALED = "page", "sealed"
"""The fields that say whose page it was, and that hold what was typed on it."""

UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What may have been the trouble, and can be neither shown nor copied."""

_OURS = frozenset({"csrf_token", "key", "action", PAGE, SEALED})


def init_app(app: Flask) -> None:
    """Let the pages that say what went wrong offer to have it kept."""
    app.jinja_env.globals["brought_covered"] = brought


def new_page(author_id: str) -> str:
    """A name for a covered page on which the person with this public id is to write."""
    return str(_signer().dumps([author_id, secrets.token_urlsafe(12)]))


def brought() -> dict[str, str]:
    """The fields that send once more, sealed for its author, what this request brought."""
    if request.endpoint not in COVERED or request.method in READING_METHODS:
        return {}
    try:
        page, key = request.form.get(PAGE, ""), request.form.get("key", "")
        author_id = str(_signer().loads(page)[0])
        sealed = request.form.get(SEALED) or _sealed(author_id)
    except (BadData, HTTPException):  # Not from a page of ours, or too large to be read at all.
        return {}
    return {PAGE: page, "key": key, SEALED: sealed}


def opened(author_id: str) -> MultiDict[str, str]:
    """What was sealed for this author and comes back with this request, as it was typed."""
    try:
        text = encryption.current().open(
            Purpose.WORDS, base64.urlsafe_b64decode(request.form[SEALED]), _place(author_id)
        )
    except (DecryptionError, ValueError):
        return MultiDict()
    return MultiDict((name, value) for name, value in json.loads(text))


def _sealed(author_id: str) -> str:
    fields = [
        (name, UNSHOWABLE.sub("", value))
        for name, value in request.form.items(multi=True)
        if name not in _OURS
    ]
    sealed = encryption.current().seal(Purpose.WORDS, json.dumps(fields), _place(author_id))
    return base64.urlsafe_b64encode(sealed).decode()


def _place(author_id: str) -> str:
    return f"covered-fields|{author_id}"


def _signer() -> URLSafeSerializer:
    secret: Any = current_app.secret_key
    return URLSafeSerializer(secret, salt="covered-page")
