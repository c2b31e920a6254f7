"""A button that asks for one more line in a list, and hands nothing in."""

from __future__ import annotations

from flask import request

from portal.forms.questions import ANSWER

ADD_LINE = "add-line:"
"""Before the key of a question: the button that asks for one more line."""


def one_more(prefix: str = "") -> dict[str, int]:
    """
    How many lines the list shall have for which the pressed button asks; nothing otherwise.

    `prefix` stands before the fields of a form that has others of its kind beside it.
    """
    action = request.form.get("action", "")
    if not action.startswith(ADD_LINE):
        return {}
    key = action.removeprefix(ADD_LINE)
    before = f"{prefix}{ANSWER}{key}-"
    sent = {n.removeprefix(before).partition("-")[0] for n in request.form if n.startswith(before)}
    return {key: len(sent) + 1}
