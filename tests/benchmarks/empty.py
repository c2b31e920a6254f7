"""The least that a Flask page can be: what any page is measured against."""

from __future__ import annotations

from flask import Flask


def create_app() -> Flask:
    """One page with three words on it."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "Nothing to do")
    return app
