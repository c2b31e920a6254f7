"""What somebody typed is never lost to a sign-in that ran out: it waits for them."""

from __future__ import annotations

from flask import render_template


def ask_to_sign_in() -> tuple[str, int]:
    """Ask for the password, with the typed fields kept on the page."""
    return render_template("public/sign-in-again.html"), 401
