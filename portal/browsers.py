"""
A name for the browser of this request, good only for telling whether two are the same.

It is random, lives in the browser's session cookie and is gone when that is. It outlives
signing out and in, which is what it is for: two people at one browser. The database keeps
no more than a keyed fingerprint of it.
"""

from __future__ import annotations

import secrets

import flask

from couples import encryption

NAME = "browser"
_LENGTH = 16


def this_browser() -> str:
    """The fingerprint of this request's browser."""
    name = flask.session.setdefault(NAME, secrets.token_urlsafe(16))
    return encryption.current().blind_index(f"browser {name}")[:_LENGTH]
