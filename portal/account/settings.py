"""The settings page."""

from __future__ import annotations

from flask import render_template

from portal.access import current_identity
from portal.account import blueprint


@blueprint.get("/")
def settings() -> str:
    """Everything a person can set for themselves."""
    layout = f"layouts/{current_identity.role.value}.html"
    return render_template("account/settings.html", layout=layout)
