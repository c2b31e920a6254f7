"""The templates' environment: strict, translated, and with no logic of the practice."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from couples.wording import gettext, plural_form
from portal import moments
from portal.states import said_of

TEMPLATES = Path(__file__).parent.parent / "templates"


def init_app(app: Flask) -> None:
    """Let a missing name fail, and every sentence pass through the catalogue."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(gettext, plural_form, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    environment.filters |= moments.FILTERS
    environment.filters["said"] = said_of
