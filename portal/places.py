"""Where somebody looked, in words that both sides read."""

from __future__ import annotations

from couples.wording import gettext as _

READ_THROUGH = frozenset(
    {
        *("counselor.review", "counselor.review_item", "counselor.reply"),
        *("counselor.finish_review", "counselor.release_answer"),
        *("counselor.guest_item", "counselor.read_along_item", "counselor.stood_in_item"),
    }
)
"""
Pages of one piece of homework, with what both handed in for it beside each other.

A guest's page is kept in the history by the way in which they were let in.
"""


def where_looked(place: str | None) -> str:
    """The kind of page, of the name that the history keeps."""
    name = (place or "").partition(".")[2]
    if name.startswith("session_mode"):
        return _("in a session")
    return _by_name().get(name) or _("on a page about the two of you")


def _by_name() -> dict[str, str]:
    return {
        "review": _("read through"),
        "review_item": _("read through"),
        "reply": _("read through"),
        "finish_review": _("read through"),
        "release_answer": _("read through"),
        "read_along": _("on a page about the two of you, reading along"),
        "read_along_item": _("read through, reading along"),
        "stood_in": _("on a page about the two of you, standing in"),
        "stood_in_item": _("read through, standing in"),
        "brief": _("in the brief before a session"),
        "day_pack": _("in the brief before a session"),
        "report": _("in a report over some time"),
        "report_pdf": _("in a report over some time"),
        "copies": _("in a report over some time"),
        "copy": _("in a report over some time"),
        "copy_pages": _("in a report over some time"),
        "locked_copy": _("in a report over some time"),
        "partners_record": _("in a copy of what is kept"),
        "couples_record": _("in a copy of what is kept"),
        "measures": _("what it comes to over time"),
        "summaries": _("what it comes to over time"),
    }
