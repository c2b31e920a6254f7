"""
By which name pages go in the browser's tabs and history, also where nobody is signed in.

Whoever wants it plain has it in their row. The browser's session cookie keeps it beside, for
the pages that come when the row cannot be asked: signed out after a while, or no database.
It outlives signing out, because the history of the browser does as well.
"""

from __future__ import annotations

import flask
from flask import Flask
from flask_login import current_user

NAME = "is-discreet"


def init_app(app: Flask) -> None:
    """Let layouts ask."""
    app.jinja_env.globals |= {"is_discreet_here": is_here, "is_discreet_by_cookie": is_by_cookie}


def keep(*, is_discreet: bool) -> None:
    """Let this browser know what whoever is signed in wants."""
    if is_by_cookie() == is_discreet:
        return
    if is_discreet:
        flask.session[NAME] = True
    else:
        flask.session.pop(NAME)


def is_by_cookie() -> bool:
    """Whether whoever was here last wants it plain; it asks no database."""
    return bool(flask.session.get(NAME))


def is_here() -> bool:
    """Whether this page goes by the plain name."""
    if current_user.is_authenticated:
        return bool(current_user.signed_in.is_discreet)
    return is_by_cookie()
