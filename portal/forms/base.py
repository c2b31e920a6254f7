"""What all forms share."""

from __future__ import annotations

from flask_wtf import FlaskForm


class Form(FlaskForm):
    """A form whose sentences pass through our own catalogue."""
