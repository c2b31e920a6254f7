"""The presses on a page that was covered since: none of them may show it once more."""

from __future__ import annotations

import hashlib

import flask

_NAME = "covered"
# A cookie holds about four thousand characters, and nobody presses this often.
_MOST = 40
_LONG = 12


def was_seen(key: str) -> bool:
    """Whether this press was answered before, as when a browser goes back and sends again."""
    return _short(key) in flask.session.get(_NAME, [])


def remember(key: str) -> None:
    """Keep in the cookie that this press was answered."""
    seen = [each for each in flask.session.get(_NAME, []) if each != _short(key)]
    flask.session[_NAME] = [*seen, _short(key)][-_MOST:]


def _short(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:_LONG]
