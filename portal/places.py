"""Where somebody looked, in words that both sides read."""

from __future__ import annotations

from couples.wording import gettext as _


def where_looked(place: str | None) -> str:
    """The kind of page, of the name that the history keeps."""
    name = (place or "").partition(".")[2]
    if name in {"review", "review_item", "reply"}:
        return _("read through")
    if name in {"partners_record", "couples_record"}:
        return _("in a copy of what is kept")
    if name in {"brief", "day_pack"}:
        return _("in the brief before a session")
    if name in {"report", "report_pdf"}:
        return _("in a report over some time")
    if name.startswith("session_mode"):
        return _("in a session")
    if name in {"measures", "summaries"}:
        return _("what it comes to over time")
    return _("on a page about the two of you")
