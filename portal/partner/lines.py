"""One more line in a list of which not all fits on the page yet."""

from __future__ import annotations

import re

from flask import request

from portal.forms.growing import ADD_LINE
from portal.forms.questions import ANSWER

__all__ = ["ADD_LINE", "one_more_line", "wanted_lines"]


def wanted_lines() -> dict[str, int]:
    """How many lines to show of a list to which one was added."""
    key, _dot, count = request.args.get("lines", "").rpartition(".")
    return {key: int(count)} if re.fullmatch("[0-9]{1,4}", count) else {}


def one_more_line(key: str) -> tuple[str, str]:
    """What asks an address for one more line than was sent, and the place of that line."""
    prefix = f"{ANSWER}{key}-"
    sent = {
        name.removeprefix(prefix).partition("-")[0]
        for name in request.form
        if name.startswith(prefix)
    }
    count = len(sent) + 1
    return f"{key}.{count}", f"{prefix}{count - 1}"
