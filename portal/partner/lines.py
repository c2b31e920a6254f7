"""One more line in a list of which not all fits on the page yet."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import request

from portal.forms.questions import ANSWER


def wanted_lines() -> dict[str, int]:
    """How many lines to show of a list to which one was added."""
    key, _dot, count = request.args.get("lines", "").rpartition(".")
    return {key: int(count)} if re.fullmatch("[0-9]{1,4}", count) else {}


def place_of(lines: Mapping[str, int]) -> tuple[str, str]:
    """What asks an address for these lines of one list, and the place of the last of them."""
    [(key, count)] = lines.items()
    return f"{key}.{count}", f"{ANSWER}{key}-{count - 1}"
