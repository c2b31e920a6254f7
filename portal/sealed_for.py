"""
What is typed on a covered page: by one person, on the phone of another.

No refusal shows it. It goes on sealed for its author alone, so that the one whose phone it
is can have it kept for them and cannot read it. Whose it is, and whose phone, stands on the
page itself, signed, because the database may be what failed, or nobody may be signed in any
more. Only what is too large to be read at all is not carried: the answers that carry it say
so, and the script of the page stays for all others.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
from typing import Any

from flask import Flask, Response, current_app, request
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

CARRIES = "X-Mendwell-Carries"
"""The header of an answer that did not keep what was typed and carries it on, sealed."""

_REFUSED = 400

_OURS = frozenset({"csrf_token", "key", "action", PAGE, SEALED})


def init_app(app: Flask) -> None:
    """Let the pages that say what went wrong offer to have it kept."""
    app.jinja_env.globals["brought_covered"] = brought
    app.after_request(_tell_the_script)


def new_page(author_id: str, owner_id: str) -> str:
    """A name for a covered page: who writes there, and whose phone it is, by their public ids."""
    return str(_signer().dumps([author_id, owner_id, secrets.token_urlsafe(12)]))


def owner() -> str | None:
    """The public id of the one on whose phone this page was opened, if it is one of ours."""
    try:
        return str(_signer().loads(request.form.get(PAGE, ""))[1])
    except (BadData, HTTPException):
        return None


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


def _tell_the_script(response: Response) -> Response:
    if response.status_code >= _REFUSED and brought():
        response.headers[CARRIES] = "1"
    return response


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
