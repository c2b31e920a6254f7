"""What one press of a button on this side carries: its name, and the newest words it saw."""

from __future__ import annotations

from flask import request

from couples.submissions.own_saves import OwnSaves
from portal.presses import new_press, this_press

__all__ = ["new_press", "own_saves", "seen_revision", "this_press"]

# Nobody saves a draft this often, and Python reads no number of any length.
_LONGEST_REVISION = 9
# More than our script names.
_MOST_UNHEARD = 200


def seen_revision() -> int:
    """The newest revision that the sender's page has seen; none counts as an old one."""
    return _number(request.form.get("revision", ""))


def own_saves() -> OwnSaves:
    """The saves that the sender's page numbered itself and heard nothing of, and this one."""
    _seen, *unheard = request.form.getlist("revision") or [""]
    number = _number(request.form.get("number", ""))
    return OwnSaves(
        unheard=frozenset(map(_number, unheard[:_MOST_UNHEARD])),
        number=number if number > 0 else None,
    )


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_REVISION
    return int(text) if is_number else -1
