"""What one press of a button on this side carries: its name, and the newest words it saw."""

from __future__ import annotations

from flask import request

from portal.presses import new_press, this_press

__all__ = ["new_press", "seen_revision", "this_press"]

# Nobody saves a draft this often, and Python reads no number of any length.
_LONGEST_REVISION = 9


def seen_revision() -> int:
    """The newest revision that the sender's page has seen; none counts as an old one."""
    text = request.form.get("revision", "")
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_REVISION
    return int(text) if is_number else -1
