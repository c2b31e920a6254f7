"""The pages about one couple, side by side: whoever adds such a page adds its line here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import url_for

from couples.caseload.models import Couple
from couples.wording import gettext as _
from portal.counselor import blueprint


def pages_of(couple: Couple, here: str) -> Iterator[tuple[str, str, bool]]:
    """The label and the address of each page about `couple`, and whether it is `here`."""
    for name, label in _pages():
        yield label, url_for(f".{name}", couple_id=couple.public_id), name == here


def _pages() -> tuple[tuple[str, str], ...]:
    """The views, in the order of the page, by the names that their tabs have."""
    return (
        ("couple", _("Overview")),
        ("matrix", _("Homework")),
        ("measures", _("Measures")),
        ("summaries", _("What it shows")),
        ("repairs", _("Repairs")),
        ("outlook", _("Day by day")),
        ("breaks", _("Breaks")),
        ("safety", _("Safety")),
        ("tailored_exercises", _("Tailored")),
        ("history", _("History")),
    )


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {"pages_of": pages_of}
